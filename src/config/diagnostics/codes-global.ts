/** `global_defs`, and root keywords of links and announcements. */
import type { Code } from "./code.ts";
import { block, globals, instance } from "./example-texts.ts";

export const globalCodes = {
  unknownLinkWord: {
    code: "HF0301",
    severity: "error",
    title: "unknown word behind an interface",
    explanation:
      "In linkbeat_interfaces one of MII, ETHTOOL and IOCTL may stand behind an interface. One " +
      "interface stands on a line.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: block("linkbeat_interfaces", "eth0 mii"),
      right: block("linkbeat_interfaces", "eth0 MII"),
    },
  },
  linkMissing: {
    code: "HF0302",
    severity: "warning",
    title: "no such link",
    explanation:
      "linkbeat_interfaces and interface_up_down_delays name an interface that does not exist at " +
      "the moment. The setting counts when it appears.",
    exit: 4,
    refusesReload: true,
    example: {
      wrong: block("interface_up_down_delays", "eth99 1 2"),
      right: block("interface_up_down_delays", "eth0 1 2"),
    },
  },
  groupWithoutInterval: {
    code: "HF0303",
    severity: "warning",
    title: "garp_group without an interval",
    explanation:
      "A garp_group says how far apart announcements on its interfaces are: garp_interval, " +
      "gna_interval, or both. Without them it has no effect.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: block("garp_group", "interface eth0"),
      right: block("garp_group", "garp_interval 0.1", "interface eth0"),
    },
  },
  groupInterfaceRepeated: {
    code: "HF0304",
    severity: "warning",
    title: "interface in two garp_groups",
    explanation: "An interface has one limit, that of the first garp_group that names it.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: block("garp_group", "garp_interval 0.1", block("interfaces", "eth0", "eth0")),
      right: block("garp_group", "garp_interval 0.1", block("interfaces", "eth0", "eth1")),
    },
  },
  delayTooLong: {
    code: "HF0305",
    severity: "warning",
    title: "delay of an interface that is too long",
    explanation:
      "A master whose interface goes down goes on for the time that interface_up_down_delays " +
      "gives it, while its peers hear nothing and take over after down_timer_adverts intervals. " +
      "On an interface that adverts leave on, a delay therefore stays below one interval less.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: block("interface_up_down_delays", "eth0 5 1") + instance("advert_int 1"),
      right: block("interface_up_down_delays", "eth0 1.5 1") + instance("advert_int 1"),
    },
  },
  monitoringAbsent: {
    code: "HF0310",
    severity: "warning",
    title: "SNMP and D-Bus are not there",
    explanation:
      "keepalived knows these words where it was built with SNMP or D-Bus, which it usually is " +
      "not. Holdfast does not serve either yet; its metrics and its status are there instead.",
    exit: 5,
    refusesReload: false,
    example: { wrong: globals("enable_snmp_vrrp"), right: globals("router_id node-a") },
  },
  mailServerUnknown: {
    code: "HF0312",
    severity: "warning",
    title: "mail server that cannot be found",
    explanation:
      "The mail server is an address, or a name that this machine can look up. This is neither: no " +
      "name looks like that, or it is not in /etc/hosts and /etc/resolv.conf names no server to " +
      "ask. Mails are not sent.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: globals("smtp_server mail_server*"),
      right: globals("smtp_server 192.0.2.25"),
    },
  },
  fileNotAbsolute: {
    code: "HF0311",
    severity: "error",
    title: "path is not absolute",
    explanation:
      "The daemon does not run in the directory of its configuration, so the path begins with a /.",
    exit: 0,
    refusesReload: true,
    example: {
      wrong: globals("reload_time_file reload-at"),
      right: globals("reload_time_file /etc/keepalived/reload-at"),
    },
  },
  webhookUnusable: {
    code: "HF0313",
    severity: "error",
    title: "webhook that nothing can be posted to",
    explanation:
      "A webhook is a http or https URL; each line of webhook is one more, and there are at most " +
      "eight. The message does not show it, because a part of it is often the key to it.",
    exit: 0,
    refusesReload: true,
    example: {
      wrong: globals("webhook alerts.example.com"),
      right: globals("webhook https://alerts.example.com/keepalived"),
    },
  },
  mailLoginUnsafe: {
    code: "HF0314",
    severity: "warning",
    title: "login at the mail server that is not safe or not whole",
    explanation:
      "smtp_user and smtp_password belong together. With them mails are sent by connections that " +
      "are encrypted only, and to a server that proves to be the one that is named, unless " +
      "smtp_starttls says something else: then the password may go over the network in the clear.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: globals("smtp_user alerts", "smtp_password 1234", "smtp_starttls off"),
      right: globals("smtp_user alerts", "smtp_password 1234", "smtp_starttls require"),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
