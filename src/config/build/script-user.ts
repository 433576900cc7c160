/** Whom scripts run as that name nobody, and whether there is such a user (keepalived.md §15). */
import { diagnose } from "../diagnostics/code.ts";
import { machineCodes } from "../diagnostics/codes-machine.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../language/tree.ts";
import type { GlobalDefinitions } from "../model/configuration.ts";
import { usualScriptUser } from "../model/script-command.ts";
import type { Machine } from "./machine.ts";

export interface DefaultUser {
  /** Scripts without a user of their own can run. */
  readonly isThere: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** `span` is that of `script_user`, `firstUse` that of the first script that needs it. */
export function defaultUserOf(
  { scriptUser, scriptSecurity }: GlobalDefinitions,
  span: Span | null,
  firstUse: Span | null,
  machine: Machine,
): DefaultUser {
  const consequence = "Scripts without a user of their own do not run.";
  if (scriptUser !== null && span !== null) {
    const { user, group } = scriptUser;
    if (machine.userExists?.(user, group) !== false) return there;
    const isGroup = machine.userExists(user, null);
    const message = isGroup ? `there is no group "${group}"` : `there is no user "${user}"`;
    return missing(diagnose(machineCodes.userMissing, span, { message, consequence }));
  }
  if (!scriptSecurity || firstUse === null) return there;
  if (machine.userExists?.(usualScriptUser, null) !== false) return there;
  return missing(
    diagnose(machineCodes.userMissing, firstUse, {
      message: `there is no user "${usualScriptUser}", which scripts run as by default`,
      help: "say script_user in global_defs, or make the user",
      consequence,
    }),
  );
}

const there: DefaultUser = { isThere: true, diagnostics: [] };

const missing = (diagnostic: Diagnostic): DefaultUser => ({
  isThere: false,
  diagnostics: [diagnostic],
});
