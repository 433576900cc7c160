import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import {
  addressBytes,
  addressFromBytes,
  compareAddresses,
  type IpAddress,
  inSameNetwork,
  isLinkLocal,
  isMulticast,
  parseAddress,
} from "../../../src/wire/address.ts";

const anyBytes = fc.oneof(
  fc.uint8Array({ minLength: 4, maxLength: 4 }),
  fc.uint8Array({ minLength: 16, maxLength: 16 }),
  // Zeros are what the shortest form is about.
  fc
    .array(fc.constantFrom(0, 0, 0, 1), { minLength: 16, maxLength: 16 })
    .map((bytes) => Uint8Array.from(bytes)),
);

test("bytes, text and bytes again are the same address", () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const text = addressFromBytes(bytes);
      assert.deepEqual(addressBytes(text), bytes);
      assert.equal(parseAddress(text), text);
    }),
  );
});

test("IPv6 text is the one RFC 5952 recommends", () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      fc.pre(bytes.length === 16);
      assert.equal(addressFromBytes(bytes), new ipaddr.IPv6([...bytes]).toRFC5952String());
    }),
  );
  const rows: readonly [string, string][] = [
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["0:0:0:0:0:0:0:0", "::"],
    ["1:0:0:0:0:0:0:0", "1::"],
    ["::ffff:192.0.2.1", "::ffff:c000:201"],
    ["::192.0.2.1", "::c000:201"],
  ];
  for (const [text, canonical] of rows) assert.equal(parseAddress(text), canonical, text);
});

test("what is no address is null", () => {
  const texts = ["", "1.2.3", "01.2.3.4", "256.0.0.1", "1.2.3.4 ", "1.2.3.4/24", "::1/64"];
  const more = ["fe80::1%eth0", ":::", "1::2::3", "::1.2.3", "::01.2.3.4", "1.2.3.4::", "eth0"];
  for (const text of [...texts, ...more]) assert.equal(parseAddress(text), null, text);
  fc.assert(
    fc.property(fc.string(), (text) => {
      const address = parseAddress(text);
      if (address !== null) assert.ok(ipaddr.isValid(text));
    }),
  );
});

test("addresses are ordered as unsigned numbers", () => {
  fc.assert(
    fc.property(anyBytes, anyBytes, (left, right) => {
      fc.pre(left.length === right.length);
      const order = compareAddresses(addressFromBytes(left), addressFromBytes(right));
      assert.equal(Math.sign(order), Buffer.compare(left, right));
    }),
  );
  assert.ok(compareAddresses("10.0.0.9" as IpAddress, "10.0.0.10" as IpAddress) < 0);
});

test("multicast and link-local addresses are told from the others, in both families", () => {
  const address = (text: string) => parseAddress(text) as IpAddress;
  assert.deepEqual(
    ["224.0.0.18", "ff02::12", "10.0.0.1", "fe80::1"].map(address).map(isMulticast),
    [true, true, false, false],
  );
  assert.deepEqual(
    ["169.254.0.1", "fe80::1", "febf::1", "fec0::1", "10.0.0.1"].map(address).map(isLinkLocal),
    [true, true, true, false, false],
  );
});

test("addresses are in one network when their first bits agree", () => {
  const address = (text: string) => parseAddress(text) ?? assert.fail(text);
  const same = (left: string, right: string, length: number) =>
    inSameNetwork(address(left), address(right), length);
  assert.equal(same("10.0.0.1", "10.0.0.254", 24), true);
  assert.equal(same("10.0.0.1", "10.0.1.1", 24), false);
  assert.equal(same("10.0.0.1", "10.0.1.1", 23), true);
  assert.equal(same("2001:db8::1", "2001:db8:1::1", 32), true);
  assert.equal(same("2001:db8::1", "2001:db8:1::1", 48), false);
  assert.equal(same("10.0.0.1", "::a00:1", 0), false);
});
