/** What `global_defs` says of notifications, for all instances and groups. */
import type { GlobalDefinitions } from "../../../config/model/configuration.ts";
import { hasMails, hasWebhooks } from "../../alert-rules.ts";
import { type DefaultScriptUser, defaultScriptUser } from "../../runner-command.ts";

export interface NotifyRules {
  readonly scriptUser: DefaultScriptUser;
  readonly mails: boolean;
  readonly webhooks: boolean;
  /** False with `no_email_faults`. */
  readonly mailsFaults: boolean;
  /** Of groups that do not say it. */
  readonly mailsGroups: boolean;
}

export const notifyRules = (global: GlobalDefinitions): NotifyRules => ({
  scriptUser: defaultScriptUser(global),
  mails: hasMails(global),
  webhooks: hasWebhooks(global),
  mailsFaults: global.alerts.faults,
  mailsGroups: global.alerts.vrrp ?? false,
});
