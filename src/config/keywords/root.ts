/** Keywords outside every block. */
import { lines, none, optional, section, text, unread, wholeSeconds } from "./arguments.ts";
import type { KeywordSection } from "./keyword.ts";

export const rootKeywords = {
  global_defs: {
    argument: section(),
    default: null,
    meaning: "block of daemon-wide settings",
    tier: "core",
    support: "full",
  },
  linkbeat_use_polling: {
    argument: none,
    default: null,
    meaning: "poll link state of all interfaces by MII/ethtool/ioctl instead of netlink only",
    tier: "legacy",
  },
  net_namespace: {
    argument: text(),
    default: "the namespace it is started in",
    meaning:
      "run in that network namespace (own mount ns for pid dir); not changeable by reload; " +
      "-s overrides",
    tier: "common",
    support: "full",
  },
  net_namespace_ipvs: {
    argument: optional(text()),
    default: "same as net_namespace; no NAME = default ns",
    meaning: "put the IPVS configuration in another namespace than the checkers",
    tier: "rare",
    support: "checked",
  },
  namespace_with_ipsets: {
    argument: none,
    default: null,
    meaning: "allow ipsets in a namespace on kernels before 3.13",
    tier: "legacy",
  },
  use_pid_dir: {
    argument: none,
    default: null,
    meaning: "keep pid files in <run>/keepalived/",
    tier: "rare",
    support: "full",
  },
  instance: {
    argument: text(),
    default: null,
    meaning:
      "name for one of several daemons in a namespace; added to pid file names and syslog " +
      "ident; not changeable by reload",
    tier: "rare",
    support: "full",
  },
  child_wait_time: {
    argument: wholeSeconds(),
    default: "5 s",
    meaning: "how long the parent waits for children at stop before SIGKILL",
    tier: "rare",
    support: "full",
  },
  track_group: {
    argument: section("NAME"),
    default: null,
    meaning: "name instances that are in fault while a static address, route or rule is missing",
    example: "track_group WAN {\n  group {\n    VI_1\n  }\n}",
    tier: "rare",
    support: "checked",
  },
  static_ipaddress: {
    argument: lines("ADDR[/LEN] [option ...]"),
    default: null,
    meaning: "addresses the daemon always keeps configured",
    example: "static_ipaddress {\n  192.0.2.1/24 dev eth0\n}",
    tier: "common",
    support: "checked",
  },
  static_routes: {
    argument: lines("[to] DEST [option ...]"),
    default: null,
    meaning: "routes always kept",
    example: "static_routes {\n  198.51.100.0/24 via 192.0.2.254 dev eth0\n}",
    tier: "common",
    support: "checked",
  },
  static_rules: {
    argument: lines("[selector ...] ACTION [preference N]"),
    default: null,
    meaning: "policy rules always kept",
    example: "static_rules {\n  from 192.0.2.0/24 table 100 preference 100\n}",
    tier: "common",
    support: "checked",
  },
  vrrp_sync_group: {
    argument: section("NAME"),
    default: null,
    meaning: "instances that change state together",
    example: "vrrp_sync_group VG_1 {\n  group {\n    VI_1\n    VI_2\n  }\n}",
    tier: "core",
    support: "checked",
  },
  garp_group: {
    argument: section(),
    default: null,
    meaning: "rate limits gratuitous ARP/NA per interface or set",
    tier: "rare",
  },
  linkbeat_interfaces: {
    argument: unread("{ IF [MII|ETHTOOL|IOCTL] ... }"),
    default: "MII first supported",
    meaning: "interfaces whose link is polled",
    tier: "rare",
  },
  interface_up_down_delays: {
    argument: unread("{ IF DOWN [UP] ... } 0..255 s, us resolution"),
    default: "none; UP = DOWN",
    meaning: "debounce link state changes",
    tier: "rare",
  },
  vrrp_instance: {
    argument: section("NAME"),
    default: null,
    meaning: "one virtual router",
    tier: "core",
    support: "full",
  },
  vrrp_script: {
    argument: section("NAME"),
    default: null,
    meaning: "a command run again and again; track_script follows whether it succeeds",
    example:
      'vrrp_script check_web {\n  script "/usr/local/bin/check_web"\n  interval 2\n' +
      "  weight -20\n}",
    tier: "core",
    support: "checked",
  },
  vrrp_track_process: {
    argument: section("NAME"),
    default: null,
    meaning: "whether enough processes of a kind run; track_process follows it",
    example: "vrrp_track_process haproxy {\n  process haproxy\n  weight 10\n}",
    tier: "common",
    support: "checked",
  },
  track_file: {
    argument: section("NAME"),
    default: null,
    meaning: "a number in a file; track_file follows it, and so does FILE_CHECK",
    example: "track_file maintenance {\n  file /run/maintenance\n  weight -1\n}",
    tier: "common",
    support: "checked",
  },
  vrrp_track_file: {
    argument: section("NAME"),
    default: null,
    meaning: "old name of track_file",
    example: "track_file maintenance {\n  file /run/maintenance\n}",
    tier: "legacy",
    support: "checked",
    replacedBy: "track_file",
  },
  bfd_instance: {
    argument: section("NAME (<=31 chars)"),
    default: null,
    meaning: "one BFD session; track_bfd follows whether it is up, and so does BFD_CHECK",
    example: "bfd_instance uplink {\n  neighbor_ip 192.0.2.2\n}",
    tier: "rare",
    support: "checked",
  },
  SSL: {
    argument: section(),
    default: "self-made context",
    meaning: "certificate and authorities that all SSL_GET checks share",
    example:
      "SSL {\n  ca /etc/keepalived/ca.pem\n  certificate /etc/keepalived/client.pem\n" +
      "  key /etc/keepalived/client.key\n}",
    tier: "rare",
    support: "checked",
  },
  virtual_server_group: {
    argument: section("NAME"),
    default: null,
    meaning: "list of addresses/ranges/fwmarks used by one virtual_server",
    tier: "common",
    example: "virtual_server_group web {\n    192.0.2.1 80\n    192.0.2.10-20 80\n    fwmark 1\n}",
    support: "checked",
  },
  virtual_server: {
    argument: section("IP [PORT] | fwmark N | group NAME"),
    default: "port 0 needs persistence",
    meaning: "one IPVS service",
    tier: "core",
    example:
      "virtual_server 192.0.2.1 80 {\n    protocol TCP\n    lb_algo wlc\n    lb_kind NAT\n" +
      "    real_server 192.0.2.10 80 {\n    }\n}",
    support: "checked",
  },
} as const satisfies KeywordSection;
