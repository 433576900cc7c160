/**
 * Looks for a pattern in a body that comes in pieces. A part of the body is kept that a match may
 * still begin in, or look back at; a match has to fit into it.
 */
import type { BodyPattern } from "../../config/model/checker.ts";
import type { CompiledPattern, PatternMatch } from "../../ports/patterns.ts";

/** Most pages are smaller: they are looked at once, at their end. */
const usualWindow = 65_536;
/** The longest match that is sure to be found has half of it. */
const longestWindow = 1_048_576;

export type Finding = "undecided" | "found" | "absent" | { readonly problem: string };

export class PatternSearch {
  readonly #compiled: CompiledPattern;
  readonly #maximumOffset: number | null;
  #window = new Uint8Array(0);
  #length = 0;
  /** Where in the body the window begins. */
  #base = 0;
  /** Where in the body the next match may begin. */
  #from: number;
  #finding: Finding = "undecided";

  constructor(compiled: CompiledPattern, { minimumOffset, maximumOffset }: BodyPattern) {
    this.#compiled = compiled;
    this.#from = minimumOffset;
    this.#maximumOffset = maximumOffset;
  }

  get finding(): Finding {
    return this.#finding;
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    while (this.#finding === "undecided" && at < bytes.length) {
      if (this.#length === this.#window.length) this.#makeRoom(bytes.length - at);
      const taken = Math.min(bytes.length - at, this.#window.length - this.#length);
      this.#window.set(bytes.subarray(at, at + taken), this.#length);
      this.#length += taken;
      at += taken;
    }
  }

  /** The body is complete: decides. */
  end(): Finding {
    if (this.#finding === "undecided") this.#search(true);
    if (this.#finding === "undecided") this.#finding = "absent";
    return this.#finding;
  }

  #makeRoom(wanted: number): void {
    const size = this.#window.length;
    if (size < usualWindow) return this.#grow(Math.max(4096, 2 * size, this.#length + wanted));
    this.#search(false);
    if (this.#finding !== "undecided") return;
    this.#forget();
    // Less room would mean to search the same bytes again and again.
    if (this.#length <= size / 2) return;
    if (size < longestWindow) return this.#grow(2 * size);
    this.#finding = { problem: "regex would have to match too much at once" };
  }

  #grow(size: number): void {
    const largest = size > usualWindow && this.#window.length < usualWindow;
    const larger = new Uint8Array(largest ? usualWindow : size);
    larger.set(this.#window.subarray(0, this.#length));
    this.#window = larger;
  }

  #search(isEnd: boolean): void {
    const { match, last } = this.#lookFor(isEnd);
    if (match.kind === "found") this.#finding = "found";
    else if (match.kind === "failed") this.#finding = { problem: match.reason };
    else {
      this.#from = Math.max(this.#from, this.#base + match.upTo);
      if (last !== null && this.#from > last) this.#finding = "absent";
    }
  }

  #lookFor(isEnd: boolean): { match: PatternMatch; last: number | null } {
    const last = this.#maximumOffset;
    const first = this.#from - this.#base;
    const isBehind = first > this.#length || (last !== null && this.#from > last);
    if (isBehind) return { match: { kind: "absent", upTo: first }, last };
    const bytes = this.#window.subarray(0, this.#length);
    const lastHere = last === null ? null : last - this.#base;
    return { match: this.#compiled.match(bytes, first, lastHere, isEnd), last };
  }

  /** Lets go of what no match can begin in or look back at. */
  #forget(): void {
    // One byte at least: where the window begins is not where the body begins (`^`).
    const needed = this.#from - this.#base - Math.max(1, this.#compiled.lookbehindBytes);
    const gone = Math.max(0, Math.min(needed, this.#length));
    this.#window.copyWithin(0, gone, this.#length);
    this.#length -= gone;
    this.#base += gone;
  }
}
