import { diagnose } from "../diagnostics/code.ts";
import { machineCodes } from "../diagnostics/codes-machine.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../language/tree.ts";

/** `user` is what needs it. */
export const interfaceMissing = (
  name: string,
  span: Span,
  user: string,
  consequence: string,
): Diagnostic =>
  diagnose(machineCodes.interfaceMissing, span, {
    message: `there is no interface "${name}" for ${user}`,
    consequence,
    interface: name,
  });
