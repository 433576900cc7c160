/** `$NAME=VALUE`, and putting values where `$NAME` and `${NAME}` ask for them. */
import { languageCodes } from "../diagnostics/codes-language.ts";
import type { Environment } from "./environment.ts";
import { limits } from "./limits.ts";
import { type PlacedText, replace, spanOf, standingFor } from "./place.ts";
import { type Predefined, predefined } from "./predefined.ts";
import { endOfName, type Reference, referenceAt } from "./reference.ts";
import type { Report } from "./report.ts";

export interface Assignment {
  readonly name: string;
  readonly value: string;
}

export interface Expansion {
  readonly line: PlacedText;
  /** The other lines of a definition of several, in order. */
  readonly following: readonly PlacedText[];
  readonly changed: boolean;
}

/** Understands `$NAME=VALUE` at the very beginning of a text; null when it is something else. */
export function assignmentIn(text: string): Assignment | null {
  if (text.charCodeAt(0) !== 0x24) return null;
  const end = endOfName(text, 1);
  if (end === 1 || text[end] !== "=") return null;
  return { name: text.slice(1, end), value: text.slice(end + 1).trim() };
}

/** The definitions in force at the place that is being read. */
export class Definitions {
  readonly #lines = new Map<string, readonly string[]>();
  readonly #environment: Environment;
  readonly #report: Report;

  constructor(environment: Environment, report: Report) {
    this.#environment = environment;
    this.#report = report;
  }

  define(name: string, lines: readonly string[]): void {
    this.#lines.set(name, lines);
  }

  /** Puts in the values of one round: what they ask for in turn is the next round's. */
  expandOnce(line: PlacedText, directory: string): Expansion {
    let result = line;
    let following: readonly PlacedText[] = [];
    let changed = false;
    let at = line.text.indexOf("$");
    while (at !== -1) {
      const reference = referenceAt(result.text, at);
      const lines = reference === null ? null : this.#linesOf(reference, result, at, directory);
      if (reference === null || lines === null) {
        at = result.text.indexOf("$", at + 1);
        continue;
      }
      const span = spanOf(result, at, reference.end);
      const [first = "", ...rest] = lines;
      result = replace(result, at, reference.end, first);
      if (rest.length > 0) following = rest.map((text) => standingFor(text, span));
      changed = true;
      if (result.text.length > limits.expandedLineCharacters) break;
      at = result.text.indexOf("$", at + first.length);
    }
    return { line: result, following, changed };
  }

  /** The lines to put in, or null where the text is to stay as it is. */
  #linesOf(
    reference: Reference,
    line: PlacedText,
    at: number,
    directory: string,
  ): readonly string[] | null {
    const own = this.#lines.get(reference.name);
    if (own === undefined || reference.arguments !== "") {
      const value = predefined(reference, this.#environment, directory);
      if (value === null) return null;
      this.#mention(value, line, at, reference.end);
      return [value.text];
    }
    if (own.length > 1 && line.text.slice(reference.end).trim() !== "") {
      this.#report.say(languageCodes.multiLineNotLast, spanOf(line, at, reference.end), {
        message: `"$${reference.name}" has several lines, and more text follows it here`,
        help: "put the rest on a line of its own",
      });
      return null;
    }
    return own;
  }

  #mention(value: Predefined, line: PlacedText, at: number, end: number): void {
    if (value.problem === null) return;
    const { code, message } = value.problem;
    this.#report.say(code, spanOf(line, at, end), { message });
  }
}
