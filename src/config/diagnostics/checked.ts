/** What a check of one file found, for those who print it: people, JSON, SARIF. */
import type { Source } from "../language/tree.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";

export interface Checked {
  /** As it was named on the command line. */
  readonly path: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly Source[];
  /** keepalived's, of a config test; `faulty` for errors that it does not mention. */
  readonly exitCode: number;
  /** Kinds of things that were not looked at: "interfaces". */
  readonly notLookedAt: readonly string[];
  /** Why the place where it is to run could not be looked at; null where it was. */
  readonly trouble: string | null;
  /** It is about several files as one: `path` names them all. */
  readonly isCluster?: true;
}

/** The exit code where something is wrong that keepalived's config test does not mention. */
export const faulty = 5;

/** Something does not do what it was written for. */
export const isFault = ({ severity }: { readonly severity: Severity }): boolean =>
  severity === "error" || severity === "fatal";

/** What a check exits with where keepalived's config test would exit with that. */
export const checkExitCode = (ofConfigTest: number, found: readonly Diagnostic[]): number =>
  ofConfigTest === 0 && found.some(isFault) ? faulty : ofConfigTest;

/** The worst first. */
export const severities: readonly Severity[] = ["fatal", "error", "warning", "notice"];

export const countOf = (diagnostics: readonly Diagnostic[], severity: Severity): number =>
  diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;

export const fixableOf = (diagnostics: readonly Diagnostic[]): number =>
  diagnostics.filter(({ fix }) => fix !== undefined).length;

/** "2 errors, 1 warning"; empty for none. */
export function countsInWords(diagnostics: readonly Diagnostic[]): string {
  return severities
    .map((severity) => ({ severity, count: countOf(diagnostics, severity) }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => plural(count, nounOf(severity)))
    .join(", ");
}

const nounOf = (severity: Severity): string => (severity === "fatal" ? "fatal error" : severity);

export const plural = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? "" : "s"}`;
