/** Integers and decimal seconds, with nothing behind the digits. */
import type { Micros } from "../../../wire/units.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import type { Fix } from "../../diagnostics/diagnostic.ts";
import { remove, writeInstead } from "../../diagnostics/fixes.ts";
import type { Duration, Integer, Integers } from "../../keywords/argument.ts";
import { describeArgument, durationNouns, inUnit, rangeOf } from "../../keywords/describe.ts";
import type { Word } from "../../language/tree.ts";
import type { ArgumentLine } from "./argument-line.ts";

const wholeNumber = /^[+-]?\d{1,15}$/;
const decimalNumber = /^[+-]?(?:\d{1,10}(?:\.\d*)?|\.\d+)$/;

/** The first word as an integer in its range. */
export function readInteger(argument: Integer, line: ArgumentLine): number | undefined {
  const [word] = line.words;
  if (word === undefined) return line.missing(argument);
  return integerOf(word, argument, line);
}

/** `word` as an integer in its range; what is wrong goes to `line`. `name` is what takes it. */
export function integerOf(
  word: Word,
  argument: Integer,
  line: ArgumentLine,
  name: string = line.keyword,
): number | undefined {
  if (!wholeNumber.test(word.text)) {
    return line.refuse(argumentCodes.notANumber, word.span, {
      message: `${line.quote(word)} is not a whole number`,
      help: `expected ${describeArgument(argument)}`,
      fix: withoutPunctuation(word, wholeNumber),
    });
  }
  const value = Number(word.text);
  const { minimum, maximum, clamps } = argument;
  if (value >= minimum && value <= maximum) return value;
  const message = `${line.quote(word)} is out of range`;
  const help = `${name} takes a whole number${rangeOf(argument)}`;
  if (!clamps) return line.refuse(argumentCodes.outOfRange, word.span, { message, help });
  const nearest = value < minimum ? minimum : maximum;
  const consequence = `${nearest} is used instead.`;
  const fix = writeInstead(word, String(nearest));
  line.remark(argumentCodes.clamped, word.span, { message, help, consequence, fix });
  return nearest;
}

/** All words as integers: those in range count, the others are named. */
export function readIntegers(argument: Integers, line: ArgumentLine): number[] | undefined {
  if (line.words.length === 0) return line.missing(argument);
  const each: Integer = { ...argument, kind: "integer", unit: "", clamps: false };
  const values = line.words.map((word) => integerOf(word, each, line));
  const usable = values.filter((value) => value !== undefined);
  return usable.length === 0 ? undefined : usable;
}

/** The first word as decimal seconds or milliseconds; more decimals than count are rounded. */
export function readDuration(argument: Duration, line: ArgumentLine): Micros | undefined {
  const [word] = line.words;
  if (word === undefined) return line.missing(argument);
  if (!decimalNumber.test(word.text)) {
    return line.refuse(argumentCodes.notANumber, word.span, {
      message: `${line.quote(word)} is not a number of ${durationNouns[argument.unit]}`,
      help: `expected ${describeArgument(argument)}`,
      fix: withoutPunctuation(word, decimalNumber),
    });
  }
  const micros = microsOf(word.text, argument);
  if (micros === 0 && argument.zeroIsOff) {
    line.remark(argumentCodes.zeroIsOff, word.span, {
      message: `${line.quote(word)} is out of range`,
      help: `${line.keyword} takes ${describeArgument(argument)}`,
      consequence: `${line.keyword} is off.`,
      fix: remove(line.statement.words, "remove the line"),
    });
    return micros;
  }
  if (micros < argument.minimumMicros || micros > argument.maximumMicros) {
    return line.refuse(argumentCodes.outOfRange, word.span, {
      message: `${line.quote(word)} is out of range`,
      help: `${line.keyword} takes ${describeArgument(argument)}`,
    });
  }
  const decimals = word.text.split(".")[1] ?? "";
  if (decimals.length > argument.decimals) {
    const rounded = inUnit(micros, argument.unit);
    line.remark(argumentCodes.tooManyDecimals, word.span, {
      message: `${line.quote(word)} has more than ${argument.decimals} decimals`,
      consequence: `${rounded} ${argument.unit} is used instead.`,
      fix: writeInstead(word, rounded),
    });
  }
  return micros;
}

function microsOf(text: string, { unit, decimals }: Duration): Micros {
  const finest = 10 ** decimals;
  const microsPerUnit = unit === "ms" ? 1_000 : 1_000_000;
  return Math.round((Math.round(Number(text) * finest) / finest) * microsPerUnit) as Micros;
}

/** Other languages end a statement with a mark; here it spoils the number. */
function withoutPunctuation(word: Word, number: RegExp): Fix | undefined {
  const bare = word.text.replace(/[;,]$/, "");
  if (bare === word.text || !number.test(bare)) return undefined;
  return writeInstead(word, bare);
}
