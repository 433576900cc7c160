/** A misspelt keyword on the second line of a file, for those who show it. */
import type { Diagnostic } from "../../../../src/config/diagnostics/diagnostic.ts";

export const span = { source: 0, line: 2, column: 3, length: 7 };
export const misspelt: Diagnostic = {
  code: "HF0107",
  severity: "error",
  span,
  message: 'unknown keyword "prioriy" in vrrp_instance VI_1',
  help: 'did you mean "priority"?',
  consequence: "VI_1 therefore runs with the default priority, 100.",
};
export const sources = [
  { path: "/etc/k.conf", lines: ["vrrp_instance VI_1 {", "  prioriy 100", "}"] },
];
