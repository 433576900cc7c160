import { codeOf } from "./codes.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Whether keepalived complains about the line of a diagnostic. */
export function isSaidByKeepalived({ code, verdict }: Diagnostic): boolean {
  const known = codeOf(code);
  return verdict?.isSaid ?? ((known?.exit ?? 0) !== 0 || known?.isMentioned === true);
}
