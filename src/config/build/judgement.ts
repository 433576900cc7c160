import { type Code, type Details, diagnose } from "../diagnostics/code.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { limits } from "../language/limits.ts";
import type { Span } from "../language/tree.ts";
import type { Issue } from "./reading/argument-line.ts";

/** What is found about one instance while it is completed, and whether it can run. */
export class Judgement {
  /** The instance's name, as consequences call it. */
  readonly name: string;
  readonly diagnostics: Diagnostic[] = [];
  #disabled = false;

  constructor(name: string) {
    this.name = name;
  }

  get disabled(): boolean {
    return this.#disabled;
  }

  report(code: Code, span: Span, details: Details): void {
    this.#add(diagnose(code, span, details));
  }

  /** The instance cannot run; the rest of it is looked at all the same. */
  disable(code: Code, span: Span, details: Details): void {
    this.disableSilently();
    this.report(code, span, { ...details, consequence: `${this.name} is therefore disabled.` });
  }

  /** The same where a diagnostic has said so already. */
  disableSilently(): void {
    this.#disabled = true;
  }

  /** Takes over what was found about a part. */
  take(diagnostics: readonly Diagnostic[]): void {
    for (const each of diagnostics) this.#add(each);
  }

  /** Takes over what a line reader found; `consequence` for what was refused without one. */
  adopt(issues: readonly Issue[], consequence: string): void {
    for (const { diagnostic, lost } of issues) {
      const open = lost !== null && diagnostic.consequence === undefined;
      this.#add(open ? { ...diagnostic, consequence } : diagnostic);
    }
  }

  #add(diagnostic: Diagnostic): void {
    if (this.diagnostics.length < limits.diagnostics) this.diagnostics.push(diagnostic);
  }
}
