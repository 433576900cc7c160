/** What the findings of a configuration mean for a test's exit code, and for a reload with it. */

import { codeOf } from "../diagnostics/codes.ts";
import { languageCodes } from "../diagnostics/codes-language.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ExitCode } from "../diagnostics/exit-code.ts";
import type { Configuration } from "../model/configuration.ts";
import { addressLinesOf } from "../model/vrrp-instance.ts";

/** Of several the first in this list counts: keepalived stops at a missing parameter. */
const precedence: readonly ExitCode[] = [2, 6, 5, 4];
/** An include that fails its check: keepalived does not come to what the file says. */
const includeCodes: ReadonlySet<string> = new Set([
  languageCodes.includeNotRead.code,
  languageCodes.includeCheckFailed.code,
]);

/** keepalived's exit code of a config test with these diagnostics; 0 when it would be silent. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): ExitCode {
  const include = diagnostics.find(({ code }) => includeCodes.has(code));
  if (include !== undefined) return exitOf(include);
  const found = new Set(diagnostics.map(exitOf));
  return precedence.find((code) => found.has(code)) ?? 0;
}

const exitOf = ({ code, verdict }: Diagnostic): ExitCode =>
  verdict?.exit ?? codeOf(code)?.exit ?? 0;

/** A configuration with what was found in it. */
export interface Judged {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Why `next` must not replace `running`; empty when it may: a file cannot be read, or one that an
 * include names is not there, braces do not balance, something is wrong in a block that runs, a
 * block is skipped because its keyword is unknown, an instance is left without an address, or needs
 * an interface that is not there.
 *
 * What was found in `running` as well is no reason, else a file with an old mistake could never be
 * loaded again; nor is an interface that it names, for that one was there or waited for.
 */
export function reasonsToRefuseReload(next: Judged, running: Judged): readonly Diagnostic[] {
  const old = countedByFinding(running.diagnostics);
  const named = interfacesOf(running.configuration);
  return next.diagnostics.filter((diagnostic) => {
    const refuses = codeOf(diagnostic.code)?.refusesReload === true;
    const { leavesNoAddress = false, lacksFile = false } = diagnostic;
    if (!refuses && !leavesNoAddress && !lacksFile) return false;
    if (diagnostic.interface !== undefined && named.has(diagnostic.interface)) return false;
    const key = findingKey(diagnostic);
    const left = old.get(key) ?? 0;
    old.set(key, left - 1);
    return left <= 0;
  });
}

/** Lines move when a file is edited; what is said about them stays. */
export const findingKey = ({ code, message, leavesNoAddress }: Diagnostic): string =>
  `${code} ${leavesNoAddress === true} ${message.replaceAll(/\bline \d+/g, "line")}`;

/** How often each was said: a second brace that lacks is a new mistake in the same words. */
function countedByFinding(diagnostics: readonly Diagnostic[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const diagnostic of diagnostics) {
    const key = findingKey(diagnostic);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const interfacesOf = ({ vrrpInstances }: Configuration): ReadonlySet<string> =>
  new Set(
    vrrpInstances.flatMap((instance) => [
      instance.interface,
      ...instance.trackers.filter(({ kind }) => kind === "interface").map(({ name }) => name),
      ...addressLinesOf(instance).map((line) => line.interface),
    ]),
  );
