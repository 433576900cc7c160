import type { Span } from "../language/tree.ts";

/** A line of a file, for sets of lines. */
export type LineKey = number & { readonly kind: "lineKey" };

const linesOfOneSource = 2 ** 32;

export const lineKey = ({ source, line }: Span): LineKey =>
  (source * linesOfOneSource + line) as LineKey;
