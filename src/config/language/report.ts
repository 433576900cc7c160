/** Collects what the language layer says, up to a bound and in the order of discovery. */
import { type Code, type Details, diagnose } from "../diagnostics/code.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { limits } from "./limits.ts";
import type { Span } from "./tree.ts";

export class Report {
  readonly diagnostics: Diagnostic[] = [];

  say(code: Code, span: Span | null, details: Details): void {
    if (this.diagnostics.length < limits.diagnostics) {
      this.diagnostics.push(diagnose(code, span, details));
    }
  }

  /** Takes one back that something better is said instead of. */
  withdraw(diagnostic: Diagnostic): void {
    const at = this.diagnostics.indexOf(diagnostic);
    if (at !== -1) this.diagnostics.splice(at, 1);
  }
}
