import assert from "node:assert/strict";
import { test } from "node:test";
import { instanceWith, saidOfInstance, valueAt } from "./building.ts";

/** Lines of an instance, where the value is found, and the value. */
const read: readonly [lines: string, path: string, value: unknown][] = [
  ["use_vmac", "virtualLink.kind", "macvlan"],
  ["use_vmac", "virtualLink.name", null],
  ["use_vmac", "promotesSecondaries", true],
  ["use_vmac v1", "virtualLink.name", "v1"],
  ["use_vmac name v1 group 5", "virtualLink.group", "5"],
  ["use_vmac 02:00:5E:0:1:5", "virtualLink.macAddress", "02:00:5e:00:01:05"],
  ["use_vmac 02:00:5e:00:07", "virtualLink.macAddress", "02:00:5e:00:07:33"],
  ["use_vmac netlink_notify_msg", "virtualLink.notifiesNetlink", true],
  ["use_vmac\n vmac_xmit_base", "virtualLink.sendsFromBase", true],
  ["use_vmac\n use_vmac_addr", "virtualLink.alsoForAddresses", true],
  ["use_ipvlan i1 192.0.2.9/24 vepa", "virtualLink.mode", "vepa"],
  ["use_ipvlan 192.0.2.9/24", "virtualLink.address.prefixLength", 24],
  ["promote_secondaries", "promotesSecondaries", true],
  ["linkbeat_use_polling", "pollsLink", true],
  ["nopreempt\n timer_expired_backup", "lateYieldPriority", 254],
  ["nopreempt\n thread_timer_expired 100", "lateYieldPriority", 100],
  ["smtp_alert", "smtpAlert", true],
  ["notify_priority_changes", "notifiesPriorityChanges", true],
  ["notify_deleted", "notifiesDeletion", true],
  ["garp_extra_if all 5", "announcements.extra.all", true],
  ["vmac_garp_intvl 5", "announcements.extra.intervalMicros", 5_000_000],
  ["garp_extra_if 0", "announcements.extra", undefined],
];

for (const [lines, path, value] of read) {
  test(`${lines.replaceAll("\n", ";")} → ${path}`, () => {
    assert.deepEqual(valueAt(instanceWith(lines), path), value);
  });
}

const said: readonly [lines: string, ...said: string[]][] = [
  ["use_vmac v1 v2", "HF0440 v2"],
  ["use_vmac thisnameistoolongforlinux", "HF0440 thisnameistoolongforlinux"],
  ["use_vmac 00:00:5e:00:01:05", "HF0440 00:00:5e:00:01:05"],
  ["use_vmac 01:00:5e:00:01:05", "HF0440 01:00:5e:00:01:05"],
  ["use_vmac 02:00:5e:00:01:zz", "HF0440 02:00:5e:00:01:zz"],
  ["use_vmac group", "HF0440 group"],
  ["use_vmac\n use_ipvlan 192.0.2.9", "HF0440 use_ipvlan"],
  ["vmac_xmit_base", "HF0441 vmac_xmit_base"],
  ["use_vmac\n promote_secondaries", "HF0442 promote_secondaries"],
  ["use_vmac\n unicast_peer {\n 192.0.2.2\n}", "HF0443 use_vmac"],
  ["use_ipvlan", "HF0444 use_ipvlan"],
  ["use_ipvlan 192.0.2.9 fe80::1", "HF0440 fe80::1"],
  ["vrf blue", "HF0445 vrf"],
  ["timer_expired_backup", "HF0446 timer_expired_backup"],
  ["timer_expired_backup 255", "HF0203 255"],
  ["garp_extra_if", "HF0216 garp_extra_if"],
  ["garp_extra_if 86401", "HF0203 86401"],
  ["linkbeat_use_polling", "HF0116 linkbeat_use_polling"],
];

for (const [lines, ...expected] of said) {
  test(`${lines.replaceAll("\n", ";")} is named`, () => {
    assert.deepEqual(saidOfInstance(lines), expected);
  });
}
