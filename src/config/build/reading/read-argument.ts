/** One statement's arguments, read as its row of the keyword table says. */
import { keywordCodes } from "../../diagnostics/codes-keywords.ts";
import { turnIntoComment } from "../../diagnostics/fixes.ts";
import type { Argument } from "../../keywords/argument.ts";
import { headingWords } from "../../keywords/heading-words.ts";
import type { ArgumentLine } from "./argument-line.ts";
import { readCommand } from "./command.ts";
import { readDuration, readInteger, readIntegers } from "./numbers.ts";
import {
  booleanOf,
  readAddress,
  readChoice,
  readFlag,
  readIdentity,
  readInterface,
  readSecret,
  readText,
} from "./words.ts";

/** The value, a `ValueOf<typeof argument>`, or undefined when what stands there is of no use. */
export function readArgument(argument: Argument, line: ArgumentLine): unknown {
  checkBlock(argument, line);
  const value = read(argument, line);
  checkSurplus(argument, line, value !== undefined);
  return value;
}

function read(argument: Argument, line: ArgumentLine): unknown {
  switch (argument.kind) {
    case "none":
      return true;
    case "flag":
      return readFlag(argument, line);
    case "integer":
      return readInteger(argument, line);
    case "integers":
      return readIntegers(argument, line);
    case "duration":
      return readDuration(argument, line);
    case "choice":
      return readChoice(argument, line);
    case "text":
      return readText(argument, line);
    case "secret":
      return readSecret(argument, line);
    case "interface":
      return readInterface(argument, line);
    case "address":
      return readAddress(argument, line);
    case "command":
      return readCommand(argument, line);
    case "identity":
      return readIdentity(argument, line);
    case "words":
      return readWords(argument, line);
    case "lines":
      return line.statement.block?.statements;
    case "section":
      return line.statement.block === null ? undefined : [line.statement];
    case "optional":
      return line.words.length === 0 ? null : read(argument.of, line);
  }
}

function readWords(argument: Argument & { kind: "words" }, line: ArgumentLine): unknown {
  const mayBeEmpty = argument.syntax.startsWith("[");
  return line.words.length === 0 && !mayBeEmpty ? line.missing(argument) : line.words;
}

/** How many words the argument can take. */
function capacity(argument: Argument): number {
  switch (argument.kind) {
    case "none":
    case "lines":
      return 0;
    case "identity":
      return 2;
    case "command":
      return 3;
    case "optional":
      return capacity(argument.of);
    case "section":
      return headingWords(argument);
    case "words":
    case "integers":
      return Number.POSITIVE_INFINITY;
    default:
      return 1;
  }
}

function checkSurplus(argument: Argument, line: ArgumentLine, isUsed: boolean): void {
  // How many words a command takes is known only once its quotes are resolved.
  if (argument.kind === "command") return;
  const most = capacity(argument);
  const surplus = line.words[most];
  if (surplus === undefined) return;
  if (argument.kind === "lines" || (argument.kind === "section" && line.isMissingNamed)) {
    line.remark(keywordCodes.surplusBeforeBlock, surplus.span, {
      message: `${line.quote(surplus)} stands before the block of ${line.keyword}`,
      help: argument.kind === "lines" ? "move it inside the braces" : "remove it",
    });
  } else if (argument.kind === "none" && booleanOf(surplus.text) === false) {
    line.remark(keywordCodes.valueWithoutEffect, surplus.span, {
      message: `"${line.keyword}" takes no value, so ${line.quote(surplus)} does not turn it off`,
      help: "remove the line to turn it off",
    });
  } else if (isUsed) {
    // Beside a value of no use it may be a part of what was meant, and would only be more noise.
    line.remark(keywordCodes.surplusWords, surplus.span, {
      message: `${line.quote(surplus)} is more than "${line.keyword}" takes`,
      help: "remove it, or put # before it",
      fix: line.secret ? undefined : turnIntoComment(surplus),
    });
  }
}

function checkBlock(argument: Argument, line: ArgumentLine): void {
  const { block, words } = line.statement;
  const wantsBlock = argument.kind === "lines" || argument.kind === "section";
  if (wantsBlock && block === null) {
    line.refuse(keywordCodes.blockMissing, words[0].span, {
      message: `"${line.keyword}" lacks its block`,
      help: "a { is expected behind it",
    });
  }
  if (!wantsBlock && block !== null) {
    line.remark(keywordCodes.blockUnexpected, block.open, {
      message: `"${line.keyword}" has no block`,
      help: "remove the braces",
      consequence: "What stands between the braces is not read.",
    });
  }
}
