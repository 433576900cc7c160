/** Collects what is found about a cluster; what has one cause is said once. */
import { type Code, type Details, diagnose } from "../diagnostics/code.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../language/tree.ts";

export class Findings {
  readonly diagnostics: Diagnostic[] = [];
  readonly #said = new Set<string>();

  /** Several instances may get one unequal value from the same line of `global_defs`. */
  report(code: Code, place: Span, details: Details): void {
    const key = JSON.stringify([code.code, place, details.help]);
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.diagnostics.push(diagnose(code, place, details));
  }
}
