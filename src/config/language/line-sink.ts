/** Where lines go once includes, conditions, definitions and sequences have been carried out. */
import type { PlacedText } from "./place.ts";
import type { PlainLine } from "./plain-line.ts";
import type { SourceText } from "./source-text.ts";
import type { Word } from "./tree.ts";

export interface LineSink {
  /**
   * Takes a line without white space around it up to its first brace, and that brace. Gives the
   * rest, which is handled like a line of its own but does not start one, and the words.
   */
  take(
    line: PlacedText,
    startsLine: boolean,
  ): { readonly rest: PlacedText | null; readonly words: readonly Word[] };
  /** A line of the short way, as it stands in `source`. */
  takePlain(plain: PlainLine, source: SourceText): void;
  /** Nothing more comes. */
  end(): void;
}
