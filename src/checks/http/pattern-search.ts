/**
 * Looks for a pattern in a body that comes in pieces. A part of the body is kept that a match may
 * still begin in, or look back at; a match has to fit into it.
 */
import type { BodyPattern } from "../../config/model/checker.ts";
import type { CompiledPattern } from "../../ports/patterns.ts";

export interface WindowBytes {
  /** Most pages are smaller: they are looked at once, at their end. */
  readonly usual: number;
  /** The longest match that is sure to be found has half of it. */
  readonly longest: number;
}

const windowBytes: WindowBytes = { usual: 65_536, longest: 262_144 };
const firstWindow = 4096;

export type Finding = "undecided" | "found" | "absent" | { readonly problem: string };

type SearchedRange = Pick<BodyPattern, "minimumOffset" | "maximumOffset">;

export class PatternSearch {
  readonly #compiled: CompiledPattern;
  readonly #maximumOffset: number | null;
  readonly #sizes: WindowBytes;
  #window = new Uint8Array(0);
  #length = 0;
  /** Where in the body the window begins. */
  #base = 0;
  /** Where in the body the next match may begin. */
  #from: number;
  #finding: Finding = "undecided";

  constructor(compiled: CompiledPattern, pattern: SearchedRange, sizes = windowBytes) {
    const { minimumOffset, maximumOffset } = pattern;
    this.#compiled = compiled;
    this.#sizes = sizes;
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
    const { usual, longest } = this.#sizes;
    const size = this.#window.length;
    if (size < usual) {
      return this.#grow(Math.min(usual, Math.max(firstWindow, 2 * size, this.#length + wanted)));
    }
    this.#search(false);
    if (this.#finding !== "undecided") return;
    this.#forget();
    // Less room would mean to search the same bytes again and again.
    if (this.#length <= size / 2) return;
    if (size < longest) return this.#grow(2 * size);
    this.#finding = { problem: "regex would have to match too much at once" };
  }

  #grow(size: number): void {
    const larger = new Uint8Array(size);
    larger.set(this.#window.subarray(0, this.#length));
    this.#window = larger;
  }

  #search(isEnd: boolean): void {
    const last = this.#maximumOffset;
    if (this.#from > this.#base + this.#length) return;
    if (last !== null && this.#from > last) {
      this.#finding = "absent";
      return;
    }
    const bytes = this.#window.subarray(0, this.#length);
    const lastHere = last === null ? null : last - this.#base;
    const match = this.#compiled.match(bytes, this.#from - this.#base, lastHere, isEnd);
    if (match.kind === "found") this.#finding = "found";
    else if (match.kind === "failed") this.#finding = { problem: match.reason };
    else this.#from = this.#base + match.upTo;
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
