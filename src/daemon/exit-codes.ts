/** What the daemon and its children exit with (keepalived.md §1.5, §2). */
export const exitCode = {
  ok: 0,
  fatal: 1,
  configuration: 2,
  missingPermission: 4,
  /** EX_SOFTWARE of sysexits(3): an assertion failed; the supervisor starts another. */
  software: 70,
} as const;

const permanentNames: Readonly<Record<number, string>> = {
  [exitCode.fatal]: "FATAL",
  [exitCode.configuration]: "CONFIG",
  [exitCode.missingPermission]: "MISSING_PERMISSION",
};

/** The name of an exit code that another attempt would only repeat, or null. */
export const permanentError = (code: number): string | null => permanentNames[code] ?? null;
