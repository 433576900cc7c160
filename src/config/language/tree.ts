/**
 * What the language layer hands to the keyword table: statements of words, each with the place it
 * came from, after includes, conditions, definitions and sequences have been carried out.
 */

/** A run of characters in one file; lines and columns count from 1, columns in characters. */
export interface Span {
  /** Index into `Document.sources`. */
  readonly source: number;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export interface Source {
  /** As the user wrote it, made absolute only where an include needs it. */
  readonly path: string;
  /** The lines without their terminators, for the diagnostic's excerpt. */
  readonly lines: readonly string[];
}

export interface Word {
  /** The value: quotes and escapes resolved, definitions expanded. */
  readonly text: string;
  readonly quoted: boolean;
  readonly span: Span;
}

export interface Statement {
  /** At least one word; the first is the keyword (or the first item of a value line). */
  readonly words: readonly [Word, ...Word[]];
  /**
   * The line's text from the first word on, definitions expanded and comment cut, quotes kept: for
   * keywords that split a command line by their own rules.
   */
  readonly text: string;
  readonly block: Block | null;
}

export interface Block {
  readonly statements: readonly Statement[];
  readonly open: Span;
  /** Null when the file ended first. */
  readonly close: Span | null;
  /**
   * The text between the braces, where all of it stands on plain lines of one file: a block with
   * the same text says the same. Null or absent elsewhere.
   */
  readonly written?: string | null;
}
