/** Mails about instances and groups, in keepalived's words (keepalived.md §16). */
import type { SyncGroup } from "../../../config/model/sync-group.ts";
import type { VrrpInstance } from "../../../config/model/vrrp-instance.ts";
import type { Alert } from "../../protocol/scripts.ts";
import type { NotifyState } from "./messages.ts";
import type { NotifyRules } from "./rules.ts";

/** Null where no mail is asked for. */
export function instanceMail(
  { name, smtpAlert }: VrrpInstance,
  state: NotifyState,
  { mailsFaults }: NotifyRules,
): Alert["mail"] {
  if (!smtpAlert || (state === "FAULT" && !mailsFaults)) return null;
  const verb = state === "MASTER" ? "now owning" : "no longer owning";
  return {
    subject: `VRRP Instance ${name} - ${headline(state)}`,
    text: `=> VRRP Instance is ${verb} VRRP VIPs <=`,
  };
}

/** Null where no mail is asked for. */
export function groupMail(
  { name, smtpAlert }: SyncGroup,
  state: NotifyState,
  { mailsFaults, mailsGroups }: NotifyRules,
): Alert["mail"] {
  if (!(smtpAlert ?? mailsGroups) || (state === "FAULT" && !mailsFaults)) return null;
  return {
    subject: `VRRP Group ${name} - ${headline(state)}`,
    text: `=> All VRRP group instances are now in ${state} state <=`,
  };
}

function headline(state: NotifyState): string {
  switch (state) {
    case "MASTER":
    case "BACKUP":
    case "FAULT":
      return `Entering ${state} state`;
    case "STOP":
      return "Stopping";
    case "DELETED":
      return "Deleted";
  }
}
