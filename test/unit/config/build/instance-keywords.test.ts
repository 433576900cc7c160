import assert from "node:assert/strict";
import { test } from "node:test";
import type { KeywordSection } from "../../../../src/config/keywords/keyword.ts";
import { vrrpInstanceKeywords } from "../../../../src/config/keywords/vrrp-instance/keywords.ts";
import { instanceOf, instanceWith, saidOfInstance, valueAt } from "./building.ts";

/** A line, where its value is found in the model, and that value. */
const good: readonly [line: string, path: string, value: unknown][] = [
  ["state MASTER", "wantsMaster", true],
  ["interface eth7", "interface", "eth7"],
  ["virtual_router_id 255", "virtualRouterId", 255],
  ["priority 254", "priority", 254],
  ["advert_int 3", "advertIntervalMicros", 3_000_000],
  ["version 3", "version", 3],
  ["dont_track_primary", "trackPrimary", false],
  ["track_interface {\n eth9 weight -5\n}", "trackers.0.weight", -5],
  ["track_script {\n nobody_defines_it\n}", "trackers.length", 0],
  ["track_file {\n nobody_defines_it\n}", "trackers.length", 0],
  ["track_process {\n nobody_defines_it\n}", "trackers.length", 0],
  ["mcast_src_ip 192.0.2.9", "delivery.source", "192.0.2.9"],
  ["mcast_dst_ip 224.0.0.99", "delivery.group", "224.0.0.99"],
  ["track_src_ip\n mcast_src_ip 192.0.2.9", "trackSourceAddress", true],
  ["unicast_peer {\n 192.0.2.2\n}", "delivery.kind", "unicast"],
  ["unicast_src_ip 192.0.2.9\n unicast_peer {\n 192.0.2.2\n}", "delivery.source", "192.0.2.9"],
  ["unicast_ttl 7\n unicast_peer {\n 192.0.2.2\n}", "delivery.ttl", 7],
  ["unicast_fault_no_peer", "delivery.kind", "multicast"],
  ["check_unicast_src", "checkUnicastSource", true],
  ["version 3\n old_unicast_checksum\n unicast_peer {\n 192.0.2.2\n}", "checksum", "oldUnicast"],
  ["version 3\n v3_checksum_as_v2", "checksum", "bodyOnly"],
  ["native_ipv6", "family", "ipv4"],
  ["virtual_ipaddress {\n 192.0.2.3\n}", "virtualAddresses.1.address", "192.0.2.3"],
  ["virtual_ipaddress_excluded {\n 2001:db8::3\n}", "excludedAddresses.0.address", "2001:db8::3"],
  ["no_virtual_ipaddress", "virtualAddresses.length", 1],
  ["virtual_routes {\n default via 192.0.2.254\n}", "virtualRoutes.0.gateway", "192.0.2.254"],
  ["virtual_rules {\n table 100 preference 5\n}", "virtualRules.0.preference", 5],
  ["promote_secondaries", "promotesSecondaries", true],
  ["accept", "accept", true],
  ["no_accept", "accept", false],
  ["skip_check_adv_addr on", "skipCheckAdvertAddresses", true],
  ["strict_mode yes", "strict", true],
  ["nopreempt", "preempt", false],
  ["nopreempt\n preempt", "preempt", true],
  ["preempt_delay 1.5", "preemptDelayMicros", 1_500_000],
  ["debug 4", "priority", 100],
  ["down_timer_adverts 5", "downTimerAdverts", 5],
  ["lower_prio_no_advert", "lowerPriorityNoAdvert", true],
  ["higher_prio_send_advert", "higherPrioritySendAdvert", true],
  ["priority 255\n owner_ignore_adverts", "ownerIgnoreAdverts", true],
  ["kernel_rx_buf_size 65536", "receiveBufferBytes", 65536],
  ["garp_master_delay 7", "announcements.masterDelayMicros", 7_000_000],
  ["garp_master_repeat 2", "announcements.masterRepeat", 2],
  ["garp_master_refresh 60", "announcements.refreshMicros", 60_000_000],
  ["garp_master_refresh_repeat 3", "announcements.refreshRepeat", 3],
  ["garp_lower_prio_delay 4", "announcements.lowerPriorityDelayMicros", 4_000_000],
  ["garp_lower_prio_repeat 0", "announcements.lowerPriorityRepeat", 0],
  ["notify_master /bin/m", "notify.master.argv.0", "/bin/m"],
  ['notify_backup "/bin/b one two"', "notify.backup.argv.2", "two"],
  ["notify_fault /bin/f nobody", "notify.fault.user", "nobody"],
  ["notify_stop /bin/s nobody adm", "notify.stop.group", "adm"],
  ["notify_deleted /bin/d", "notify.deleted.argv.0", "/bin/d"],
  ["notify_deleted", "notify.deleted", null],
  ["notify /bin/n", "notify.any.argv.0", "/bin/n"],
  ["notify_master_rx_lower_pri /bin/l", "notify.masterReceivedLowerPriority.argv.0", "/bin/l"],
  ["smtp_alert", "smtpAlert", true],
  ["notify_priority_changes", "notifiesPriorityChanges", true],
  ["authentication {\n auth_type PASS\n auth_pass abc\n}", "authentication.type", "pass"],
];

/** A line and all that is said about it. */
const bad: readonly [line: string, ...said: string[]][] = [
  ["state master", "HF0207 master"],
  ["interface", "HF0201 interface"],
  ["interface a_name_too_long_for_linux", "HF0213 a_name_too_long_for_linux"],
  ["virtual_router_id 256", "HF0203 256"],
  ["virtual_router_id fifty", "HF0202 fifty"],
  ["priority 0", "HF0203 0"],
  ["priority 100x", "HF0202 100x"],
  ["priority 0x64", "HF0202 0x64"],
  ["priority", "HF0201 priority"],
  ["advert_int 0", "HF0203 0"],
  ["advert_int 1s", "HF0202 1s"],
  ["version 4", "HF0203 4"],
  ["dont_track_primary false", "HF0110 false"],
  ["mcast_src_ip 192.0.2", "HF0209 192.0.2"],
  ["mcast_src_ip fe80::1", "HF0423 fe80::1"],
  ["mcast_dst_ip 192.0.2.2", "HF0211 192.0.2.2"],
  ["mcast_dst_ip ff05::1", "HF0211 ff05::1"],
  ["mcast_dst_ip ff02::1", "HF0210 ff02::1"],
  ["track_src_ip", "HF0431 track_src_ip"],
  ["unicast_peer", "HF0104 unicast_peer"],
  ["unicast_peer {\n router2\n}", "HF0416 unicast_peer", "HF0209 router2"],
  ["unicast_peer {\n fe80::2\n}", "HF0416 unicast_peer", "HF0418 fe80::2"],
  ["unicast_peer {\n 192.0.2.2\n 192.0.2.2\n}", "HF0419 192.0.2.2"],
  ["unicast_peer {\n 192.0.2.2 192.0.2.3\n}", "HF0432 192.0.2.3"],
  ["unicast_peer {\n 192.0.2.2 min_ttl 256\n}", "HF0203 256"],
  ["unicast_peer {\n 192.0.2.2 min_ttl\n}", "HF0432 min_ttl"],
  ["unicast_peer {\n 192.0.2.2 min_ttl 9 max_ttl 8\n}", "HF0420 192.0.2.2"],
  ["unicast_peer {\n 192.0.2.2\n}\n mcast_dst_ip 224.0.0.9", "HF0421 mcast_dst_ip"],
  ["unicast_src_ip 192.0.2.9", "HF0416 unicast_src_ip"],
  ["unicast_ttl 255", "HF0417 unicast_ttl"],
  ["unicast_ttl 256", "HF0203 256"],
  ["check_unicast_src yes", "HF0416 check_unicast_src", "HF0103 yes"],
  ["old_unicast_checksum always", "HF0207 always"],
  ["v3_checksum_as_v2 maybe", "HF0206 maybe"],
  ["virtual_ipaddress 192.0.2.3 {\n}", "HF0109 192.0.2.3"],
  ["skip_check_adv_addr maybe", "HF0206 maybe"],
  ["preempt_delay 1001", "HF0203 1001"],
  ["preempt_delay 1.1234567", "HF0205 1.1234567"],
  ["down_timer_adverts 101", "HF0203 101"],
  ["garp_master_delay 0.5", "HF0202 0.5"],
  ["garp_master_repeat 0", "HF0204 0"],
  ["notify_master", "HF0201 notify_master"],
  ["notify_master '/bin/sh", "HF0212 '/bin/sh"],
  ["priority 90\n priority 80", "HF0108 priority"],
  ["priority 90 80", "HF0103 80"],
  ["priority 90 {\n}", "HF0105 {"],
  ["no_accept"],
  ["use_vmac"],
  ["track_script {\n anything\n}", "HF0701 anything"],
  ["prioriy 90", "HF0107 prioriy"],
  ["delay_loop 6", "HF0107 delay_loop"],
  ["router_id one", "HF0111 router_id"],
  ["authentication {\n auth_type PASS\n auth_pass 123456789\n}", "HF0208 123456789"],
  ["authentication {\n auth_type NONE\n}", "HF0207 NONE"],
  ["authentication {\n auth_typ PASS\n}", "HF0107 auth_typ"],
];

test("every keyword of an instance that is acted on reaches the model", () => {
  for (const [line, path, value] of good) {
    assert.deepEqual(valueAt(instanceWith(line), path), value, line);
  }
});

test("every keyword that is acted on stands in the table of good values", () => {
  const covered = new Set(good.flatMap(([line]) => line.match(/\w+/g) ?? []));
  const rows: KeywordSection = vrrpInstanceKeywords;
  for (const [name, { support }] of Object.entries(rows)) {
    if (support === "full") assert.ok(covered.has(name), name);
  }
});

test("every misuse has its code, and the carets run under the very word", () => {
  for (const [line, ...expected] of bad) {
    assert.deepEqual(saidOfInstance(line), expected, line);
  }
});

test("what cannot be read leaves the default, and the instance runs", () => {
  const instance = instanceWith("priority 300\n advert_int x\n version 9\n state none");
  const { priority, advertIntervalMicros, version, wantsMaster } = instance;
  assert.deepEqual([priority, advertIntervalMicros, version, wantsMaster], [100, 1e6, 2, false]);
});

test("the password is eight characters long at most, and printing it shows stars", () => {
  const { authentication } = instanceWith(
    'authentication {\n auth_type PASS\n auth_pass "12345678 9"\n}',
  );
  assert.equal(authentication.type, "pass");
  assert.equal(authentication.type === "pass" && authentication.password.reveal(), "12345678");
  assert.equal(JSON.stringify(authentication), '{"type":"pass","password":"********"}');
});

test("keywords on the lines of one-line blocks are read alike", () => {
  const instance = instanceOf(
    "vrrp_instance A {\n interface eth0\n virtual_router_id 1\n virtual_ipaddress { 192.0.2.1 }\n}",
  );
  assert.equal(instance.virtualAddresses.length, 1);
});
