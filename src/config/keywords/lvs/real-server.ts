/** `real_server`: one machine behind a virtual server. */
import { section, unread } from "../arguments.ts";
import type { KeywordSection } from "../keyword.ts";

export const realServerKeywords = {
  weight: {
    argument: unread("0..65535"),
    default: "virtual server weight (1)",
    meaning: "IPVS weight",
    tier: "core",
  },
  lvs_method: {
    argument: unread("as lb_kind"),
    default: "virtual server's",
    meaning: "forwarding of this server",
    tier: "rare",
  },
  uthreshold: {
    argument: unread("N"),
    default: "0",
    meaning: "upper connection limit",
    tier: "rare",
  },
  lthreshold: {
    argument: unread("N"),
    default: "0",
    meaning: "lower connection limit",
    tier: "rare",
  },
  inhibit_on_failure: {
    argument: unread("[BOOL]"),
    default: "virtual server's",
    meaning: "weight 0 instead of removal",
    tier: "core",
  },
  notify_up: {
    argument: unread("CMD [USER [GROUP]]"),
    default: null,
    meaning: "run when it comes up",
    tier: "common",
  },
  notify_down: {
    argument: unread("CMD [USER [GROUP]]"),
    default: null,
    meaning: "run when it goes down",
    tier: "common",
  },
  alpha: {
    argument: unread("[BOOL]"),
    default: "virtual server's",
    meaning: "start as down",
    tier: "rare",
  },
  retry: {
    argument: unread(">=1"),
    default: "virtual server's",
    meaning: "failures in a row before the server counts as down",
    tier: "rare",
  },
  delay_before_retry: {
    argument: unread("seconds"),
    default: "virtual server's",
    meaning: "wait between retries of a failed check",
    tier: "rare",
  },
  warmup: {
    argument: unread("seconds"),
    default: "virtual server's",
    meaning: "random wait before the first check, at most this",
    tier: "rare",
  },
  connect_timeout: {
    argument: unread("seconds"),
    default: "virtual server's",
    meaning: "time limit of a connection attempt",
    tier: "rare",
  },
  delay_loop: {
    argument: unread("seconds"),
    default: "virtual server's",
    meaning: "wait between checks",
    tier: "rare",
  },
  smtp_alert: {
    argument: unread("[BOOL]"),
    default: "TRUE unless a global default is set",
    meaning: "mail on up/down",
    tier: "common",
  },
  virtualhost: {
    argument: unread("STR"),
    default: "virtual server's",
    meaning: "Host header",
    tier: "common",
  },
  snmp_name: {
    argument: unread("STR"),
    default: null,
    meaning: "text shown by SNMP",
    tier: "rare",
  },
  HTTP_GET: {
    argument: section(),
    default: null,
    meaning: "HTTP probe",
    tier: "core",
  },
  SSL_GET: {
    argument: section(),
    default: null,
    meaning: "HTTPS probe",
    tier: "common",
  },
  TCP_CHECK: {
    argument: section(),
    default: null,
    meaning: "TCP connect probe",
    tier: "core",
  },
  UDP_CHECK: {
    argument: section(),
    default: null,
    meaning: "UDP probe",
    tier: "rare",
  },
  SMTP_CHECK: {
    argument: section(),
    default: null,
    meaning: "SMTP dialogue probe",
    tier: "rare",
  },
  DNS_CHECK: {
    argument: section(),
    default: null,
    meaning: "DNS query probe",
    tier: "common",
  },
  MISC_CHECK: {
    argument: section(),
    default: null,
    meaning: "external program probe",
    tier: "core",
  },
  PING_CHECK: {
    argument: section(),
    default: null,
    meaning: "ICMP echo probe",
    tier: "common",
  },
  BFD_CHECK: {
    argument: section(),
    default: null,
    meaning: "follows a BFD session",
    tier: "rare",
  },
  FILE_CHECK: {
    argument: section(),
    default: null,
    meaning: "follows a track_file",
    tier: "rare",
  },
} as const satisfies KeywordSection;
