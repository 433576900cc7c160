import type { GlobalDraft } from "../drafts.ts";

/** Who sends mail that does not say it. */
export interface AlertDefaults {
  readonly virtualServers: boolean;
  readonly realServers: boolean;
}

/** keepalived's default for real servers is on, for everything else off (keepalived.md §16). */
export function alertDefaultsOf(draft: GlobalDraft): AlertDefaults {
  const chosen = draft.smtp_alert_checker?.value ?? draft.smtp_alert?.value;
  return { virtualServers: chosen ?? false, realServers: chosen ?? true };
}
