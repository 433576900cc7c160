import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { IpAddress } from "../../../../src/wire/address.ts";
import {
  finishChecksum,
  foldSum,
  isSumValid,
  pseudoHeaderSum,
  sumOfWords,
} from "../../../../src/wire/net/checksum.ts";

test("the example of RFC 1071 §3 sums to ddf2", () => {
  const bytes = Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7);
  assert.equal(foldSum(sumOfWords(bytes)), 0xddf2);
  assert.equal(finishChecksum(sumOfWords(bytes)), 0x220d);
});

test("an odd last byte is the upper half of a word", () => {
  assert.equal(sumOfWords(Uint8Array.of(0x12, 0x34, 0x56)), 0x1234 + 0x5600);
  assert.equal(sumOfWords(new Uint8Array(0)), 0);
});

test("a message with its checksum in place is valid, and every flipped bit shows", () => {
  const even = fc.uint8Array({ minLength: 2, maxLength: 128 }).filter((b) => b.length % 2 === 0);
  fc.assert(
    fc.property(even, fc.nat(), (body, where) => {
      const checksum = finishChecksum(sumOfWords(body));
      const message = Uint8Array.of(...body, checksum >> 8, checksum & 0xff);
      assert.ok(isSumValid(sumOfWords(message)));
      const bit = where % (message.length * 8);
      message[bit >> 3] = (message[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.ok(!isSumValid(sumOfWords(message)));
    }),
  );
});

test("a sum over parts is the sum over the whole", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(100), (bytes, half) => {
      const cut = Math.min(half * 2, bytes.length - (bytes.length % 2));
      assert.equal(sumOfWords(bytes, 0, cut) + sumOfWords(bytes, cut), sumOfWords(bytes));
    }),
  );
});

test("the largest packet does not overflow the sum", () => {
  const bytes = new Uint8Array(0xffff).fill(0xff);
  assert.equal(foldSum(sumOfWords(bytes)), foldSum(32767 * 0xffff + 0xff00));
});

test("a pseudo header is both addresses, the protocol and the length", () => {
  const ipv4 = pseudoHeaderSum("192.0.2.1" as IpAddress, "224.0.0.18" as IpAddress, 112, 12);
  assert.equal(ipv4, 0xc000 + 0x0201 + 0xe000 + 0x0012 + 112 + 12);
  const ipv6 = pseudoHeaderSum("fe80::1" as IpAddress, "ff02::12" as IpAddress, 112, 40);
  assert.equal(ipv6, 0xfe80 + 0x0001 + 0xff02 + 0x0012 + 112 + 40);
  assert.throws(
    () => pseudoHeaderSum("fe80::1" as IpAddress, "224.0.0.18" as IpAddress, 112, 40),
    /from fe80::1 cannot go to 224.0.0.18/,
  );
});
