/** `enable_script_security`: what runs as root must be root's alone (keepalived.md §15). */
import { unsafePartOf } from "../../config/build/unsafe-path.ts";
import { pathPartsOf } from "../configuration/path-parts.ts";
import { programPath } from "../configuration/program-path.ts";

/** Why the program must not run as root, and what mends it; null when it may. Looked at now. */
export function whyUnsafeForRoot(program: string): string | null {
  const parts = pathPartsOf(programPath(program));
  // Whoever could put it there between this look and its start would be root.
  if (parts.length === 0) return "there is no such file, or it is not executable";
  const unsafe = unsafePartOf(parts);
  if (unsafe === null) return null;
  const { path, ownerId, groupId, mode } = unsafe.part;
  const bits = mode.toString(8).padStart(4, "0");
  return (
    "it would run as root with enable_script_security, and others than root may change " +
    `"${path}" (owner ${ownerId}, group ${groupId}, mode ${bits}); mend it with: ${unsafe.remedy}`
  );
}
