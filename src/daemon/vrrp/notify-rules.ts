/** What `global_defs` says of notifications, for all instances and groups. */
import type { GlobalDefinitions } from "../../config/model/configuration.ts";
import { type DefaultScriptUser, defaultScriptUser } from "../runner-command.ts";

export interface NotifyRules {
  readonly scriptUser: DefaultScriptUser;
  /** There is a server that takes mails, and somebody who gets them. */
  readonly mails: boolean;
  readonly webhooks: boolean;
  /** False with `no_email_faults`. */
  readonly mailsFaults: boolean;
  /** Of groups that do not say it. */
  readonly mailsGroups: boolean;
}

export const notifyRules = (global: GlobalDefinitions): NotifyRules => ({
  scriptUser: defaultScriptUser(global),
  mails: (global.mail?.recipients.length ?? 0) > 0,
  webhooks: (global.webhooks?.length ?? 0) > 0,
  mailsFaults: global.alerts.faults,
  mailsGroups: global.alerts.vrrp ?? false,
});
