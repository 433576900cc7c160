import { diagnose } from "../diagnostics/code.ts";
import { languageCodes } from "../diagnostics/codes-language.ts";
import type { Check } from "./check-configuration.ts";

/** The daemon may be started on an empty file, as keepalived; whoever checks one wants to know. */
export function withNothingToRun(check: Check, path: string): Check {
  if (!check.isBare) return check;
  const notice = diagnose(languageCodes.nothingToRun, null, {
    message: `${path}: nothing is configured to run`,
    help: "add a block such as vrrp_instance NAME { ... }",
  });
  return { ...check, diagnostics: [...check.diagnostics, notice] };
}
