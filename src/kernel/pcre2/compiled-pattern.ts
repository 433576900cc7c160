/**
 * One pattern, matched within a bound of time.
 *
 * The library bounds the work of one place where a match may begin, and a body has thousands of
 * them: some patterns would take minutes on one page. So few places are tried at a time, and the time
 * is looked at in between.
 */
import type { CompiledPattern, PatternMatch } from "../../ports/patterns.ts";
import type { Handle, Pcre2Library } from "./library.ts";

const partialHard = 0x20;
const noMatch = -1;
const partialMatch = -2;
const matchLimitReached = -47;

/** Steps at one place: what nearly all patterns stay within, and what the others may take. */
const usualSteps = 20_000;
const mostSteps = 1_000_000;
/** Places tried in one call: more and more while that is quick. */
const firstPlaces = 8;
const mostPlaces = 512;
const patientPlaces = 4;
const quickMillis = 1;
const longestMillis = 100;

/** Something that has an address. */
const noBytes = new Uint8Array(1);

const tooMuch: PatternMatch = { kind: "failed", reason: "regex takes too long on this page" };

export interface PatternHandles {
  readonly code: Handle;
  readonly data: Handle;
  readonly context: Handle;
}

export class Pcre2Pattern implements CompiledPattern {
  readonly lookbehindBytes: number;
  readonly #library: Pcre2Library;
  readonly #handles: PatternHandles;
  readonly #isUtf: boolean;

  constructor(
    library: Pcre2Library,
    handles: PatternHandles,
    lookbehindBytes: number,
    isUtf: boolean,
  ) {
    this.#library = library;
    this.#handles = handles;
    this.lookbehindBytes = lookbehindBytes;
    this.#isUtf = isUtf;
  }

  match(bytes: Uint8Array, first: number, last: number | null, isEnd: boolean): PatternMatch {
    const length = this.#isUtf && !isEnd ? wholeCharacters(bytes) : bytes.length;
    // Nothing may match behind the last byte as well (`$`): at the end that is a place too.
    const end = Math.min(last ?? length, isEnd ? length : length - 1);
    let now = performance.now();
    const limit = now + longestMillis;
    let places = firstPlaces;
    let steps = usualSteps;
    let place = first;
    while (place <= end) {
      const upTo = Math.min(end, place + places - 1);
      const result = this.#try(bytes, length, place, upTo, steps, isEnd);
      if (result >= 0) return { kind: "found" };
      if (result === partialMatch) return { kind: "absent", upTo: this.#startOfPartial() };
      if (result === matchLimitReached && steps === usualSteps) {
        steps = mostSteps;
        places = patientPlaces;
        continue;
      }
      const before = now;
      now = performance.now();
      if (result !== noMatch || now > limit) return this.#failed(result);
      place = upTo + 1;
      steps = usualSteps;
      places = now - before < quickMillis ? Math.min(mostPlaces, 2 * places) : patientPlaces;
    }
    return { kind: "absent", upTo: Math.max(place, first) };
  }

  #try(
    bytes: Uint8Array,
    length: number,
    first: number,
    last: number,
    steps: number,
    isEnd: boolean,
  ): number {
    const { code, data, context } = this.#handles;
    const library = this.#library;
    library.setOffsetLimit(context, last);
    library.setMatchLimit(context, steps);
    const subject = bytes.length === 0 ? noBytes : bytes;
    return library.match(code, subject, length, first, isEnd ? 0 : partialHard, data, context);
  }

  #startOfPartial(): number {
    return Number(this.#library.startOfMatch(this.#handles.data));
  }

  #failed(code: number): PatternMatch {
    if (code === noMatch || code === matchLimitReached) return tooMuch;
    return { kind: "failed", reason: `regex: ${errorText(this.#library, code)}` };
  }
}

/** How many of the bytes are there without a last character of UTF-8 that is not complete. */
function wholeCharacters(bytes: Uint8Array): number {
  const { length } = bytes;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back] ?? 0;
    if (byte < 0x80) return length;
    if (byte < 0xc0) continue;
    const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return size > back ? length - back : length;
  }
  return length;
}

/** The library's own words. */
export function errorText(library: Pcre2Library, code: number): string {
  const text = new Uint8Array(256);
  const length = library.errorMessage(code, text, text.length);
  return length < 0 ? `error ${code}` : new TextDecoder().decode(text.subarray(0, length));
}
