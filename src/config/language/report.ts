/** Collects what the language layer says, up to a bound and in the order of discovery. */
import { type Code, type Details, diagnose } from "../diagnostics/code.ts";
import type { Diagnostic, Related } from "../diagnostics/diagnostic.ts";
import { limits } from "./limits.ts";
import type { Span } from "./tree.ts";

export class Report {
  readonly diagnostics: Diagnostic[] = [];

  /** Gives what was said, or null where enough is said. */
  say(code: Code, span: Span | null, details: Details): Diagnostic | null {
    if (this.diagnostics.length >= limits.diagnostics) return null;
    const diagnostic = diagnose(code, span, details);
    this.diagnostics.push(diagnostic);
    return diagnostic;
  }

  /** Adds a place to what was said. Gives what is said now. */
  relate(diagnostic: Diagnostic, place: Related): Diagnostic {
    const { related = [] } = diagnostic;
    const at = this.diagnostics.indexOf(diagnostic);
    if (at === -1 || related.length >= limits.relatedPlaces) return diagnostic;
    const wider = { ...diagnostic, related: [...related, place] };
    this.diagnostics[at] = wider;
    return wider;
  }

  /** Takes one back that something better is said instead of. */
  withdraw(diagnostic: Diagnostic): void {
    const at = this.diagnostics.indexOf(diagnostic);
    if (at !== -1) this.diagnostics.splice(at, 1);
  }
}
