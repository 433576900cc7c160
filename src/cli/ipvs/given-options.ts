/** The options of one line, each at most once and only those that go with its command. */
import { failure, type Result, success } from "../../wire/result.ts";
import { type GivenOption, readCommandLine } from "../option-grammar.ts";
import {
  type CommandOption,
  commandOptions,
  type LineOption,
  lineOptions,
} from "./line-options.ts";

export interface GivenLine {
  readonly command: CommandOption;
  readonly options: ReadonlyMap<LineOption, GivenOption<LineOption>>;
  readonly operands: readonly string[];
}

const commands = Object.keys(commandOptions) as CommandOption[];

/** The error is a sentence without its full stop. */
export function readOptions(line: string): Result<GivenLine, string> {
  const words = line.trim().split(/\s+/);
  const read = readCommandLine(lineOptions, joinPersistence(withoutProgram(words)));
  if (!read.ok) return read;
  const options = new Map<LineOption, GivenOption<LineOption>>();
  for (const option of read.value.options) {
    if (options.has(option.id)) return failure(`${option.written} is given twice`);
    options.set(option.id, option);
  }
  options.delete("numeric");
  const [command, ...others] = commands.filter((one) => options.has(one));
  if (command === undefined) return failure("it has no command such as -A or -a");
  const [other] = others;
  if (other !== undefined) {
    return failure(
      `${writtenOf(options, command)} and ${writtenOf(options, other)} are two commands`,
    );
  }
  const taken: readonly LineOption[] = commandOptions[command];
  for (const [id, { written }] of options) {
    if (id === command || taken.includes(id)) continue;
    return failure(`${written} does not go with ${writtenOf(options, command)}`);
  }
  return success({ command, options, operands: read.value.operands });
}

const writtenOf = (
  options: ReadonlyMap<LineOption, GivenOption<LineOption>>,
  id: LineOption,
): string => options.get(id)?.written ?? id;

/** Scripts have whole commands. */
const withoutProgram = (words: readonly string[]): readonly string[] =>
  words[0] === "ipvsadm" || words[0]?.endsWith("/ipvsadm") === true ? words.slice(1) : words;

/** A number after -p is its value, although the value is optional. */
function joinPersistence(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    const isValue = (before === "-p" || before === "--persistent") && !word.startsWith("-");
    if (isValue) joined[joined.length - 1] = before === "-p" ? `-p${word}` : `${before}=${word}`;
    else joined.push(word);
  }
  return joined;
}

/** Decimal digits within bounds; null for anything else. */
export function wholeNumber(text: string, least: number, most: number): number | null {
  if (!/^\d{1,10}$/.test(text)) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
}
