import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readRange } from "../../../../src/config/build/load-balancing/address-range.ts";
import { compareAddresses, type IpAddress } from "../../../../src/wire/address.ts";
import { check, said } from "./building.ts";
import { balancingOf, realServerText, serviceText } from "./load-balancing-text.ts";

const groupText = (lines: string, name = "web"): string =>
  `virtual_server_group ${name} {\n${lines}\n}\n`;
const served = serviceText(realServerText(), "group web");
const saidOfGroup = (lines: string, service = served): string[] =>
  said(check(groupText(lines) + service));

const ranges: readonly (readonly [text: string, first: string, last: string, count: number])[] = [
  ["192.0.2.1", "192.0.2.1", "192.0.2.1", 1],
  ["192.0.2.1-20", "192.0.2.1", "192.0.2.20", 20],
  ["192.0.2.250-192.0.3.4", "192.0.2.250", "192.0.3.4", 11],
  ["192.0.2.16/28", "192.0.2.16", "192.0.2.31", 16],
  ["2001:db8::1-ff", "2001:db8::1", "2001:db8::ff", 255],
  ["2001:db8::fff0-2001:db8::1:f", "2001:db8::fff0", "2001:db8::1:f", 32],
  ["2001:db8::/120", "2001:db8::", "2001:db8::ff", 256],
];

for (const [text, first, last, count] of ranges) {
  test(`${text} is ${count} addresses`, () => {
    const [range] = balancingOf(groupText(`${text} 80`) + served).groups[0]?.addresses ?? [];
    assert.equal(range?.first, first);
    assert.equal(range?.last, last);
    assert.equal(range?.count, count);
    assert.equal(range?.port, 80);
  });
}

const misuses: readonly (readonly [line: string, code: string])[] = [
  ["192.0.2.9-5 80", "HF0820 192.0.2.9-5"],
  ["192.0.2.9-9 80", "HF0820 192.0.2.9-9"],
  ["192.0.2.9-300 80", "HF0820 192.0.2.9-300"],
  ["192.0.2.9- 80", "HF0820 192.0.2.9-"],
  ["192.0.2.9-2001:db8::1 80", "HF0820 192.0.2.9-2001:db8::1"],
  ["2001:db8::1-1ffff 80", "HF0820 2001:db8::1-1ffff"],
  ["2001:db8::1-g 80", "HF0820 2001:db8::1-g"],
  ["2001:db8::1/64 80", "HF0820 2001:db8::1/64"],
  ["192.0.2.0/33 80", "HF0820 192.0.2.0/33"],
  ["192.0.2.300 80", "HF0209 192.0.2.300"],
  ["web.example 80", "HF0209 web.example"],
  ["192.0.2.9 http", "HF0202 http"],
  ["192.0.2.9 70000", "HF0203 70000"],
  ["fwmark", "HF0201 fwmark"],
  ["fwmark x", "HF0202 x"],
  ["fwmark 5 inet9", "HF0207 inet9"],
];

for (const [line, code] of misuses) {
  test(`the line ${line} of a group is left out`, () => {
    const text = groupText(`192.0.2.1 80\n${line}`) + served;
    assert.deepEqual(said(check(text)), [code]);
    assert.equal(balancingOf(text).groups[0]?.addresses.length, 1);
  });
}

test("marks have a family, IPv4 where none is named", () => {
  const text =
    groupText("fwmark 5\n fwmark 6 inet\n fwmark 7 inet6") +
    serviceText(realServerText(), "group web", { protocol: null });
  assert.deepEqual(said(check(text)), []);
  const [group] = balancingOf(text).groups;
  assert.deepEqual(
    group?.marks.map(({ mark, family }) => [mark, family]),
    [
      [5, "ipv4"],
      [6, "ipv4"],
      [7, "ipv6"],
    ],
  );
});

test("a group is used whether it stands before or behind, and by several protocols", () => {
  const udp = serviceText(realServerText(), "group web", { protocol: "UDP" });
  const text = served + groupText("192.0.2.1 80") + udp;
  assert.deepEqual(said(check(text)), []);
  assert.equal(balancingOf(text).virtualServers.length, 2);
  assert.equal(balancingOf(text).virtualServers[0]?.name, "[web]:0");
});

test("an empty group is named, and what is of it does not run", () => {
  assert.deepEqual(saidOfGroup(""), ["HF0819 web", "HF0818 web"]);
  assert.equal(check(groupText("") + served).exitCode, 5);
});

test("without its group a virtual server's keywords are looked at all the same", () => {
  const text = serviceText(`quorom 2\n${realServerText("wieght 5")}`, "group web");
  assert.deepEqual(said(check(text)), ["HF0818 web", "HF0107 quorom", "HF0107 wieght"]);
});

test("of two groups of one name the first is used, and an unused one is noticed", () => {
  const twice = groupText("192.0.2.1 80") + groupText("192.0.2.2 80") + served;
  assert.deepEqual(said(check(twice)), ["HF0821 web"]);
  assert.equal(balancingOf(twice).groups[0]?.addresses[0]?.first, "192.0.2.1");
  const unused = groupText("192.0.2.2 80", "mail") + groupText("192.0.2.1 80") + served;
  assert.deepEqual(said(check(unused)), ["HF0822 mail"]);
  assert.equal(balancingOf(unused).groups.length, 1);
});

test("a group of one family has no use for a server of the other", () => {
  assert.deepEqual(saidOfGroup("2001:db8::1 80"), ["HF0824 192.0.2.10"]);
  assert.equal(check(groupText("2001:db8::1 80") + served).exitCode, 0);
  assert.deepEqual(saidOfGroup("2001:db8::1 80\n192.0.2.1 80"), []);
  const tunnelled = serviceText(realServerText(), "group web", { lb_kind: "TUN" });
  assert.deepEqual(saidOfGroup("2001:db8::1 80", tunnelled), []);
});

test("every address of a group counts for ports and persistence", () => {
  const routed = serviceText(realServerText(), "group web", { lb_kind: "DR" });
  assert.deepEqual(saidOfGroup("192.0.2.1 80\n192.0.2.2 81", routed), ["HF0808 80"]);
  assert.deepEqual(saidOfGroup("192.0.2.1 80\n192.0.2.2"), ["HF0807 group"]);
});

test("ha_suspend and a protocol do not go with marks", () => {
  const suspended = serviceText(`ha_suspend\n${realServerText()}`, "group web");
  assert.deepEqual(saidOfGroup("fwmark 5\n192.0.2.1 80", suspended), ["HF0813 ha_suspend"]);
  assert.deepEqual(saidOfGroup("fwmark 5"), ["HF0812 protocol"]);
});

test("a range never ends before it begins, and counts both ends", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(octet, octet, octet, (third, first, last) => {
      const reading = readRange(`10.0.${third}.${first}-${last}`);
      assert.equal(reading.ok, last > first);
      if (!reading.ok) return;
      assert.equal(reading.range.count, last - first + 1);
      assert.ok(compareAddresses(reading.range.first, reading.range.last) < 0);
      const same = readRange(`${reading.range.first}-${reading.range.last as IpAddress}`);
      assert.deepEqual(same, reading);
    }),
  );
});

test("any text is a range or not, and is answered", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."0129af:./-") }), (text) => {
      const reading = readRange(text);
      assert.ok(!reading.ok || reading.range.count >= 1);
    }),
  );
});
