/** Fields of the model by the keyword that an operator writes; all others are called as they are. */

/** Null: nothing that a line of the file says by itself. */
const keywords: Readonly<Record<string, string | null>> = {
  place: null,
  interfacePlace: null,
  serverPlace: null,
  weightFrom: null,
  // Of an instance.
  family: "native_ipv6",
  wantsMaster: "state MASTER",
  virtualRouterId: "virtual_router_id",
  advertIntervalMicros: "advert_int",
  trackSourceAddress: "track_src_ip",
  trackPrimary: "dont_track_primary",
  trackers: "trackers",
  syncGroup: "vrrp_sync_group",
  virtualAddresses: "virtual_ipaddress",
  excludedAddresses: "virtual_ipaddress_excluded",
  preemptDelayMicros: "preempt_delay",
  delivery: "unicast_peer or source",
  skipCheckAdvertAddresses: "skip_check_adv_addr",
  checkUnicastSource: "check_unicast_src",
  lowerPriorityNoAdvert: "lower_prio_no_advert",
  higherPrioritySendAdvert: "higher_prio_send_advert",
  strict: "strict_mode",
  checksum: "checksum",
  announcements: "gratuitous ARP settings",
  notify: "notify scripts",
  notifiesPriorityChanges: "notify_priority_changes",
  notifiesDeletion: "notify_deleted",
  pollsLink: "linkbeat_use_polling",
  virtualLink: "use_vmac or use_ipvlan",
  signing: "auth_hmac",
  receiveBufferBytes: "kernel_rx_buf_size",
  // Of trackers.
  command: "script",
  intervalMicros: "interval",
  timeoutMicros: "timeout",
  startsFailed: "init_fail",
  notFollowed: "whether it can run",
  path: "file",
  initial: "init_file",
  reversed: "reverse",
  // Of virtual servers and their groups.
  service: "service",
  scheduler: "lvs_sched",
  flags: "scheduler flags",
  persistence: "persistence",
  highAvailabilitySuspend: "ha_suspend",
  notifyAtStop: "omega",
  mailAlert: "smtp_alert",
  realServers: "real_server",
  sorryServer: "sorry_server",
  addresses: "addresses",
  marks: "fwmark",
  // Of the rest.
  logUnknownVirtualRouterIds: "log_unknown_vrids",
  startupDelayMicros: "vrrp_startup_delay",
  scriptSecurity: "enable_script_security",
  notifyFifos: "notify fifos",
  vrrpProcess: "settings of the vrrp process",
  checkerProcess: "settings of the checker process",
  bfdProcess: "settings of the bfd process",
  mail: "mail settings",
  alerts: "mail settings of alerts",
  arpIntervalMicros: "vrrp_garp_interval",
  neighbourIntervalMicros: "vrrp_gna_interval",
  reload: "reload settings",
  dumps: "dump settings",
  lifecycle: "startup_script or shutdown_script",
  timeouts: "lvs_timeouts",
  syncDaemon: "lvs_sync_daemon",
};

/** `advertIntervalMicros` → `advert_int`, `priority` → `priority`. */
export function keywordOfField(field: string): string | null {
  const known = Object.hasOwn(keywords, field) ? keywords[field] : undefined;
  return known === undefined ? snakeCase(field.replace(/(?:Micros|Seconds|Bytes)$/, "")) : known;
}

const snakeCase = (text: string): string =>
  text.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
