/** Regular expressions of page checks, compiled and matched with a bound of work. */
import type { BodyPattern } from "../config/model/checker.ts";
import type { Result } from "../wire/result.ts";

export type PatternMatch =
  | { readonly kind: "found" }
  /** No match begins before this offset; one that begins there or behind it may, with more bytes. */
  | { readonly kind: "absent"; readonly upTo: number }
  /** In a few words: matching became too much work. */
  | { readonly kind: "failed"; readonly reason: string };

export interface CompiledPattern {
  /** How many bytes before a place it may look at from there (`\b`, `(?<=…)`). */
  readonly lookbehindBytes: number;
  /**
   * Looks for a match that begins in `bytes` at `first` or behind it, but not behind `last`; null is
   * anywhere. Unless `isEnd`, more bytes follow.
   */
  match(bytes: Uint8Array, first: number, last: number | null, isEnd: boolean): PatternMatch;
}

/** What is compiled of it: the same pattern may stand in many places. */
export type PatternText = Pick<BodyPattern, "pattern" | "options">;

export interface Patterns {
  /** The error is a sentence for the log. */
  compile(pattern: PatternText): Result<CompiledPattern, string>;
}
