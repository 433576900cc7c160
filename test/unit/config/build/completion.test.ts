/** keepalived.md §8, rule by rule. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { check, instanceOf, instanceText, instanceWith, said, saidOfInstance } from "./building.ts";

/** An instance without addresses of its own. */
const bare = (lines: string, name = "VI_1"): string =>
  `vrrp_instance ${name} {\n interface eth0\n virtual_router_id 51\n ${lines}\n}\n`;

test("the first virtual address decides the family, and IPv6 is VRRPv3", () => {
  const ipv4 = instanceOf(bare("virtual_ipaddress {\n 192.0.2.1\n}"));
  const ipv6 = instanceOf(bare("version 2\n virtual_ipaddress {\n fe80::1\n}"));
  assert.deepEqual([ipv4.family, ipv4.version], ["ipv4", 2]);
  assert.deepEqual([ipv6.family, ipv6.version], ["ipv6", 3]);
  assert.deepEqual(said(check(bare("version 2\n virtual_ipaddress {\n fe80::1\n}"))), ["HF0424 2"]);
});

test("without a virtual address the source, native_ipv6 or the peers decide the family", () => {
  for (const line of ["mcast_src_ip fe80::9", "native_ipv6", "unicast_peer {\n fe80::2\n}"]) {
    assert.equal(instanceOf(bare(`no_virtual_ipaddress\n ${line}`)).family, "ipv6", line);
  }
  assert.equal(instanceOf(bare("no_virtual_ipaddress")).family, "ipv4");
});

test("an address of the other family is left out, and excluded ones may be of any", () => {
  const text = bare(
    "virtual_ipaddress {\n 192.0.2.1\n fe80::1\n}\n virtual_ipaddress_excluded {\n fe80::2\n}",
  );
  const instance = instanceOf(text);
  assert.deepEqual(said(check(text)), ["HF0511 fe80::1"]);
  assert.deepEqual(
    instance.virtualAddresses.map((line) => line.address),
    ["192.0.2.1"],
  );
  assert.deepEqual(
    instance.excludedAddresses.map((line) => line.address),
    ["fe80::2"],
  );
});

test("priority and state complete each other", () => {
  const rows: [lines: string, priority: number, wantsMaster: boolean][] = [
    ["", 100, false],
    ["state MASTER", 255, true],
    ["state MASTER\n priority 150", 150, true],
    ["priority 255", 255, true],
    ["state BACKUP\n priority 255", 255, false],
  ];
  for (const [lines, priority, wantsMaster] of rows) {
    const instance = instanceWith(lines);
    assert.deepEqual([instance.priority, instance.wantsMaster], [priority, wantsMaster], lines);
  }
});

test("strict mode: only the owner starts as MASTER", () => {
  const corrected = "strict_mode\n state MASTER\n priority 100";
  assert.equal(instanceWith(corrected).wantsMaster, false);
  assert.deepEqual(saidOfInstance(corrected), ["HF0415 MASTER"]);
  assert.equal(instanceWith("strict_mode\n state BACKUP\n priority 255").wantsMaster, true);
});

test("with AH only the owner starts as MASTER", () => {
  const signed = (lines: string): string[] =>
    said(check(instanceText(`${lines}\n authentication {\n auth_type AH\n auth_pass abc\n}`)));
  assert.deepEqual(signed("state MASTER\n priority 100"), ["HF0415 MASTER", "HF0409 AH"]);
  for (const lines of ["state MASTER", "state MASTER\n priority 255", "state BACKUP"]) {
    assert.deepEqual(signed(lines), ["HF0409 AH"], lines);
  }
});

test("nopreempt does not go with the owner or state MASTER", () => {
  for (const lines of ["priority 255\n nopreempt", "state MASTER\n priority 90\n nopreempt"]) {
    assert.equal(instanceWith(lines).preempt, true, lines);
    assert.deepEqual(saidOfInstance(lines), ["HF0411 nopreempt"], lines);
  }
  assert.equal(instanceWith("strict_mode\n nopreempt").preempt, false);
});

test("what to do about a contradiction to state MASTER is said", () => {
  const [{ help } = assert.fail()] = check(
    instanceText("state MASTER\n priority 90\n nopreempt"),
  ).diagnostics;
  assert.match(help ?? "", /state BACKUP/);
});

test("preempt_delay does not go with state MASTER, strict mode or nopreempt", () => {
  const state = "state MASTER\n priority 90\n preempt_delay 5";
  for (const lines of [state, "strict_mode\n preempt_delay 5", "nopreempt\n preempt_delay 5"]) {
    assert.equal(instanceWith(lines).preemptDelayMicros, 0, lines);
    assert.deepEqual(saidOfInstance(lines), ["HF0411 preempt_delay"], lines);
  }
});

test("the interval is what the version can carry", () => {
  const rows: [lines: string, micros: number, ...said: string[]][] = [
    ["advert_int 1.0", 1_000_000],
    ["advert_int 1.4", 1_000_000, "HF0413 1.4"],
    ["advert_int 0.3", 1_000_000, "HF0413 0.3"],
    ["advert_int 255", 255_000_000],
    ["version 3\n advert_int 0.01", 10_000],
    ["version 3\n advert_int 0.314", 310_000, "HF0413 0.314"],
    ["version 3\n advert_int 50", 40_950_000, "HF0413 50"],
  ];
  for (const [lines, micros, ...expected] of rows) {
    assert.equal(instanceWith(lines).advertIntervalMicros, micros, lines);
    assert.deepEqual(saidOfInstance(lines), expected, lines);
  }
});

test("authentication is for VRRPv2 with a password, and not for strict mode", () => {
  const block = "authentication {\n auth_type PASS\n auth_pass abc\n}";
  assert.equal(instanceWith(block).authentication.type, "pass");
  const ignored: [lines: string, code: string][] = [
    [`version 3\n ${block}`, "HF0408"],
    [`strict_mode\n ${block}`, "HF0408"],
    ["authentication {\n auth_type PASS\n}", "HF0433"],
  ];
  for (const [lines, code] of ignored) {
    assert.equal(instanceWith(lines).authentication.type, "none", lines);
    assert.deepEqual(saidOfInstance(lines), [`${code} authentication`], lines);
  }
  const typeless = "authentication {\n auth_pass abc\n}";
  assert.equal(instanceWith(typeless).authentication.type, "none");
  assert.deepEqual(saidOfInstance(typeless), ["HF0430 auth_pass"]);
});

test("an instance whose peers want a signature that cannot be given does not run", () => {
  const ah = instanceText("authentication {\n auth_type AH\n auth_pass abc\n}");
  const hmac = instanceText(`auth_hmac {\n key 1 hex:${"ab".repeat(32)}\n}`);
  assert.deepEqual(check(ah).configuration.vrrpInstances, []);
  assert.deepEqual(said(check(ah)), ["HF0409 AH"]);
  assert.deepEqual(check(hmac).configuration.vrrpInstances, []);
  assert.deepEqual(said(check(hmac)), ["HF0409 auth_hmac"]);
});

test("strict mode keeps to the RFC and names what does not", () => {
  const lines =
    "strict_mode\n down_timer_adverts 5\n lower_prio_no_advert off\n higher_prio_send_advert\n" +
    "garp_lower_prio_repeat 2\n garp_lower_prio_delay 3\n accept\n skip_check_adv_addr";
  const instance = instanceWith(lines);
  assert.deepEqual(saidOfInstance(lines), [
    "HF0422 down_timer_adverts",
    "HF0422 lower_prio_no_advert",
    "HF0422 higher_prio_send_advert",
    "HF0422 garp_lower_prio_repeat",
    "HF0422 garp_lower_prio_delay",
    "HF0422 accept",
  ]);
  assert.deepEqual(
    [instance.downTimerAdverts, instance.lowerPriorityNoAdvert, instance.higherPrioritySendAdvert],
    [3, true, false],
  );
  assert.deepEqual(
    [instance.announcements.lowerPriorityRepeat, instance.announcements.lowerPriorityDelayMicros],
    [0, 0],
  );
});

test("accept mode: the owner always, else not when strict, and strict VRRPv3 on request", () => {
  const rows: [lines: string, accept: boolean][] = [
    ["", true],
    ["no_accept", false],
    ["no_accept\n accept", true],
    ["strict_mode", false],
    ["strict_mode\n accept", false],
    ["strict_mode\n version 3\n accept", true],
    ["strict_mode\n priority 255", true],
  ];
  for (const [lines, accept] of rows) assert.equal(instanceWith(lines).accept, accept, lines);
});

test("owner_ignore_adverts is for the owner, and strict mode insists on it", () => {
  assert.equal(instanceWith("strict_mode\n priority 255").ownerIgnoreAdverts, true);
  assert.equal(instanceWith("owner_ignore_adverts").ownerIgnoreAdverts, false);
  assert.deepEqual(saidOfInstance("owner_ignore_adverts"), ["HF0429 owner_ignore_adverts"]);
});

test("strict mode and unicast exclude each other", () => {
  const checked = check(instanceText("strict_mode\n unicast_peer {\n 192.0.2.2\n}"));
  assert.deepEqual(said(checked), ["HF0410 unicast_peer"]);
  assert.deepEqual(checked.configuration.vrrpInstances, []);
});

test("unicast without a usable peer falls back to multicast, or to nothing on request", () => {
  const lines = "unicast_src_ip 192.0.2.9";
  assert.equal(instanceWith(lines).delivery.kind, "multicast");
  const refused = check(instanceText(`${lines}\n unicast_fault_no_peer`));
  assert.deepEqual(said(refused), ["HF0428 unicast_src_ip"]);
  assert.deepEqual(refused.configuration.vrrpInstances, []);
});

test("a TTL limit of a peer switches the check of the source on", () => {
  const limited = instanceWith("unicast_peer {\n 192.0.2.2 min_ttl 254\n 192.0.2.3\n}");
  assert.equal(limited.checkUnicastSource, true);
  assert.deepEqual(limited.delivery.kind === "unicast" && limited.delivery.peers, [
    { address: "192.0.2.2", minTtl: 254, maxTtl: 255 },
    { address: "192.0.2.3", minTtl: 0, maxTtl: 255 },
  ]);
  assert.equal(instanceWith("unicast_peer {\n 192.0.2.2\n}").checkUnicastSource, false);
});

test("a prefix length behind a host address is forgiven", () => {
  const instance = instanceWith("unicast_src_ip 192.0.2.9/24\n unicast_peer {\n 192.0.2.2/24\n}");
  assert.equal(instance.delivery.source, "192.0.2.9");
});

test("which checksum: VRRPv3 over IPv4 alone has a choice", () => {
  const unicast = "unicast_peer {\n 192.0.2.2\n}";
  const rows: [lines: string, checksum: string][] = [
    ["", "bodyOnly"],
    ["version 3", "pseudoHeader"],
    [`version 3\n ${unicast}`, "detect"],
    [`version 3\n ${unicast}\n old_unicast_checksum never`, "pseudoHeader"],
    [`version 3\n ${unicast}\n old_unicast_checksum`, "oldUnicast"],
    ["version 3\n v3_checksum_as_v2 yes", "bodyOnly"],
  ];
  for (const [lines, checksum] of rows) assert.equal(instanceWith(lines).checksum, checksum, lines);
});

test("no virtual address: VRRPv2 runs, VRRPv3 does not, and one may say that it is meant", () => {
  assert.deepEqual(said(check(bare(""))), ["HF0406 virtual_router_id"]);
  assert.equal(instanceOf(bare("")).virtualAddresses.length, 0);
  assert.deepEqual(said(check(bare("version 3"))), ["HF0407 virtual_router_id"]);
  assert.deepEqual(check(bare("version 3")).configuration.vrrpInstances, []);
  assert.deepEqual(said(check(bare("no_virtual_ipaddress"))), []);
});

test("what an advert cannot carry moves along unadvertised", () => {
  const lines = Array.from({ length: 300 }, (_, index) => {
    return ` 10.0.${Math.floor(index / 200)}.${(index % 200) + 1}`;
  });
  const instance = instanceOf(bare(`virtual_ipaddress {\n${lines.join("\n")}\n}`));
  assert.equal(instance.virtualAddresses.length, 255);
  assert.equal(instance.excludedAddresses.length, 45);
  const ipv6 = Array.from({ length: 100 }, (_, index) => ` fe80::${index + 1}`);
  const long = instanceOf(bare(`virtual_ipaddress {\n${ipv6.join("\n")}\n}`));
  // 1500 bytes less 40 of IPv6 and 8 of VRRP hold 90 addresses of 16 bytes.
  assert.equal(long.virtualAddresses.length, 90);
});

test("an interface and a virtual_router_id are needed, and the loopback will not do", () => {
  assert.deepEqual(said(check("vrrp_instance A {\n no_virtual_ipaddress\n}")), [
    "HF0403 A",
    "HF0403 A",
  ]);
  const loopback =
    "vrrp_instance A {\n interface lo\n virtual_router_id 1\n no_virtual_ipaddress\n}";
  assert.deepEqual(said(check(loopback)), ["HF0404 lo"]);
  assert.deepEqual(check(loopback).configuration.vrrpInstances, []);
});

test("an instance that cannot run takes no other with it", () => {
  const { configuration } = check(bare("version 3", "bad") + instanceText("", "good"));
  assert.deepEqual(
    configuration.vrrpInstances.map(({ name }) => name),
    ["good"],
  );
});

test("of two instances with one name the first runs", () => {
  const text = instanceText("priority 10", "A") + instanceText("virtual_router_id 9", "A");
  const checked = check(text);
  assert.equal(instanceOf(text).priority, 10);
  assert.deepEqual(
    checked.diagnostics.filter(({ code }) => code === "HF0402").map(({ span }) => span?.line),
    [9],
  );
});

test("an instance needs a name", () => {
  assert.deepEqual(said(check("vrrp_instance {\n interface eth0\n}")), ["HF0401 vrrp_instance"]);
});

test("one virtual router a link, family and kind of delivery", () => {
  const other = (lines: string): number =>
    check(instanceText("", "A") + bare(lines, "B")).configuration.vrrpInstances.length;
  const address = "virtual_ipaddress {\n 192.0.2.7\n}";
  assert.equal(other(address), 1);
  assert.equal(other(`${address}\n virtual_router_id 52`), 2);
  assert.equal(other(`${address}\n interface eth1`), 2);
  assert.equal(other(`${address}\n mcast_dst_ip 224.0.0.99`), 2);
  assert.equal(other("virtual_ipaddress {\n fe80::7\n}"), 2);
  assert.equal(other(`${address}\n unicast_peer {\n 192.0.2.99\n}`), 2);
});

test("unicast twins are told apart by their peers", () => {
  const unicast = (name: string, peer: string): string =>
    instanceText(`unicast_src_ip 192.0.2.9\n unicast_peer {\n ${peer}\n}`, name);
  const count = (text: string): number => check(text).configuration.vrrpInstances.length;
  assert.equal(count(unicast("A", "192.0.2.2") + unicast("B", "192.0.2.3")), 2);
  assert.equal(count(unicast("A", "192.0.2.2") + unicast("B", "192.0.2.2")), 1);
});
