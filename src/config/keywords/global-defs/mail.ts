/** Who this machine is, and who is told by mail. */
import {
  clamped,
  flag,
  lines,
  longestWholeSeconds,
  none,
  text,
  unread,
  words,
} from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const mailKeywords = {
  router_id: {
    argument: text(),
    default: "the host name",
    meaning: "name of this machine in mails and SNMP",
    tier: "core",
    support: "full",
  },
  notification_email: {
    argument: lines("ADDR"),
    default: null,
    meaning: "mail recipients",
    tier: "core",
    support: "checked",
  },
  notification_email_from: {
    argument: text(),
    default: "the user at the host name",
    meaning: "mail sender",
    tier: "core",
    support: "checked",
  },
  smtp_server: {
    argument: words("IP|NAME [PORT 1..65535]"),
    default: null,
    meaning: "mail relay; without it no alerts are sent",
    tier: "core",
    support: "checked",
  },
  smtp_helo_name: {
    argument: text(),
    default: "the host name",
    meaning: "HELO argument",
    tier: "rare",
    support: "checked",
  },
  smtp_connect_timeout: {
    argument: clamped(1, longestWholeSeconds, "s"),
    default: "30 s",
    meaning: "connect and read time limit for mail",
    tier: "core",
    support: "checked",
  },
  smtp_alert: {
    argument: flag,
    default: null,
    meaning: "default for every smtp_alert",
    tier: "common",
    support: "checked",
  },
  smtp_alert_vrrp: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "default for instances and sync groups",
    tier: "rare",
  },
  smtp_alert_checker: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "default for virtual and real servers",
    tier: "rare",
  },
  checker_log_all_failures: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "log each failed probe, not only state changes",
    tier: "rare",
  },
  no_email_faults: {
    argument: none,
    default: null,
    meaning: "no mail for FAULT transitions",
    tier: "rare",
  },
  no_checker_emails: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "mail only when a real server is added or removed, not for each checker",
    tier: "rare",
  },
  rs_init_notifies: {
    argument: unread("[BOOL]"),
    default: null,
    meaning: "run real server notifies also for the initial state at start",
    tier: "rare",
  },
} as const satisfies KeywordSection;
