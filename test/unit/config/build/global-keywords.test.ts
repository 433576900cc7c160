import assert from "node:assert/strict";
import { test } from "node:test";
import { globalDefinitionKeywords } from "../../../../src/config/keywords/global-defs/keywords.ts";
import { lvsKeywords } from "../../../../src/config/keywords/global-defs/lvs.ts";
import type { KeywordSection } from "../../../../src/config/keywords/keyword.ts";
import { rootKeywords } from "../../../../src/config/keywords/root.ts";
import {
  check,
  globalWith,
  instanceOf,
  instanceText,
  machine,
  said,
  saidOfGlobal,
  valueAt,
} from "./building.ts";

const manyWebhooks = (count: number): string =>
  Array.from({ length: count }, (_, index) => `webhook https://192.0.2.5/${index}`).join("\n");

/** Lines of `global_defs`, where the value is found, and the value. */
const global: readonly [line: string, path: string, value: unknown][] = [
  ["router_id LVS_1", "routerId", "LVS_1"],
  ["max_auto_priority 7", "vrrpProcess.maxAutoPriority", 7],
  ["max_auto_priority", "vrrpProcess.maxAutoPriority", 99],
  ["max_auto_priority -1", "vrrpProcess.maxAutoPriority", 0],
  ["min_auto_priority_delay 500", "vrrpProcess.minAutoPriorityDelayMicros", 500],
  ["process_names", "processNames.vrrp", "keepalived_vrrp"],
  ["process_name hf", "processNames.parent", "hf"],
  ["vrrp_process_name hf_vrrp", "processNames.vrrp", "hf_vrrp"],
  ["dynamic_interfaces", "dynamicInterfaces", true],
  ["dynamic_interfaces allow_if_changes", "dynamicInterfaces", true],
  ["vrrp_mcast_group4 224.0.0.99", "multicastGroup4", "224.0.0.99"],
  ["vrrp_mcast_group6 ff02::99", "multicastGroup6", "ff02::99"],
  ["vrrp_garp_interval 0.001", "arpIntervalMicros", 1000],
  ["vrrp_gna_interval 0.000001", "neighbourIntervalMicros", 1],
  ["vrrp_startup_delay 2.5", "startupDelayMicros", 2_500_000],
  ["log_unknown_vrids", "logUnknownVirtualRouterIds", true],
  ["vrrp_priority -20", "vrrpProcess.niceness", -20],
  ["vrrp_no_swap", "vrrpProcess.noSwap", true],
  ["vrrp_rt_priority 50", "vrrpProcess.realtimePriority", 50],
  ["vrrp_cpu_affinity 0 1", "vrrpProcess.cpus.1", 1],
  ["script_user nobody adm", "scriptUser.group", "adm"],
  ["script_user nobody :adm", "scriptUser.group", "adm"],
  ["script_user nobody :adm", "scriptUser.supplementaryGroups", true],
  ["script_user nobody :", "scriptUser.group", null],
  ["enable_script_security", "scriptSecurity", true],
  ["data_use_instance", "dataUseInstance", true],
  ["umask 022", "umask", 0o022],
  ["umask 18", "umask", 0o022],
  ["umask 0x3F", "umask", 0o077],
  ["umask 0", "umask", 0],
  ["umask IXUSR | IRWXG|IWOTH", "umask", 0o172],
  ["umask 01000", "umask", undefined],
  ["vrrp_strict", "umask", undefined],
  ["reload_check_config /tmp/log", "scriptSecurity", false],
  ["smtp_server 192.0.2.5 2525", "mail.port", 2525],
  ["smtp_server mail.example.net\n smtp_helo_name here", "mail.heloName", "here"],
  ["smtp_server 192.0.2.5\n smtp_connect_timeout 0", "mail.timeoutMicros", 1_000_000],
  ["smtp_server 192.0.2.5\n smtp_alert off", "mail.alertByDefault", false],
  ["smtp_server 192.0.2.5\n notification_email {\n a@b.c d@e.f\n}", "mail.recipients.1", "d@e.f"],
  ["smtp_server 192.0.2.5\n notification_email_from a@b.c", "mail.sender", "a@b.c"],
  ["smtp_server 192.0.2.5", "mail.encryption", "off"],
  ["smtp_server 192.0.2.5\n smtp_starttls try", "mail.encryption", "try"],
  ["smtp_server 192.0.2.5\n smtp_user a\n smtp_password b", "mail.encryption", "require"],
  ["smtp_server 192.0.2.5\n smtp_user a\n smtp_password b", "mail.login.user", "a"],
  ["smtp_server 192.0.2.5\n smtp_user a", "mail.login", null],
  ["webhook https://192.0.2.5/x", "webhooks.length", 1],
  ["webhook http://a.b\n webhook http://a.b\n webhook http://a.c", "webhooks.length", 2],
  ["notify_fifo /run/a nobody", "notifyFifos.all.user", "nobody"],
  ["notify_fifo /run/a\n notify_fifo_script /bin/a", "notifyFifos.all.script.argv.0", "/bin/a"],
  ["vrrp_notify_fifo /run/v\n vrrp_notify_fifo_script /bin/v", "notifyFifos.vrrp.path", "/run/v"],
  [
    "lvs_notify_fifo /run/l\n lvs_notify_fifo_script /bin/l",
    "notifyFifos.loadBalancing.path",
    "/run/l",
  ],
  ["nftables", "firewall.table", "keepalived"],
  ["smtp_alert_vrrp off", "alerts.vrrp", false],
  ["smtp_alert\n smtp_alert_checker off", "alerts.checker", false],
  ["checker_log_all_failures", "alerts.logAllFailures", true],
  ["no_email_faults", "alerts.faults", false],
  ["no_checker_emails", "alerts.eachChecker", false],
  ["rs_init_notifies", "alerts.initialNotifies", true],
  ["use_symlink_paths", "keepScriptLinks", true],
  ["set_supplementary_groups", "supplementaryGroups", true],
  ["startup_script /bin/a", "lifecycle.startup.timeoutMicros", 10_000_000],
  ["startup_script /bin/a\n startup_script_timeout 3", "lifecycle.startup.timeoutMicros", 3e6],
  ["shutdown_script /bin/b nobody", "lifecycle.shutdown.command.user", "nobody"],
  ["shutdown_script /bin/b\n shutdown_script_timeout 3", "lifecycle.shutdown.timeoutMicros", 3e6],
  ["vrrp_netlink_cmd_rcv_bufs 9", "buffers.vrrpCommands.bytes", 9],
  ["vrrp_netlink_cmd_rcv_bufs_force", "buffers.vrrpCommands.force", true],
  ["vrrp_netlink_monitor_rcv_bufs 9", "buffers.vrrpMonitor.bytes", 9],
  ["vrrp_netlink_monitor_rcv_bufs_force", "buffers.vrrpMonitor.force", true],
  ["lvs_netlink_cmd_rcv_bufs 9", "buffers.checkerCommands.bytes", 9],
  ["lvs_netlink_cmd_rcv_bufs_force", "buffers.checkerCommands.force", true],
  ["lvs_netlink_monitor_rcv_bufs 9", "buffers.checkerMonitor.bytes", 9],
  ["lvs_netlink_monitor_rcv_bufs_force", "buffers.checkerMonitor.force", true],
  ["process_monitor_rcv_bufs 9", "buffers.processMonitor.bytes", 9],
  ["process_monitor_rcv_bufs_force", "buffers.processMonitor.force", true],
  ["checker_process_name c", "processNames.checker", "c"],
  ["lvs_process_name c", "processNames.checker", "c"],
  ["bfd_process_name b", "processNames.bfd", "b"],
  ["process_names", "processNames.checker", "keepalived_lvs"],
  ["checker_priority -5", "checkerProcess.niceness", -5],
  ["bfd_priority 5", "bfdProcess.niceness", 5],
  ["checker_no_swap", "checkerProcess.noSwap", true],
  ["bfd_no_swap", "bfdProcess.noSwap", true],
  ["checker_rt_priority 5", "checkerProcess.realtimePriority", 5],
  ["bfd_rt_priority 5", "bfdProcess.realtimePriority", 5],
  ["checker_cpu_affinity 1", "checkerProcess.cpus.0", 1],
  ["bfd_cpu_affinity 1", "bfdProcess.cpus.0", 1],
  ["vrrp_rlimit_rttime 7", "vrrpProcess.realtimeLimitMicros", 7],
  ["vrrp_rlimit_rtime 7", "vrrpProcess.realtimeLimitMicros", 7],
  ["checker_rlimit_rttime 7", "checkerProcess.realtimeLimitMicros", 7],
  ["checker_rlimit_rtime 7", "checkerProcess.realtimeLimitMicros", 7],
  ["bfd_rlimit_rttime 7", "bfdProcess.realtimeLimitMicros", 7],
  ["bfd_rlimit_rtime 7", "bfdProcess.realtimeLimitMicros", 7],
  ["router_id a", "bfdProcess.realtimeLimitMicros", 10_000],
  ["nftables\n nftables_priority 10", "firewall.priority", 10],
  ["nftables\n nftables_ifindex", "firewall.byInterfaceIndex", true],
  ["nftables\n nftables_counters", "firewall.counters", true],
  ["vrrp_iptables\n vrrp_ipsets a b", "firewall.ipsets.2", "a_if6"],
  ["vrrp_iptables\n vrrp_ipsets", "firewall.ipsets", null],
  ["nftables_ipvs", "groupMarking.table", "keepalived_ipvs"],
  ["nftables_ipvs\n nftables_ipvs_priority 3", "groupMarking.priority", 3],
  ["nftables_ipvs t\n nftables_ipvs_start_fwmark 7", "groupMarking.firstMark", 7],
  ["snmp_socket unix:/a", "snmp", undefined],
  ["enable_snmp_vrrp\n snmp_socket unix:/a", "snmp.socket", "unix:/a"],
  ["enable_snmp_keepalived\n enable_traps", "snmp.traps", true],
  ["enable_snmp_checker", "snmp.checker", true],
  ["enable_snmp_rfc", "snmp.rfcVersion3", true],
  ["enable_snmp_rfcv2", "snmp.rfcVersion3", false],
  ["enable_snmp_rfcv3", "snmp.rfcVersion3", true],
  ["enable_snmp_checker\n snmp_vs_stats_update_interval 2", "snmp.realServerIntervalMicros", 2e6],
  ["enable_snmp_checker\n snmp_rs_stats_update_interval 3", "snmp.realServerIntervalMicros", 3e6],
  ["enable_dbus", "dbus.serviceName", "org.keepalived.Vrrp1"],
  ["enable_dbus\n dbus_service_name a.b", "dbus.serviceName", "a.b"],
  ["enable_dbus\n dbus_no_interface_name none", "dbus.noInterfaceName", "none"],
  ["random_seed 5", "randomSeed", 5],
  ["tmp_config_directory /dev/shm", "temporaryDirectory", "/dev/shm"],
  ["reload_check_config", "reload.checksFirst", true],
  ["reload_time_file /a", "reload.timeFile", "/a"],
  ["reload_repeat", "reload.repeats", true],
  ["reload_file", "reload.marker.path", null],
  ["config_save_dir /a", "reload.saveDirectory", "/a"],
  ["json_version 2", "dumps.jsonVersion", 2],
  ["state_dump_file /a", "dumps.stateFile", "/a"],
  ["stats_dump_file /a", "dumps.statisticsFile", "/a"],
  ["json_dump_file /a", "dumps.jsonFile", "/a"],
  ["iproute_usr_dir /a\n iproute_etc_dir /b", "dumps.jsonFile", null],
  ["include_check + match", "dumps.jsonFile", null],
  ["default_interface eth1", "defaultInterface", "eth1"],
  ["dynamic_interfaces allow_if_changes", "interfacesMayChange", true],
  ["disable_local_igmp", "disableLocalIgmp", true],
  ["vrrp_delay_after_boot 0.5", "delayAfterBootMicros", 500_000],
  ["vmac_prefix a", "virtualMacNames.addressPrefix", "a"],
  ["vmac_addr_prefix b", "virtualMacNames.prefix", "vrrp"],
  ["notify_fifo /a\n fifo_write_vrrp_states_on_reload", "notifyFifos.writesStatesOnReload", true],
  ["vrrp_iptables IN_1", "firewall.output", null],
  ["lvs_flush", "dataUseInstance", false],
];

/** Lines of `global_defs` that are the defaults of instances. */
const defaults: readonly [line: string, path: string, value: unknown][] = [
  ["vrrp_version 3", "version", 3],
  ["vrrp_strict", "strict", true],
  ["vrrp_down_timer_adverts 4", "downTimerAdverts", 4],
  ["vrrp_skip_check_adv_addr", "skipCheckAdvertAddresses", true],
  ["vrrp_check_unicast_src", "checkUnicastSource", true],
  ["vrrp_lower_prio_no_advert", "lowerPriorityNoAdvert", true],
  ["vrrp_higher_prio_send_advert on", "higherPrioritySendAdvert", true],
  ["vrrp_owner_ignore_adverts", "ownerIgnoreAdverts", false],
  ["vrrp_version 3\n v3_checksum_as_v2", "checksum", "bodyOnly"],
  ["vrrp_mcast_group4 224.0.0.99", "delivery.group", "224.0.0.99"],
  ["vrrp_garp_master_delay 9", "announcements.masterDelayMicros", 9_000_000],
  ["vrrp_garp_master_delay 9", "announcements.lowerPriorityDelayMicros", 9_000_000],
  ["vrrp_garp_master_repeat 4", "announcements.lowerPriorityRepeat", 4],
  ["vrrp_garp_master_refresh 30", "announcements.refreshMicros", 30_000_000],
  ["vrrp_garp_master_refresh_repeat 2", "announcements.refreshRepeat", 2],
  ["vrrp_garp_lower_prio_delay 0", "announcements.lowerPriorityDelayMicros", 0],
  ["vrrp_garp_lower_prio_repeat 1", "announcements.lowerPriorityRepeat", 1],
  ["vrrp_min_garp", "announcements.masterRepeat", 1],
  ["vrrp_min_garp", "announcements.masterDelayMicros", 0],
  ["vrrp_min_garp\n vrrp_garp_master_repeat 3", "announcements.masterRepeat", 3],
  ["smtp_alert", "smtpAlert", true],
  ["smtp_alert_vrrp", "smtpAlert", true],
  ["vrrp_notify_priority_changes", "notifiesPriorityChanges", true],
  ["vrrp_garp_extra_if 60", "announcements.extra.intervalMicros", 60_000_000],
  ["vrrp_garp_extra_if all 60", "announcements.extra.all", true],
  ["vrrp_vmac_garp_intvl 60", "announcements.extra.all", false],
  ["vrrp_rx_bufs_policy MTU", "receiveBufferBytes", 4500],
  ["vrrp_rx_bufs_policy MTU\n vrrp_rx_bufs_multiplier 2", "receiveBufferBytes", 3000],
  ["vrrp_rx_bufs_policy 8192", "receiveBufferBytes", 8192],
];

const root: readonly [line: string, path: string, value: unknown][] = [
  ["net_namespace red", "networkNamespace", "red"],
  ["instance blue", "instanceName", "blue"],
  ["use_pid_dir", "usePidDirectory", true],
  ["child_wait_time 9", "childWaitMicros", 9_000_000],
  ["namespace_with_ipsets", "namespaceWithIpsets", true],
];

const bad: readonly [line: string, ...said: string[]][] = [
  ["router_id", "HF0216 router_id"],
  ["vrrp_garp_master_delay 4295", "HF0203 4295"],
  ["vrrp_garp_interval 0", "HF0215 0"],
  ["vrrp_garp_interval abc", "HF0202 abc"],
  ["vrrp_version 4", "HF0203 4"],
  ["vrrp_rt_priority 100", "HF0204 100"],
  ["vrrp_cpu_affinity 0 x", "HF0202 x"],
  ["vrrp_mcast_group4 192.0.2.1", "HF0211 192.0.2.1"],
  ["vrrp_mcast_group4 ff02::12", "HF0210 ff02::12"],
  ["vrrp_strict perhaps", "HF0206 perhaps"],
  ["dynamic_interfaces foo", "HF0207 foo"],
  ["max_auto_priority 100", "HF0203 100"],
  ["process_name sixteen_letters_", "HF0208 sixteen_letters_"],
  ["smtp_server 192.0.2.5 70000", "HF0203 70000"],
  ["umask 9999", "HF0207 9999"],
  ["umask IWGRP|abc", "HF0207 IWGRP|abc"],
  ["umask", "HF0201 umask"],
  ["data_use_instance"],
  ["max_auto_priority 7"],
  ["min_auto_priority_delay 500"],
  ["vrrp_rx_bufs_policy MTUS", "HF0207 MTUS"],
  ["notification_email {\n}", "HF0112 notification_email"],
  ["vrrp_grap_interval 1", "HF0107 vrrp_grap_interval"],
  ["priority 100", "HF0111 priority"],
  ["lvs_sync_daemon eth0"],
  ["random_seed", "HF0201 random_seed"],
  ["vrrp_garp_extra_if", "HF0216 vrrp_garp_extra_if"],
  ["vrrp_garp_extra_if 0", "HF0203 0"],
  ["vrrp_garp_extra_if all x", "HF0202 x"],
  ["nftables\n nftables", "HF0115 nftables"],
  ["vrrp_iptables\n nftables", "HF0116 vrrp_iptables", "HF0115 nftables"],
  ["enable_dbus", "HF0310 enable_dbus"],
  ["smtp_server **", "HF0312 **"],
  ["smtp_user alerts", "HF0314 smtp_user"],
  ["smtp_password secret", "HF0314 smtp_password"],
  ["smtp_user a\n smtp_password b\n smtp_starttls try", "HF0314 smtp_user"],
  ["smtp_user a\n smtp_password b\n smtp_starttls require"],
  ["webhook", "HF0201 webhook"],
  ["webhook ftp://192.0.2.5/", "HF0313 webhook"],
  [manyWebhooks(8)],
  [manyWebhooks(9), "HF0313 webhook"],
  ["include_check + readable -match x", "HF0207 x"],
  ["include_check"],
  ["reload_time_file at", "HF0311 at"],
];

/** Those of load balancing and of links have tests of their own. */
const elsewhere: ReadonlySet<string> = new Set([
  ...Object.keys(lvsKeywords),
  "net_namespace_ipvs",
  "linkbeat_use_polling",
]);

test("every keyword of global_defs that is read reaches the model", () => {
  for (const [line, path, value] of global) {
    assert.deepEqual(valueAt(globalWith(line), path), value, line);
  }
});

test("defaults of global_defs reach the instances, wherever global_defs stands", () => {
  for (const [line, path, value] of defaults) {
    const block = `global_defs {\n${line}\n}\n`;
    for (const text of [block + instanceText(""), instanceText("") + block]) {
      assert.deepEqual(valueAt(instanceOf(text), path), value, line);
    }
  }
});

test("what an instance says itself wins over global_defs", () => {
  const text = `global_defs {\n vrrp_version 3\n vrrp_strict\n vrrp_garp_master_repeat 9\n}\n`;
  const instance = instanceOf(
    text + instanceText("version 2\n strict_mode off\n garp_master_repeat 1"),
  );
  assert.deepEqual(
    [instance.version, instance.strict, instance.announcements.masterRepeat],
    [2, false, 1],
  );
});

test("keywords outside blocks reach the model", () => {
  for (const [line, path, value] of root) {
    assert.deepEqual(valueAt(check(line).configuration.daemon, path), value, line);
  }
  assert.equal(check("").configuration.daemon.childWaitMicros, 5_000_000);
});

test("every keyword that is read stands in one of these tables", () => {
  const lines = [...global, ...defaults, ...root].map(([line]) => line);
  const covered = new Set(lines.flatMap((line) => line.match(/\w+/g) ?? []));
  const rows: KeywordSection = { ...globalDefinitionKeywords, ...rootKeywords };
  for (const [name, { argument }] of Object.entries(rows)) {
    const isBlock = argument.kind === "section" || argument.kind === "lines";
    if (!isBlock && !elsewhere.has(name)) assert.ok(covered.has(name), name);
  }
});

test("every misuse in global_defs has its code, and the carets run under the very word", () => {
  for (const [line, ...expected] of bad) {
    assert.deepEqual(saidOfGlobal(line), expected, line);
  }
});

test("several global_defs add up", () => {
  const { configuration } = check(
    "global_defs {\n router_id A\n}\nglobal_defs {\n vrrp_no_swap\n}",
  );
  assert.equal(configuration.global.routerId, "A");
  assert.equal(configuration.global.vrrpProcess.noSwap, true);
});

test("a mail server that nothing here can look up is named", () => {
  const text = "global_defs {\n smtp_server mail.example.net\n}\n";
  const saidWith = (canResolve: boolean) =>
    said(check(text, { ...machine, canResolve: () => canResolve }));
  assert.deepEqual(saidWith(true), []);
  assert.deepEqual(saidWith(false), ["HF0312 mail.example.net"]);
});

test("without router_id the host's name is taken", () => {
  assert.equal(check("").configuration.global.routerId, "router-one");
  assert.equal(check("", null).configuration.global.routerId, null);
});

test("mistakes in blocks that nothing acts on yet are named like all others", () => {
  const text =
    "vrrp_script chk {\n script /bin/true\n intervall 2\n weight\n}\n" +
    "virtual_server 192.0.2.1 80 {\n nat_mask 1\n real_server 192.0.2.2 80 {\n wieght 1\n }\n}\n" +
    "vrrp_sync_group {\n}\n";
  assert.deepEqual(said(check(text)), [
    "HF0714 chk",
    "HF0107 intervall",
    "HF0201 weight",
    "HF0802 192.0.2.1",
    "HF0804 192.0.2.1",
    "HF0803 192.0.2.1",
    "HF0107 nat_mask",
    "HF0107 wieght",
    "HF0720 vrrp_sync_group",
  ]);
});
