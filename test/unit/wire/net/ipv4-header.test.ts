import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { finishChecksum, sumOfWords } from "../../../../src/wire/net/checksum.ts";
import {
  decodeIpv4Header,
  encodeIpv4Packet,
  type Ipv4Header,
} from "../../../../src/wire/net/ipv4-header.ts";
import { anyAddress } from "../vrrp/arbitrary.ts";

const header: Ipv4Header = {
  typeOfService: 0xc0,
  identification: 0x0102,
  ttl: 255,
  protocol: 112,
  source: "192.0.2.1" as IpAddress,
  destination: "224.0.0.18" as IpAddress,
};
const payload = Uint8Array.of(1, 2, 3, 4);

/** RFC 791 §3.1 with 24 bytes of header: four bytes of "no operation". */
function withOptions(packet: Uint8Array): Uint8Array {
  const longer = Uint8Array.of(...packet.subarray(0, 20), 1, 1, 1, 1, ...packet.subarray(20));
  longer[0] = 0x46;
  longer.set([longer.length >> 8, longer.length & 0xff], 2);
  longer.set([0, 0], 10);
  const checksum = finishChecksum(sumOfWords(longer, 0, 24));
  longer.set([checksum >> 8, checksum & 0xff], 10);
  return longer;
}

test("the header is laid out as RFC 791 §3.1 draws it", () => {
  assert.equal(
    Buffer.from(encodeIpv4Packet(header, payload)).toString("hex"),
    "45c0001801020000ff7017a0c0000201e000001201020304",
  );
});

test("a packet decodes to the header that was encoded", () => {
  const anyByte = fc.integer({ min: 0, max: 255 });
  const anyHeader: fc.Arbitrary<Ipv4Header> = fc.record({
    typeOfService: anyByte,
    identification: fc.integer({ min: 0, max: 0xffff }),
    ttl: anyByte,
    protocol: anyByte,
    source: anyAddress("ipv4"),
    destination: anyAddress("ipv4"),
  });
  fc.assert(
    fc.property(anyHeader, fc.uint8Array(), (chosen, bytes) => {
      const packet = encodeIpv4Packet(chosen, bytes);
      const totalLengthBytes = packet.length;
      const lengths = { headerBytes: 20, totalLengthBytes, lengthMatches: true };
      assert.deepEqual(decodeIpv4Header(packet), { ok: true, value: { ...chosen, ...lengths } });
    }),
  );
});

test("options are skipped", () => {
  const decoded = decodeIpv4Header(withOptions(encodeIpv4Packet(header, payload)));
  assert.deepEqual(decoded, {
    ok: true,
    value: { ...header, headerBytes: 24, totalLengthBytes: 28, lengthMatches: true },
  });
});

test("a length that differs is reported, unless it is Ethernet's padding", () => {
  const packet = encodeIpv4Packet(header, payload);
  const matches = (length: number) => {
    const received = new Uint8Array(length);
    received.set(packet.subarray(0, length));
    const decoded = decodeIpv4Header(received);
    return decoded.ok && decoded.value.lengthMatches;
  };
  assert.deepEqual([23, 24, 42, 46, 47].map(matches), [false, true, true, true, false]);
});

test("every damage to a header is a typed error", () => {
  const packet = withOptions(encodeIpv4Packet(header, payload));
  const codeOf = (bytes: Uint8Array) => {
    const decoded = decodeIpv4Header(bytes);
    return decoded.ok ? "ok" : decoded.error.code;
  };
  for (let length = 0; length < 24; length++) {
    const error = { code: "truncated", neededBytes: length < 20 ? 20 : 24, gotBytes: length };
    assert.deepEqual(decodeIpv4Header(packet.subarray(0, length)), { ok: false, error });
  }
  for (let bit = 0; bit < 24 * 8; bit++) {
    const damaged = packet.slice();
    damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
    assert.notEqual(codeOf(damaged), "ok", `bit ${bit}`);
  }
  assert.equal(codeOf(packet.with(0, 0x65)), "notIpv4");
  assert.equal(codeOf(packet.with(0, 0x44)), "badLength");
  assert.equal(codeOf(packet.with(3, 23)), "badLength");
  assert.equal(codeOf(packet.with(8, 254)), "badChecksum");
});

test("any bytes are a header or a typed error", () => {
  const codes = ["truncated", "notIpv4", "badLength", "badChecksum"];
  const anyPacket = fc.oneof(
    fc.uint8Array({ maxLength: 70 }),
    fc.uint8Array({ minLength: 20, maxLength: 70 }).map((bytes) => bytes.with(0, 0x45)),
  );
  fc.assert(
    fc.property(anyPacket, (bytes) => {
      const decoded = decodeIpv4Header(bytes);
      assert.ok(decoded.ok || codes.includes(decoded.error.code));
    }),
  );
});

test("a payload that fits no packet is a broken invariant", () => {
  assert.equal(encodeIpv4Packet(header, new Uint8Array(65_515)).length, 65_535);
  assert.throws(() => encodeIpv4Packet(header, new Uint8Array(65_516)), /65535 bytes at most/);
});
