import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { IpAddress } from "../../../../src/wire/address.ts";
import type { Centiseconds, Priority, VirtualRouterId } from "../../../../src/wire/units.ts";
import { AdvertDecoder } from "../../../../src/wire/vrrp/advert-decoder.ts";
import { type DecodeOptions, decodeAdvert } from "../../../../src/wire/vrrp/decode.ts";
import { encodeAdvert } from "../../../../src/wire/vrrp/encode.ts";
import { vrrpGroupIpv4 } from "../../../../src/wire/vrrp/groups.ts";

const from = (source: string, expectedPassword: string | null = null): DecodeOptions => ({
  source: source as IpAddress,
  destination: vrrpGroupIpv4,
  family: "ipv4",
  expectedPassword,
});

function advertBytes(source: string, virtualRouterId: number, priority: number): Uint8Array {
  const advert = {
    version: 3 as const,
    virtualRouterId: virtualRouterId as VirtualRouterId,
    priority: priority as Priority,
    advertIntervalCentiseconds: 100 as Centiseconds,
    addresses: ["192.0.2.10" as IpAddress],
  };
  return encodeAdvert(advert, { ...from(source), checksum: "pseudoHeader", password: null });
}

test("the same bytes of the same router and VRID give the very same object", () => {
  const decoder = new AdvertDecoder();
  const first = decoder.decode(advertBytes("192.0.2.1", 1, 100), from("192.0.2.1"));
  const other = decoder.decode(advertBytes("192.0.2.1", 2, 100), from("192.0.2.1"));
  const elsewhere = decoder.decode(advertBytes("192.0.2.2", 1, 100), from("192.0.2.2"));
  assert.notEqual(first, other);
  assert.notEqual(first, elsewhere);

  assert.equal(decoder.decode(advertBytes("192.0.2.1", 1, 100), from("192.0.2.1")), first);
  assert.equal(decoder.decode(advertBytes("192.0.2.1", 2, 100), from("192.0.2.1")), other);
  assert.equal(decoder.decode(advertBytes("192.0.2.2", 1, 100), from("192.0.2.2")), elsewhere);
});

test("a changed byte, password or destination is decoded anew", () => {
  const decoder = new AdvertDecoder();
  const bytes = advertBytes("192.0.2.1", 1, 100);
  const first = decoder.decode(bytes, from("192.0.2.1"));
  const changed = decoder.decode(advertBytes("192.0.2.1", 1, 0), from("192.0.2.1"));
  assert.ok(changed.ok);
  assert.equal(changed.value.advert.priority, 0);

  assert.notEqual(decoder.decode(bytes, from("192.0.2.1")), first);
  const destination = "192.0.2.9" as IpAddress;
  const toUs = decoder.decode(bytes, { ...from("192.0.2.1"), destination });
  assert.ok(toUs.ok);
  assert.equal(toUs.value.checksum, "oldUnicast");

  const version2 = Uint8Array.of(0x21, 3, 100, 0, 1, 1, 0, 0, 0x78, 0, 0, 0, 0, 0, 0, 0);
  for (const [password, matches] of [["y", false] as const, ["x", true] as const]) {
    const decoded = decoder.decode(version2, from("192.0.2.1", password));
    assert.equal(decoded.ok && decoded.value.passwordMatches, matches);
  }
});

test("the receive buffer may be overwritten after the call", () => {
  const decoder = new AdvertDecoder();
  const buffer = advertBytes("192.0.2.1", 1, 100);
  const first = decoder.decode(buffer, from("192.0.2.1"));
  buffer.set(advertBytes("192.0.2.1", 1, 50));
  const second = decoder.decode(buffer, from("192.0.2.1"));
  assert.ok(first.ok && second.ok);
  assert.equal(first.value.advert.priority, 100);
  assert.equal(second.value.advert.priority, 50);
});

test("room is limited: the sources known for the longest time are forgotten", () => {
  const decoder = new AdvertDecoder(3);
  const decode = (source: string, virtualRouterId = 1) =>
    decoder.decode(advertBytes(source, virtualRouterId, 100), from(source));
  const oldest = decode("192.0.2.1", 1);
  decode("192.0.2.1", 2);
  const middle = decode("192.0.2.2");
  const youngest = decode("192.0.2.3");
  assert.equal(decode("192.0.2.2"), middle);
  assert.equal(decode("192.0.2.3"), youngest);
  assert.notEqual(decode("192.0.2.1", 1), oldest);
  assert.equal(decode("192.0.2.2"), middle, "there was room for three");
  assert.throws(() => new AdvertDecoder(0), /room for 0 adverts/);
});

test("remembering never changes what is decoded", () => {
  const anyStep = fc.record({
    source: fc.constantFrom("192.0.2.1", "192.0.2.2", "192.0.2.3"),
    expectedPassword: fc.constantFrom(null, "x"),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 24 }),
      fc
        .record({ first: fc.constantFrom(0x21, 0x31), vrid: fc.integer({ min: 1, max: 3 }) })
        .map(({ first, vrid }) =>
          Uint8Array.of(first, vrid, 9, 0, 1, 1, 0, 0, ...Array(8).fill(0)),
        ),
    ),
  });
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
      const decoder = new AdvertDecoder(4);
      for (const { source, expectedPassword, payload } of steps) {
        const options = from(source, expectedPassword);
        assert.deepEqual(decoder.decode(payload, options), decodeAdvert(payload, options));
      }
    }),
  );
});
