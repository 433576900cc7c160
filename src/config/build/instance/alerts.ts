/** Who hears of changes beside scripts: mail and the named pipe. */
import type { VrrpInstance } from "../../model/vrrp-instance.ts";
import type { InstanceDraft } from "../drafts.ts";
import type { InstanceDefaults } from "../global/instance-defaults.ts";

type Alerts = Pick<VrrpInstance, "smtpAlert" | "notifiesPriorityChanges" | "notifiesDeletion">;

export const alertsOf = (draft: InstanceDraft, defaults: InstanceDefaults): Alerts => ({
  smtpAlert: draft.smtp_alert?.value ?? defaults.smtpAlert,
  notifiesPriorityChanges: draft.notify_priority_changes?.value ?? defaults.notifiesPriorityChanges,
  notifiesDeletion: draft.notify_deleted !== undefined,
});
