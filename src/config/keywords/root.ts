/** Keywords outside every block. */
import { lines, none, optional, section, text, wholeSeconds } from "./arguments.ts";
import type { KeywordSection } from "./keyword.ts";

export const rootKeywords = {
  global_defs: {
    argument: section(),
    default: null,
    meaning: "settings of the daemon as a whole, and defaults for instances and servers",
    example: "global_defs {\n    router_id router-one\n}",
    tier: "core",
    support: "full",
  },
  linkbeat_use_polling: {
    argument: none,
    default: null,
    meaning:
      "ask every interface by MII, ETHTOOL or ioctl whether its link is up, instead of " +
      "waiting for the kernel to say so",
    tier: "legacy",
    support: "checked",
  },
  net_namespace: {
    argument: text(),
    default: "the namespace it is started in",
    meaning:
      "network namespace to run in; pid files get a folder of its own; -s goes before it, " +
      "and a reload cannot change it",
    example: "net_namespace blue",
    tier: "common",
    support: "full",
  },
  net_namespace_ipvs: {
    argument: optional(text()),
    default: "same as net_namespace; no NAME = default ns",
    meaning:
      "network namespace that holds the virtual servers, where the checks run in another one",
    example: "net_namespace_ipvs green",
    tier: "rare",
    support: "full",
  },
  namespace_with_ipsets: {
    argument: none,
    default: null,
    meaning: "use ipsets in a namespace also with kernels before 3.13",
    tier: "legacy",
    support: "checked",
  },
  use_pid_dir: {
    argument: none,
    default: null,
    meaning: "keep pid files in a folder of their own, /run/keepalived",
    tier: "rare",
    support: "full",
  },
  instance: {
    argument: text(),
    default: null,
    meaning:
      "name of this daemon among several in one namespace; it becomes part of pid file " +
      "names and of the name in the log, and a reload cannot change it",
    example: "instance blue",
    tier: "rare",
    support: "full",
  },
  child_wait_time: {
    argument: wholeSeconds(),
    default: "5 s",
    meaning: "how long the processes may take to end at a stop before they are killed",
    tier: "rare",
    support: "full",
  },
  track_group: {
    argument: section("NAME"),
    default: null,
    missingValue: "named",
    meaning: "name instances that are in fault while a static address, route or rule is missing",
    example: "track_group WAN {\n  group {\n    VI_1\n  }\n}",
    tier: "rare",
    support: "full",
  },
  static_ipaddress: {
    argument: lines("ADDR[/LEN] [option ...]"),
    default: null,
    meaning: "addresses that are there while the daemon runs, whatever the instances do",
    example: "static_ipaddress {\n  192.0.2.1/24 dev eth0\n}",
    tier: "common",
    support: "full",
  },
  static_routes: {
    argument: lines("[to] DEST [option ...]"),
    default: null,
    meaning: "routes that are there while the daemon runs, whatever the instances do",
    example: "static_routes {\n  198.51.100.0/24 via 192.0.2.254 dev eth0\n}",
    tier: "common",
    support: "full",
  },
  static_rules: {
    argument: lines("[selector ...] ACTION [preference N]"),
    default: null,
    meaning: "policy rules that are there while the daemon runs, whatever the instances do",
    example: "static_rules {\n  from 192.0.2.0/24 table 100 preference 100\n}",
    tier: "common",
    support: "full",
  },
  vrrp_sync_group: {
    argument: section("NAME"),
    default: null,
    missingValue: "named",
    meaning:
      "instances that become master and backup together: a fault of one takes all of them " +
      "down",
    example: "vrrp_sync_group VG_1 {\n  group {\n    VI_1\n    VI_2\n  }\n}",
    tier: "core",
    support: "full",
  },
  garp_group: {
    argument: section(),
    default: null,
    meaning:
      "limits how fast gratuitous ARP and neighbour advertisements leave one interface, or " +
      "several that share a switch",
    example: "garp_group {\n  garp_interval 0.1\n  interfaces {\n    eth0\n    eth1\n  }\n}",
    tier: "rare",
    support: "checked",
  },
  linkbeat_interfaces: {
    argument: lines("IF [MII|ETHTOOL|IOCTL]"),
    default: "MII first supported",
    meaning:
      "interfaces that are asked whether their link is up, and how; the kernel is believed " +
      "for all others",
    example: "linkbeat_interfaces {\n  eth0 ETHTOOL\n}",
    tier: "rare",
    support: "checked",
  },
  interface_up_down_delays: {
    argument: lines("IF DOWN [UP], 0..255 s each"),
    default: "none; UP = DOWN",
    meaning: "how long an interface has to be down, and up again, before it counts as such",
    example: "interface_up_down_delays {\n  eth0 0.5 2\n}",
    tier: "rare",
    support: "full",
  },
  vrrp_instance: {
    argument: section("NAME"),
    default: null,
    missingValue: "named",
    meaning: "a virtual router: addresses that the elected one of several machines holds",
    example:
      "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    priority 100\n    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}",
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
    support: "full",
  },
  vrrp_track_process: {
    argument: section("NAME"),
    default: null,
    meaning: "whether enough processes of a kind run; track_process follows it",
    example: "vrrp_track_process haproxy {\n  process haproxy\n  weight 10\n}",
    tier: "common",
    support: "full",
  },
  track_file: {
    argument: section("NAME"),
    default: null,
    meaning: "a number in a file; track_file follows it, and so does FILE_CHECK",
    example: "track_file maintenance {\n  file /run/maintenance\n  weight -1\n}",
    tier: "common",
    support: "full",
  },
  vrrp_track_file: {
    argument: section("NAME"),
    default: null,
    meaning: "old name of track_file",
    example: "track_file maintenance {\n  file /run/maintenance\n}",
    tier: "legacy",
    support: "full",
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
    support: "full",
  },
  virtual_server_group: {
    argument: section("NAME"),
    default: null,
    meaning: "addresses, ranges of them and firewall marks that one virtual_server answers for",
    tier: "common",
    example: "virtual_server_group web {\n    192.0.2.1 80\n    192.0.2.10-20 80\n    fwmark 1\n}",
    support: "full",
  },
  virtual_server: {
    argument: section("IP [PORT] | fwmark N | group NAME"),
    default: null,
    meaning:
      "a service whose connections are shared out among real servers; without a port it is every " +
      "port, and needs persistence",
    tier: "core",
    example:
      "virtual_server 192.0.2.1 80 {\n    protocol TCP\n    lb_algo wlc\n    lb_kind NAT\n" +
      "    real_server 192.0.2.10 80 {\n    }\n}",
    support: "full",
  },
} as const satisfies KeywordSection;
