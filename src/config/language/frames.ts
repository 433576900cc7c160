/**
 * What waits to be read, the innermost last: a file, the rest of a line, the lines of a definition,
 * the rounds of a sequence. Each goes on where it was when what it brought in has been read.
 */
import type { IncludeChecks } from "./include.ts";
import type { PlacedText } from "./place.ts";
import type { Sequence } from "./sequence.ts";

export interface FileFrame {
  readonly kind: "file";
  /** Index into the sources. */
  readonly source: number;
  readonly path: string;
  readonly directory: string;
  readonly lines: readonly string[];
  /** Some line holds a NUL byte. */
  readonly hasNul: boolean;
  /** The next line, from 0. */
  next: number;
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
