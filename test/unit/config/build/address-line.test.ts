import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { broadcastOf } from "../../../../src/config/build/address/broadcast.ts";
import { readPrefix } from "../../../../src/config/build/address/prefix.ts";
import type { AddressLine } from "../../../../src/config/model/address-line.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { check, instanceOf, said, valueAt } from "./building.ts";

const around = (line: string): string =>
  `vrrp_instance A {
  interface eth0
  virtual_router_id 1
  no_virtual_ipaddress
  virtual_ipaddress_excluded {
    ${line}
  }
}`;

const linesOf = (line: string): readonly AddressLine[] =>
  instanceOf(around(line)).excludedAddresses;

test("an address takes its own prefix length, interface, scope and lifetime when none is given", () => {
  const rows: [line: string, path: string, value: unknown][] = [
    ["192.0.2.1", "prefixLength", 32],
    ["192.0.2.1/24", "prefixLength", 24],
    ["2001:db8::1", "prefixLength", 128],
    ["192.0.2.1", "interface", "eth0"],
    ["192.0.2.1", "scope", 0],
    ["fe80::1/64", "scope", 253],
    ["2001:db8::1", "preferredLifetimeSeconds", 0],
    ["2001:db8::1/64", "preferredLifetimeSeconds", null],
    ["192.0.2.1", "tracked", true],
    ["192.0.2.1", "duplicateAddressDetection", false],
  ];
  for (const [line, path, value] of rows) {
    assert.deepEqual(valueAt(linesOf(line)[0], path), value, line);
  }
});

test("every option of an address line reaches the model", () => {
  const rows: [line: string, path: string, value: unknown][] = [
    ["192.0.2.1 dev eth1", "interface", "eth1"],
    ["192.0.2.1 scope link", "scope", 253],
    ["192.0.2.1 scope 17", "scope", 17],
    ["fe80::1 scope global", "scope", 0],
    ["192.0.2.1 label eth0:1", "label", "eth0:1"],
    ["192.0.2.1/24 brd 192.0.2.99", "broadcast", "192.0.2.99"],
    ["192.0.2.1/24 brd +", "broadcast", "192.0.2.255"],
    ["192.0.2.1/20 broadcast -", "broadcast", "192.0.0.0"],
    ["192.0.2.1 peer 192.0.2.2", "peer.prefixLength", 32],
    ["192.0.2.1 peer 192.0.2.2/24", "peer.prefixLength", 24],
    ["2001:db8::1 home", "home", true],
    ["2001:db8::1 -nodad", "duplicateAddressDetection", true],
    ["2001:db8::1 mngtmpaddr", "managedTemporaryAddress", true],
    ["2001:db8::1 noprefixroute", "noPrefixRoute", true],
    ["192.0.2.1 autojoin", "autojoin", true],
    ["192.0.2.1 no_track", "tracked", false],
    ["2001:db8::1 preferred_lft 30", "preferredLifetimeSeconds", 30],
    ["2001:db8::1 preferred_lft forever", "preferredLifetimeSeconds", 0xffff_ffff],
    ["2001:db8::1/64 preferred_lft forever", "preferredLifetimeSeconds", 0xffff_ffff],
    ["192.0.2.1/24 dev eth1 brd + scope site label x:1", "label", "x:1"],
  ];
  for (const [line, path, value] of rows) {
    assert.deepEqual(valueAt(linesOf(line)[0], path), value, line);
    assert.deepEqual(said(check(around(line))), [], line);
  }
});

test("a misuse that leaves the address usable costs its option only", () => {
  const rows: [line: string, ...said: string[]][] = [
    ["192.0.2.1/33", "HF0502 192.0.2.1/33"],
    ["192.0.2.1/24/3", "HF0502 192.0.2.1/24/3"],
    ["192.0.2.1 192.0.2.2", "HF0503 192.0.2.2"],
    ["192.0.2.1 lable x", "HF0503 lable"],
    ["192.0.2.1/31 brd +", "HF0506 +"],
    ["192.0.2.1 scope here", "HF0507 here"],
    ["192.0.2.1 scope 256", "HF0507 256"],
    ["fe80::1 label x", "HF0508 x"],
    ["192.0.2.1 peer fe80::2", "HF0510 fe80::2"],
    ["192.0.2.1 home", "HF0514 home"],
    ["fe80::1 preferred_lft soon", "HF0513 soon"],
    ["192.0.2.1 use_vmac vrrp.1"],
    ["192.0.2.1/24 peer 192.0.2.2", "HF0515 192.0.2.1/24"],
    ["192.0.2.1\n192.0.2.1/24", "HF0512 192.0.2.1/24"],
  ];
  for (const [line, ...expected] of rows) {
    assert.deepEqual(said(check(around(line))), expected, line);
    assert.ok(linesOf(line).length > 0, line);
  }
});

test("a misuse that makes the line meaningless skips the line", () => {
  const rows: [line: string, ...said: string[]][] = [
    ["192.0.2.300", "HF0501 192.0.2.300"],
    ["010.0.0.1", "HF0501 010.0.0.1"],
    ["<virtual-ip>/24", "HF0501 <virtual-ip>/24"],
    ["192.0.2.1 dev", "HF0504 dev"],
    ["192.0.2.1 dev a/b", "HF0213 a/b"],
    ["192.0.2.1/24 brd 192.0.2", "HF0505 192.0.2"],
    ["fe80::1 brd +", "HF0505 +"],
    ["192.0.2.1 label a_label_too_long", "HF0509 a_label_too_long"],
  ];
  for (const [line, ...expected] of rows) {
    assert.deepEqual(said(check(around(line))), expected, line);
    assert.deepEqual(linesOf(line), [], line);
  }
});

test("a broadcast address keeps the network and differs in all host bits between + and -", () => {
  const part = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(
      fc.tuple(part, part, part, part),
      fc.integer({ min: 1, max: 30 }),
      (parts, size) => {
        const address = parts.join(".") as IpAddress;
        const number = (text: string | null): bigint =>
          (text ?? "").split(".").reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
        const set = number(broadcastOf({ address, prefixLength: size }, "set"));
        const clear = number(broadcastOf({ address, prefixLength: size }, "clear"));
        const hostBits = (1n << BigInt(32 - size)) - 1n;
        assert.equal(set - clear, hostBits);
        assert.equal(number(address) & ~hostBits, clear);
      },
    ),
  );
});

test("any text is a prefix or none, and reading it never throws", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.ipV4Extended(), fc.ipV6()), (text) => {
      const reading = readPrefix(text);
      if (reading === null) return;
      assert.ok(reading.prefix.prefixLength >= 0 && reading.prefix.prefixLength <= 128);
    }),
  );
});
