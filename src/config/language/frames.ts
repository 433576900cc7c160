/**
 * What waits to be read, the innermost last: a file, the rest of a line, the lines of a definition,
 * the rounds of a sequence. Each goes on where it was when what it brought in has been read.
 */
import type { IncludeChecks } from "./include.ts";
import type { PlacedText } from "./place.ts";
import type { Sequence } from "./sequence.ts";
import type { SourceText } from "./source-text.ts";

export interface FileFrame {
  readonly kind: "file";
  readonly source: SourceText;
  readonly path: string;
  readonly directory: string;
  /** Some line holds a NUL byte. */
  readonly hasNul: boolean;
  /** The number of the last line that was read, and where the next one begins. */
  line: number;
  offset: number;
  checks: IncludeChecks;
}

export interface LinesFrame {
  readonly kind: "lines";
  readonly lines: readonly PlacedText[];
  next: number;
}

export interface SequenceFrame {
  readonly kind: "sequence";
  readonly sequence: Sequence;
  /** What every round repeats. */
  readonly line: PlacedText;
  next: number;
}

export type Frame = FileFrame | LinesFrame | SequenceFrame;
