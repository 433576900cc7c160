import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AddressMemo } from "../../../src/kernel/address-memo.ts";
import { systemCalls } from "../../../src/kernel/libc.ts";
import { ReceiveBatch, type Slot } from "../../../src/kernel/receive-batch.ts";
import { readIpv4, readIpv6 } from "../../../src/kernel/received-advert.ts";
import type { Sys } from "../../../src/kernel/sys.ts";
import { addressFromBytes, type IpAddress } from "../../../src/wire/address.ts";
import { encodeIpv4Packet } from "../../../src/wire/net/ipv4-header.ts";

/** One slot of a batch into which a fake kernel has received `bytes`. */
function receive<Value>(
  bytes: Uint8Array,
  read: (batch: ReceiveBatch, slot: Slot) => Value,
): Value | null {
  let calls = 0;
  let value: Value | null = null;
  const sys: Sys = { ...systemCalls(), recvmmsg: () => (calls++ === 0 ? 1 : -11) };
  const batch = new ReceiveBatch(sys);
  batch.receive(3, (slot) => {
    batch.block.bytes.set(bytes, slot.payload);
    value = read(batch, { ...slot, receivedBytes: bytes.length });
    return "more";
  });
  return value;
}

const ipv4 = (bytes: Uint8Array) =>
  receive(bytes, ({ block }, slot) => readIpv4({ block, memo: new AddressMemo() }, slot));

const packet = encodeIpv4Packet(
  {
    typeOfService: 0xc0,
    identification: 7,
    ttl: 254,
    protocol: 112,
    source: "192.0.2.1" as IpAddress,
    destination: "224.0.0.18" as IpAddress,
  },
  Uint8Array.of(1, 2, 3),
);

test("an IPv4 packet is read past its header, options skipped", () => {
  const plain = ipv4(packet);
  assert.deepEqual(plain, {
    source: "192.0.2.1",
    destination: "224.0.0.18",
    ttl: 254,
    lengthMatches: true,
    payload: Uint8Array.of(1, 2, 3),
  });
  const withOptions = Uint8Array.of(0x46, ...packet.subarray(1, 20), 0, 0, 0, 0, 9, 9);
  assert.deepEqual(ipv4(withOptions)?.payload, Uint8Array.of(9, 9));
});

test("Ethernet padding is no wrong length, any other difference is", () => {
  const padded = new Uint8Array(46);
  padded.set(packet);
  assert.equal(ipv4(padded)?.lengthMatches, true);
  const long = new Uint8Array(47);
  long.set(packet);
  assert.equal(ipv4(long)?.lengthMatches, false);
  assert.equal(ipv4(packet.subarray(0, 22))?.lengthMatches, false);
});

test("any bytes are read or passed over, never thrown at", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const read = ipv4(bytes);
      assert.ok(read === null || read.payload.length <= bytes.length);
    }),
  );
});

test("an IPv6 message without hop limit and destination is passed over", () => {
  const memo = new AddressMemo();
  const read = receive(Uint8Array.of(1), ({ block }, slot) => {
    block.bytes.fill(0, slot.control, slot.control + slot.controlBytes);
    return readIpv6({ block, memo }, slot);
  });
  assert.equal(read, null);
});

test("remembered addresses are those of their bytes", () => {
  const memo = new AddressMemo();
  const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(bytes, (address) => {
      const view = new DataView(address.buffer, address.byteOffset, 16);
      for (let time = 0; time < 2; time++) {
        assert.equal(memo.ipv6At(view, 0), addressFromBytes(address));
        assert.equal(memo.ipv4At(view, 4), addressFromBytes(address.subarray(4, 8)));
      }
    }),
    { numRuns: 2000 },
  );
});
