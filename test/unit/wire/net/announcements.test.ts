import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { type HardwareAddress, hardwareAddressFrom } from "../../../../src/wire/net/ethernet.ts";
import {
  decodeGratuitousArp,
  encodeGratuitousArp,
} from "../../../../src/wire/net/gratuitous-arp.ts";
import {
  decodeNeighbourAdvertisement,
  encodeNeighbourAdvertisement,
} from "../../../../src/wire/net/neighbour-advertisement.ts";
import { anyAddress } from "../vrrp/arbitrary.ts";

const bytesOf = (hexadecimal: string) => Uint8Array.from(Buffer.from(hexadecimal, "hex"));
const hexadecimalOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const flipped = (bytes: Uint8Array, bit: number) =>
  bytes.with(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7)));

const hardwareAddress = bytesOf("020000000001") as HardwareAddress;
const anyHardwareAddress = fc
  .uint8Array({ minLength: 6, maxLength: 6 })
  .map((bytes) => bytes as HardwareAddress);

/** Captured from keepalived 2.2.7 on a veth. */
const capturedArp =
  "ffffffffffff020000000001080600010800060400010200" + "00000001c000020affffffffffffc000020a";
const capturedAdvertisement =
  "33330000000102000000000186dd6000000000203aff" +
  "20010db8000000000000000000000055ff020000000000000000000000000001" +
  "8800f8822000000020010db80000000000000000000000550201020000000001";
const announced = { hardwareAddress, address: "192.0.2.10" as IpAddress };
const target = "2001:db8::55" as IpAddress;
const advertised = { hardwareAddress, source: target, target, router: false };

test("a gratuitous ARP is the frame that keepalived sends, both ways", () => {
  assert.equal(hexadecimalOf(encodeGratuitousArp(announced)), capturedArp);
  assert.deepEqual(decodeGratuitousArp(bytesOf(capturedArp)), { ok: true, value: announced });
});

test("a neighbour advertisement is the frame that keepalived sends, both ways", () => {
  assert.equal(hexadecimalOf(encodeNeighbourAdvertisement(advertised)), capturedAdvertisement);
  const decoded = decodeNeighbourAdvertisement(bytesOf(capturedAdvertisement));
  assert.deepEqual(decoded, { ok: true, value: advertised });
});

test("announcements decode to what was encoded, with or without padding", () => {
  const anyArp = fc.record(
    { hardwareAddress: anyHardwareAddress, address: anyAddress("ipv4") },
    { noNullPrototype: true },
  );
  const anyAdvertisement = fc.record(
    {
      hardwareAddress: anyHardwareAddress,
      source: anyAddress("ipv6"),
      target: anyAddress("ipv6"),
      router: fc.boolean(),
    },
    { noNullPrototype: true },
  );
  const padding = fc.uint8Array({ maxLength: 18 });
  fc.assert(
    fc.property(anyArp, anyAdvertisement, padding, (arp, advertisement, fill) => {
      const arpFrame = Uint8Array.of(...encodeGratuitousArp(arp), ...fill);
      assert.deepEqual(decodeGratuitousArp(arpFrame), { ok: true, value: arp });
      const frame = Uint8Array.of(...encodeNeighbourAdvertisement(advertisement), ...fill);
      assert.deepEqual(decodeNeighbourAdvertisement(frame), { ok: true, value: advertisement });
    }),
  );
});

test("every shorter frame is truncated", () => {
  for (let length = 0; length < 42; length++) {
    const decoded = decodeGratuitousArp(bytesOf(capturedArp).subarray(0, length));
    const error = { code: "truncated", neededBytes: 42, gotBytes: length };
    assert.deepEqual(decoded, { ok: false, error });
  }
  for (let length = 0; length < 86; length++) {
    const decoded = decodeNeighbourAdvertisement(
      bytesOf(capturedAdvertisement).subarray(0, length),
    );
    const error = { code: "truncated", neededBytes: 86, gotBytes: length };
    assert.deepEqual(decoded, { ok: false, error });
  }
});

test("any bytes are an announcement or a typed error", () => {
  const arpCodes = ["truncated", "notEthernetIpv4", "notGratuitous"];
  const advertisementCodes = [
    "truncated",
    "notNeighbourAdvertisement",
    "badHopLimit",
    "notAnnouncement",
    "badChecksum",
  ];
  const anyFrame = fc.oneof(
    fc.uint8Array({ maxLength: 120 }),
    // One byte replaced in a frame that is right.
    fc
      .tuple(fc.constantFrom(capturedArp, capturedAdvertisement), fc.nat(41), fc.nat(255))
      .map(([frame, offset, value]) => bytesOf(frame).with(offset, value)),
  );
  fc.assert(
    fc.property(anyFrame, (bytes) => {
      const arp = decodeGratuitousArp(bytes);
      assert.ok(arp.ok || arpCodes.includes(arp.error.code));
      const advertisement = decodeNeighbourAdvertisement(bytes);
      assert.ok(advertisement.ok || advertisementCodes.includes(advertisement.error.code));
    }),
  );
});

test("a flipped bit behind the Ethernet header of an advertisement never passes", () => {
  const frame = bytesOf(capturedAdvertisement);
  for (let bit = 12 * 8; bit < frame.length * 8; bit++) {
    const decoded = decodeNeighbourAdvertisement(flipped(frame, bit));
    // Traffic class and flow label (RFC 8200 §3) are covered by nothing and mean nothing here.
    const isUncovered = bit >= 14 * 8 + 4 && bit < 18 * 8;
    assert.equal(decoded.ok, isUncovered, `bit ${bit}`);
  }
});

test("what announces nothing is told apart by its reason", () => {
  const arp = bytesOf(capturedArp);
  const arpCode = (bytes: Uint8Array) => {
    const decoded = decodeGratuitousArp(bytes);
    return decoded.ok ? "ok" : decoded.error.code;
  };
  assert.equal(arpCode(arp.with(41, 11)), "notGratuitous");
  assert.equal(arpCode(arp.with(13, 0)), "notEthernetIpv4");
  assert.equal(arpCode(arp.with(18, 8)), "notEthernetIpv4");
  assert.equal(arpCode(arp.with(21, 2)), "ok", "a reply announces too");

  const frame = bytesOf(capturedAdvertisement);
  const code = (bytes: Uint8Array) => {
    const decoded = decodeNeighbourAdvertisement(bytes);
    return decoded.ok ? "ok" : decoded.error.code;
  };
  assert.equal(code(frame.with(54, 135)), "notNeighbourAdvertisement");
  assert.equal(code(frame.with(21, 254)), "badHopLimit");
  assert.equal(code(frame.with(58, 0x60)), "notAnnouncement");
  assert.equal(code(frame.with(58, 0)), "notAnnouncement");
  assert.equal(code(frame.with(57, 0)), "badChecksum");
});

test("an address of the other family cannot be announced", () => {
  assert.throws(() => encodeGratuitousArp({ ...announced, address: target }), /ARP is for IPv4/);
  assert.throws(
    () => encodeNeighbourAdvertisement({ ...advertised, target: announced.address }),
    /192.0.2.10 has no neighbour advertisement/,
  );
});

test("only six bytes are an Ethernet address", () => {
  assert.equal(hardwareAddressFrom(new Uint8Array(20)), null);
  assert.equal(hardwareAddressFrom(new Uint8Array(0)), null);
  assert.deepEqual(hardwareAddressFrom(hardwareAddress), hardwareAddress);
});
