/**
 * Command lines as getopt_long(3) reads them: bundled short options, arguments attached or apart,
 * optional arguments attached only, unambiguous beginnings of long names, operands anywhere.
 *
 * The command-line library used elsewhere takes the next word for an optional argument and knows no
 * abbreviations: scripts written for keepalived would be read differently.
 */
import { failure, type Result, success } from "../wire/result.ts";

export interface OptionSpec<Id extends string> {
  readonly id: Id;
  readonly short: string | null;
  readonly long: string | null;
  readonly argument: "none" | "required" | "optional";
  /** What the argument is called in the help. */
  readonly argumentName?: string;
  readonly help: string;
}

export interface GivenOption<Id extends string> {
  readonly id: Id;
  /** As it was written, without its argument. */
  readonly written: string;
  readonly value: string | null;
}

export interface CommandLine<Id extends string> {
  readonly options: readonly GivenOption<Id>[];
  readonly operands: readonly string[];
}

type Taken<Id extends string> = Result<readonly GivenOption<Id>[], string>;

/** The error is a sentence for the user. */
export function readCommandLine<Id extends string>(
  specs: readonly OptionSpec<Id>[],
  words: readonly string[],
): Result<CommandLine<Id>, string> {
  const options: GivenOption<Id>[] = [];
  const operands: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--") {
      operands.push(...rest);
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      operands.push(word);
      continue;
    }
    const taken = word.startsWith("--")
      ? takeLong(specs, word, rest)
      : takeShort(specs, word, rest);
    if (!taken.ok) return taken;
    options.push(...taken.value);
  }
  return success({ options, operands });
}

function takeLong<Id extends string>(
  specs: readonly OptionSpec<Id>[],
  word: string,
  rest: string[],
): Taken<Id> {
  const equals = word.indexOf("=");
  const name = word.slice(2, equals < 0 ? undefined : equals);
  const attached = equals < 0 ? null : word.slice(equals + 1);
  const written = `--${name}`;
  const spec = findLong(specs, name);
  if (!spec.ok) return spec;
  const { id, argument, long } = spec.value;
  if (argument === "none" && attached !== null) return failure(`--${long} takes no argument`);
  if (argument !== "required") return success([{ id, written, value: attached }]);
  const value = attached ?? rest.shift();
  if (value === undefined) return failure(`--${long} needs an argument`);
  return success([{ id, written, value }]);
}

function findLong<Id extends string>(
  specs: readonly OptionSpec<Id>[],
  name: string,
): Result<OptionSpec<Id>, string> {
  const exact = specs.find((spec) => spec.long === name);
  if (exact !== undefined) return success(exact);
  const candidates = specs.filter((spec) => name !== "" && spec.long?.startsWith(name));
  const [only, ...others] = candidates;
  if (only === undefined) return failure(`Unknown option --${name}`);
  if (others.length === 0) return success(only);
  const names = candidates.map((spec) => `--${spec.long}`).join(", ");
  return failure(`Option --${name} may be any of ${names}`);
}

function takeShort<Id extends string>(
  specs: readonly OptionSpec<Id>[],
  word: string,
  rest: string[],
): Taken<Id> {
  const taken: GivenOption<Id>[] = [];
  for (let at = 1; at < word.length; at++) {
    const written = `-${word[at]}`;
    const spec = specs.find(({ short }) => short === word[at]);
    if (spec === undefined) return failure(`Unknown option ${written}`);
    if (spec.argument === "none") {
      taken.push({ id: spec.id, written, value: null });
      continue;
    }
    const attached = word.slice(at + 1) || null;
    const value = attached ?? (spec.argument === "required" ? (rest.shift() ?? null) : null);
    if (value === null && spec.argument === "required") {
      return failure(`${written} needs an argument`);
    }
    return success([...taken, { id: spec.id, written, value }]);
  }
  return success(taken);
}
