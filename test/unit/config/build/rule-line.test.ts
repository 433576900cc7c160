import assert from "node:assert/strict";
import { test } from "node:test";
import type { Rule } from "../../../../src/config/model/rule.ts";
import { instanceWith, saidOfInstance, valueAt } from "./building.ts";

const inBlock = (line: string): string => `virtual_rules {\n${line}\n}`;
const rulesOf = (lines: string): readonly Rule[] => instanceWith(inBlock(lines)).virtualRules;

/** Lines, where the value is found, and the value. */
const read: readonly [line: string, path: string, value: unknown][] = [
  ["from 192.0.2.0/24 table 100 preference 7", "source.prefixLength", 24],
  ["from 192.0.2.0/24 table 100 order 7", "preference", 7],
  ["to 2001:db8::/32 lookup main priority 0", "family", "ipv6"],
  ["to 2001:db8::/32 lookup main priority 0", "action.table", 254],
  ["from any to all table 100 preference 1", "source", null],
  ["from ::/0 table 100 preference 1", "family", "ipv6"],
  ["inet6 fwmark 5 table 28 preference 1", "family", "ipv6"],
  ["not to 192.0.2.1 table 100 preference 1", "inverted", true],
  ["table 100 fwmark 0x18/0xff preference 1", "mark.mask", 255],
  ["table 100 fwmark 24 preference 1", "mark.mask", 0xffffffff],
  ["table 100 tos AF11 preference 1", "typeOfService", 0x28],
  ["table 100 realms 30/20 preference 1", "realms.source", 30],
  ["table 100 dev eth0 oif eth1 preference 1", "inputInterface.name", "eth0"],
  ["table 100 dev eth0 oif eth1 preference 1", "outputInterface.name", "eth1"],
  ["table 100 sup_pl 0 preference 1", "action.suppressPrefixLength", 0],
  ["table 100 sup_group default preference 1", "action.suppressInterfaceGroup", 0],
  ["table 100 tunnel-id 18446744073709551615 preference 1", "tunnelId", "18446744073709551615"],
  ["table 100 uidrange 10-19 preference 1", "userIds.last", 19],
  ["table 100 ipproto tcp sport 80-90 dport 1-2 preference 1", "sourcePorts.first", 80],
  ["table 100 ipproto tcp sport 80-90 dport 1-2 preference 1", "destinationPorts.last", 2],
  ["table 100 ipproto tcp preference 1", "transport", 6],
  ["table 100 protocol static preference 1", "protocol", 4],
  ["table 100 preference 1", "protocol", 18],
  ["l3mdev preference 1", "action.kind", "l3mdev"],
  ["goto 5 preference 1", "action.preference", 5],
  ["to 192.0.2.1 prohibit preference 1", "action.kind", "prohibit"],
  ["to 192.0.2.1 type nop preference 1", "action.kind", "nop"],
  ["table 100 no_track preference 1", "tracked", false],
];

for (const [line, path, value] of read) {
  test(`${line} → ${path}`, () => {
    const [rule, ...others] = rulesOf(line);
    assert.equal(others.length, 0);
    assert.deepEqual(valueAt(rule, path), value);
  });
}

/** Lines that are skipped, and the finding that says so. */
const skipped: readonly [line: string, said: string][] = [
  ["to 192.0.2.1 preference 1", "HF0540 to"],
  ["table 100 blackhole preference 1", "HF0541 blackhole"],
  ["192.0.2.1 table 100 preference 1", "HF0542 192.0.2.1"],
  ["table 100 track_group north preference 1", "HF0542 track_group"],
  ["table 100 ip_proto tcp preference 1", "HF0542 ip_proto"],
  ["from 192.0.2 table 100", "HF0524 192.0.2"],
  ["from 192.0.2.0/24 to ::1 table 100 preference 1", "HF0522 from"],
  ["from 192.0.2.1 inet6 table 100 preference 1", "HF0522 inet6"],
  ["goto 5 preference 5", "HF0544 goto"],
  ["goto 5", "HF0544 goto"],
  ["blackhole suppress_prefixlength 3 preference 1", "HF0545 suppress_prefixlength"],
  ["to ::1 table 100 realms 3 preference 1", "HF0526 realms"],
  ["table a/b preference 1", "HF0523 a/b"],
  ["table 0 preference 1", "HF0524 0"],
  ["table 100 preference -1", "HF0203 -1"],
  ["table 100 preference", "HF0201 preference"],
  ["table 100 fwmark x preference 1", "HF0524 x"],
  ["table 100 sport 80 preference 1", "HF0524 80"],
  ["table 100 dport 90-80 preference 1", "HF0524 90-80"],
  ["table 100 ipproto 256 preference 1", "HF0523 256"],
  ["type unicast preference 1", "HF0524 unicast"],
  ["table 100 tunnel-id x preference 1", "HF0524 x"],
];

for (const [line, finding] of skipped) {
  test(`${line} is skipped`, () => {
    assert.deepEqual(saidOfInstance(inBlock(line)), [finding]);
    assert.deepEqual(rulesOf(line), []);
  });
}

test("rules without preference get one each, from 16384 downwards", () => {
  const lines = "from 192.0.2.1 table 1\nfrom 192.0.2. table 1\nfrom 192.0.2.2 table 2 no_track";
  assert.deepEqual(
    rulesOf(lines).map(({ preference }) => preference),
    [16384, 16383],
  );
  assert.deepEqual(saidOfInstance(inBlock(lines)), [
    "HF0543 from",
    "HF0524 192.0.2.",
    "HF0543 from",
  ]);
});
