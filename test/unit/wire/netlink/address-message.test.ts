import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { IpAddress } from "../../../../src/wire/address.ts";
import {
  type AddressMessage,
  addressFlag,
  decodeAddress,
  encodeAddAddress,
  encodeAddressDump,
  encodeRemoveAddress,
} from "../../../../src/wire/netlink/address-message.ts";
import { readMessages, stampRequest } from "../../../../src/wire/netlink/message.ts";
import type { InterfaceIndex } from "../../../../src/wire/units.ts";
import { addressMessage, identityOf, message } from "./arbitraries.ts";
import { hex, toHex } from "./bytes.ts";

const plain: AddressMessage = {
  interfaceIndex: 3 as InterfaceIndex,
  address: "10.0.0.10" as IpAddress,
  peer: null,
  prefixLength: 24,
  scope: 0,
  flags: 0,
  label: null,
  broadcast: null,
  lifetimes: null,
  protocol: 0,
};
/** What the captures below carry: NLM_F_ACK, and the clock as the sequence number. */
const acknowledge = 0x4;

function encoded(address: AddressMessage): Uint8Array {
  const result = encodeAddAddress(address, "exclusive");
  assert.ok(result.ok);
  stampRequest(result.value, 0x6b0149ed, acknowledge);
  return result.value;
}

test("an address with a label and a broadcast is the bytes that `ip addr add` sends", () => {
  // ip addr add 10.0.0.10/24 brd + label d0:1 dev d0 (iproute2 6.1, strace)
  const captured = hex(`
    3c 00 00 00 14 00 05 06 ed 49 01 6b 00 00 00 00 02 18 00 00 03 00 00 00 08 00 02 00 0a 00 00 0a
    09 00 03 00 64 30 3a 31 00 00 00 00 08 00 01 00 0a 00 00 0a 08 00 04 00 0a 00 00 ff`);
  const broadcast = "10.0.0.255" as IpAddress;
  assert.equal(toHex(encoded({ ...plain, label: "d0:1", broadcast })), toHex(captured));
});

test("an address with a peer is the bytes that `ip addr add` sends", () => {
  // ip addr add 10.0.0.11 peer 10.0.0.12/32 scope link dev d0
  const captured = hex(`
    28 00 00 00 14 00 05 06 ed 49 01 6b 00 00 00 00 02 20 00 fd 03 00 00 00 08 00 02 00 0a 00 00 0b
    08 00 01 00 0a 00 00 0c`);
  const address = "10.0.0.11" as IpAddress;
  const peer = "10.0.0.12" as IpAddress;
  const pointToPoint = { ...plain, address, peer, prefixLength: 32, scope: 253 };
  assert.equal(toHex(encoded(pointToPoint)), toHex(captured));
});

test("an IPv6 address with flags is the bytes that `ip addr add` sends", () => {
  // ip addr add 2001:db8::1/64 nodad home noprefixroute dev d0
  const captured = hex(`
    48 00 00 00 14 00 05 06 ed 49 01 6b 00 00 00 00 0a 40 00 00 03 00 00 00 14 00 02 00 20 01 0d b8
    00 00 00 00 00 00 00 00 00 00 00 01 08 00 08 00 12 02 00 00 14 00 01 00 20 01 0d b8 00 00 00 00
    00 00 00 00 00 00 00 01`);
  const flags = addressFlag.noDuplicateDetection | addressFlag.home | addressFlag.noPrefixRoute;
  const address = "2001:db8::1" as IpAddress;
  assert.equal(toHex(encoded({ ...plain, address, prefixLength: 64, flags })), toHex(captured));
});

test("a removal is the bytes that `ip addr del` sends", () => {
  // ip addr del 10.0.0.10/24 dev d0
  const captured = hex(`
    28 00 00 00 15 00 05 00 ed 49 01 6b 00 00 00 00 02 18 00 00 03 00 00 00 08 00 02 00 0a 00 00 0a
    08 00 01 00 0a 00 00 0a`);
  const result = encodeRemoveAddress(plain);
  assert.ok(result.ok);
  stampRequest(result.value, 0x6b0149ed, acknowledge);
  assert.equal(toHex(result.value), toHex(captured));
});

test("what the kernel reports of an address is decoded", () => {
  // RTM_NEWADDR of a dump: 10.0.0.11 peer 10.0.0.12/32, scope link, on d0
  const reported = hex(`
    4c 00 00 00 14 00 22 00 ee 49 01 6b ce 26 00 00 02 20 80 fd 03 00 00 00 08 00 01 00 0a 00 00 0c
    08 00 02 00 0a 00 00 0b 07 00 03 00 64 30 00 00 08 00 08 00 80 00 00 00 14 00 06 00 ff ff ff ff
    ff ff ff ff 0a b0 02 00 0a b0 02 00`);
  const messages = readMessages(reported);
  assert.ok(messages.ok && messages.value[0] !== undefined);
  assert.deepEqual(decodeAddress(messages.value[0]), {
    ok: true,
    value: {
      kind: "address",
      deleted: false,
      interfaceIndex: 3,
      prefixLength: 32,
      scope: 253,
      address: "10.0.0.11",
      peer: "10.0.0.12",
      flags: addressFlag.permanent,
      label: "d0",
      broadcast: null,
      lifetimes: { preferred: 0xffffffff, valid: 0xffffffff },
      protocol: 0,
    },
  });
});

test("decoding what was encoded gives the same address", () => {
  fc.assert(
    fc.property(addressMessage, fc.constantFrom("exclusive", "replace"), (address, mode) => {
      const bytes = encodeAddAddress(address, mode);
      assert.ok(bytes.ok);
      const messages = readMessages(bytes.value);
      assert.ok(messages.ok && messages.value[0] !== undefined);
      const decoded = decodeAddress(messages.value[0]);
      assert.deepEqual(decoded, {
        ok: true,
        value: { kind: "address", deleted: false, ...address },
      });
    }),
  );
});

test("a removal names the same address, prefix and peer", () => {
  fc.assert(
    fc.property(addressMessage, (address) => {
      const bytes = encodeRemoveAddress(address);
      assert.ok(bytes.ok);
      const messages = readMessages(bytes.value);
      assert.ok(messages.ok && messages.value[0] !== undefined);
      const decoded = decodeAddress(messages.value[0]);
      assert.ok(decoded.ok && decoded.value.deleted);
      const { interfaceIndex, address: local, peer, prefixLength } = decoded.value;
      assert.deepEqual({ interfaceIndex, address: local, peer, prefixLength }, identityOf(address));
    }),
  );
});

test("decoding any payload gives a value or an error and never throws", () => {
  fc.assert(fc.property(message, (any) => typeof decodeAddress(any).ok === "boolean"));
});

test("a label that is too long for the kernel is refused before it is sent", () => {
  assert.deepEqual(encodeAddAddress({ ...plain, label: "sixteen-letters!" }, "replace"), {
    ok: false,
    error: { code: "textTooLong", attribute: 3 },
  });
});

test("a prefix length that does not fit its byte is refused", () => {
  assert.deepEqual(encodeRemoveAddress({ ...plain, prefixLength: 300 }), {
    ok: false,
    error: { code: "valueOutOfRange", attribute: null },
  });
});

test("an address message without any address is refused", () => {
  const empty = {
    type: 20,
    flags: 0,
    sequence: 0,
    port: 0,
    payload: hex("02 18 00 00 03 00 00 00"),
  };
  assert.deepEqual(decodeAddress(empty), {
    ok: false,
    error: { code: "missingAttribute", offset: 8 },
  });
});

test("the dump asks for both families", () => {
  const dump = encodeAddressDump();
  assert.ok(dump.ok);
  const expected = "18 00 00 00 16 00 01 03 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00";
  assert.equal(toHex(dump.value), expected);
});
