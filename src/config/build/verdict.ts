/** What the diagnostics of a configuration mean for a test's exit code and for a reload. */
import type { ExitCode } from "../diagnostics/code.ts";
import { codeOf } from "../diagnostics/codes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** Of several the first in this list counts: keepalived stops at a missing parameter. */
const precedence: readonly ExitCode[] = [2, 4, 6, 5];

/** keepalived's exit code of a config test with these diagnostics; 0 when it would be silent. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): ExitCode {
  const found = new Set(diagnostics.map(({ code }) => codeOf(code)?.exit ?? 0));
  return precedence.find((code) => found.has(code)) ?? 0;
}

/**
 * Why a reload with this configuration is refused and the running one stays: the file cannot be
 * read, its braces do not balance, or something is wrong in a block that runs. Empty when nothing
 * is. Unknown and unsupported keywords alone are no reason, as at start.
 */
export const reasonsToRefuseReload = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.filter(({ code }) => codeOf(code)?.refusesReload === true);
