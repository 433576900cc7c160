import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../language/tree.ts";

/** What complaints of keepalived may come from; there may be thousands of either. */
export class Causes {
  readonly #first: Diagnostic | null;
  /** Those of each source, in the order of its lines. */
  readonly #inSource = new Map<number, { readonly line: number; readonly cause: Diagnostic }[]>();

  /** `causes` are in the order of the file. */
  constructor(causes: readonly Diagnostic[]) {
    this.#first = causes[0] ?? null;
    for (const cause of causes) {
      if (cause.span === null) continue;
      const { source, line } = cause.span;
      const own = this.#inSource.get(source);
      if (own === undefined) this.#inSource.set(source, [{ line, cause }]);
      else own.push({ line, cause });
    }
  }

  /** The last one before a place; a later one where there is none before. */
  of({ source, line }: Span): Diagnostic | null {
    const own = this.#inSource.get(source) ?? [];
    let low = 0;
    let high = own.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((own[middle]?.line ?? 0) <= line) low = middle + 1;
      else high = middle;
    }
    return own[low - 1]?.cause ?? this.#first;
  }
}
