/** `~SEQ`, `~SEQx` and `~LST`: the rounds in which the rest of a line is repeated. */
import { failure, type Result, success } from "../../wire/result.ts";

export type SequenceKind = "SEQ" | "SEQx" | "LST";

export interface Sequence {
  /** The names that are set anew in every round. */
  readonly names: readonly string[];
  readonly rounds: number;
  /** The values of round `index`, 0 to before `rounds`, as many as there are names. */
  readonly values: (index: number) => readonly string[];
}

const opening = /^~(SEQx|SEQ|LST)\(/;
const name = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What kind of sequence the text begins with, or null. */
export function sequenceKind(text: string): SequenceKind | null {
  return (opening.exec(text)?.[1] ?? null) as SequenceKind | null;
}

/** Understands what stands between the parentheses; the error is a reason, without a full stop. */
export function parseSequence(kind: SequenceKind, text: string): Result<Sequence, string> {
  const parts = splitAtCommas(text);
  if (parts === null) return failure("braces do not match");
  return kind === "LST" ? list(parts) : numbers(parts, kind === "SEQx");
}

function numbers(parts: readonly string[], hexadecimal: boolean): Result<Sequence, string> {
  const [variable = "", ...given] = parts;
  if (!name.test(variable)) return failure(`"${variable}" is not a name`);
  if (given.length < 1 || given.length > 3) return failure("one to three numbers are needed");
  const wrong = given.find((part) => integer(part, hexadecimal) === null);
  if (wrong !== undefined) return failure(`"${wrong}" is not a whole number`);
  const values = given.map((part) => integer(part, hexadecimal) ?? 0);
  const last = values.at(-1) ?? 0;
  const first = values.length === 1 ? (last < 0 ? -1 : 1) : (values[0] ?? 0);
  const step = values.length === 3 ? (values[1] ?? 0) : last < first ? -1 : 1;
  if (hexadecimal && (first < 0 || last < 0)) return failure("~SEQx counts positive numbers only");
  if (step === 0 || (last - first) * step < 0) return failure("the step does not lead to the end");
  const rounds = Math.floor((last - first) / step) + 1;
  const radix = hexadecimal ? 16 : 10;
  const at = (index: number) => [(first + index * step).toString(radix)];
  return success({ names: [variable], rounds, values: at });
}

function integer(text: string, hexadecimal: boolean): number | null {
  const isNumber = /^[+-]?\d+$/.test(text) || (hexadecimal && /^0x[0-9a-f]+$/i.test(text));
  const value = isNumber ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : null;
}

function list(parts: readonly string[]): Result<Sequence, string> {
  const [variables = "", ...items] = parts;
  const isTuple = variables.startsWith("{");
  const names = isTuple ? tuple(variables) : [variables];
  const wrong = names.find((variable) => !name.test(variable));
  if (wrong !== undefined) return failure(`"${wrong}" is not a name`);
  if (items.length === 0) return failure("at least one value is needed");
  const rounds = items.map((item) => (item.startsWith("{") ? tuple(item) : [item]));
  const tooLong = rounds.findIndex((values) => values.length > names.length);
  if (tooLong !== -1) return failure(`too many values in "${items[tooLong]}"`);
  const values = (index: number) => names.map((_, column) => rounds[index]?.[column] ?? "");
  return success({ names, rounds: items.length, values });
}

const tuple = (text: string): readonly string[] => splitAtCommas(text.slice(1, -1)) ?? [];

/** Splits at commas outside braces, and trims; null when the braces do not match. */
function splitAtCommas(text: string): string[] | null {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}") depth--;
    else if (text[at] === "," && depth === 0) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
    if (depth < 0 || depth > 1) return null;
  }
  parts.push(text.slice(from).trim());
  const isWhole = (part: string) => part.startsWith("{") === part.endsWith("}");
  return depth === 0 && parts.every(isWhole) ? parts : null;
}
