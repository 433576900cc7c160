/** `startup_script` and `shutdown_script`. */
import { seconds } from "../../../wire/units.ts";
import type { LifecycleScript, LifecycleScripts } from "../../model/global-settings.ts";
import type { GlobalDraft } from "../drafts.ts";

const defaultTimeoutSeconds = 10;

export const lifecycleOf = (draft: GlobalDraft): LifecycleScripts => ({
  startup: scriptOf(draft, "startup"),
  shutdown: scriptOf(draft, "shutdown"),
});

function scriptOf(draft: GlobalDraft, when: "startup" | "shutdown"): LifecycleScript | null {
  const command = draft[`${when}_script`]?.value;
  if (command === undefined) return null;
  const timeout = draft[`${when}_script_timeout`]?.value ?? defaultTimeoutSeconds;
  return { command, timeoutMicros: seconds(timeout) };
}
