import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { IpAddress } from "../../../../src/wire/address.ts";
import {
  decodeIcmpEcho,
  encodeIcmpEcho,
  type IcmpEcho,
} from "../../../../src/wire/net/icmp-echo.ts";

const ipv4 = "192.0.2.1" as IpAddress;
const ipv6 = "2001:db8::1" as IpAddress;
const within = (address: IpAddress) => ({ source: address, destination: address });
const data = Uint8Array.of(0, 1, 2);

/** Captured: ping of iputils, and the answer of Linux. */
const captured: readonly [string, IpAddress, IcmpEcho][] = [
  ["0800be3e37bf0001000102", ipv4, { kind: "request", identifier: 0x37bf, sequence: 1, data }],
  ["0000c63e37bf0001000102", ipv4, { kind: "reply", identifier: 0x37bf, sequence: 1, data }],
  ["8000ea8337c00001000102", ipv6, { kind: "request", identifier: 0x37c0, sequence: 1, data }],
  ["8100e98337c00001000102", ipv6, { kind: "reply", identifier: 0x37c0, sequence: 1, data }],
];

test("echoes are the messages that ping and Linux exchange, both ways", () => {
  for (const [hexadecimal, address, echo] of captured) {
    const message = encodeIcmpEcho(echo, within(address));
    assert.equal(Buffer.from(message).toString("hex"), hexadecimal);
    assert.deepEqual(decodeIcmpEcho(message, within(address)), { ok: true, value: echo });
  }
});

test("no echo with a flipped bit is taken for one of the same kind", () => {
  for (const [hexadecimal, address, { kind }] of captured) {
    const message = Uint8Array.from(Buffer.from(hexadecimal, "hex"));
    for (let bit = 0; bit < message.length * 8; bit++) {
      const byte = (message[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
      const decoded = decodeIcmpEcho(message.with(bit >> 3, byte), within(address));
      assert.ok(!decoded.ok, `${kind}, bit ${bit}`);
    }
  }
});

test("any bytes are an echo or a typed error", () => {
  const codes = ["truncated", "notEcho", "badChecksum"];
  const anyMessage = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.uint8Array({ maxLength: 40 }).map((rest) => Uint8Array.of(8, 0, ...rest)),
  );
  fc.assert(
    fc.property(anyMessage, fc.constantFrom(ipv4, ipv6), (message, address) => {
      const decoded = decodeIcmpEcho(message, within(address));
      assert.ok(decoded.ok || codes.includes(decoded.error.code));
    }),
  );
  for (let gotBytes = 0; gotBytes < 8; gotBytes++) {
    const error = { code: "truncated", neededBytes: 8, gotBytes };
    const decoded = decodeIcmpEcho(new Uint8Array(gotBytes), within(ipv4));
    assert.deepEqual(decoded, { ok: false, error });
  }
});
