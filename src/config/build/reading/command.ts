import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { keywordCodes } from "../../diagnostics/codes-keywords.ts";
import type { Command } from "../../keywords/argument.ts";
import type { Word } from "../../language/tree.ts";
import type { ScriptCommand } from "../../model/script-command.ts";
import type { ArgumentLine } from "./argument-line.ts";
import { splitCommand, splitLine } from "./command-words.ts";

/**
 * `CMD [USER [[:]GROUP]]`: the command is one word of the line, quoted when it has arguments; a
 * colon before the group asks for the user's supplementary groups too.
 */
export function readCommand(argument: Command, line: ArgumentLine): ScriptCommand | undefined {
  const [word] = line.words;
  if (word === undefined) return line.missing(argument);
  const words = splitLine(line.statement.text.slice(line.keyword.length));
  const [command = "", user, group] = words ?? [];
  const [program, ...rest] = splitCommand(command) ?? [];
  if (words === null || program === undefined || program === "") {
    const isOpen = words === null || command.trim() !== "";
    return line.refuse(argumentCodes.badCommand, word.span, {
      message: `the command of ${line.keyword} ${isOpen ? "cannot be read" : "is empty"}`,
      help: isOpen
        ? 'close the quote that is open, as in "/usr/local/bin/notify one two"'
        : 'write the program and its arguments, as in "/usr/local/bin/notify one two"',
    });
  }
  if (argument.alone === true) return commandAlone([program, ...rest], words, word, line);
  return {
    argv: [program, ...rest],
    ...runningAs(user ?? null, group ?? null),
    place: word.span,
  };
}

/** `USER [[:]GROUP]`, as a command has it. */
export function runningAs<User extends string | null>(
  user: User,
  group: string | null,
): RunsAs<User> {
  if (group?.startsWith(":") !== true) return { user, group: group || null };
  return { user, group: group.slice(1) || null, supplementaryGroups: true };
}

interface RunsAs<User> {
  readonly user: User;
  readonly group: string | null;
  readonly supplementaryGroups?: true;
}

/** What stands behind it is no argument of it, though it may look like one. */
function commandAlone(
  argv: ScriptCommand["argv"],
  words: readonly string[],
  place: Word,
  line: ArgumentLine,
): ScriptCommand {
  const [, surplus] = line.words;
  if (words.length > 1 && surplus !== undefined) {
    line.remark(keywordCodes.surplusWords, surplus.span, {
      message: `${line.quote(surplus)} is more than "${line.keyword}" takes`,
      help: "put quotes around the command and its arguments",
    });
  }
  return { argv, user: null, group: null, place: place.span };
}
