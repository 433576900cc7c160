import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { readMessages, stampRequest } from "../../../../src/wire/netlink/message.ts";
import {
  decodeNeighbour,
  encodeNeighbourDump,
  encodeRemoveNeighbour,
  encodeSetNeighbour,
} from "../../../../src/wire/netlink/neighbour-message.ts";
import type { InterfaceIndex } from "../../../../src/wire/units.ts";
import { interfaceIndex, ipv4Address, ipv6Address, message } from "./arbitraries.ts";
import { hex, toHex } from "./bytes.ts";

const permanent = {
  interfaceIndex: 3 as InterfaceIndex,
  address: "10.0.0.99" as IpAddress,
  hardwareAddress: hex("02 00 00 00 00 99"),
  state: 0x80,
  flags: 0,
};

test("setting a neighbour is what `ip neigh replace` sends", () => {
  // ip neigh add 10.0.0.99 lladdr 02:00:00:00:00:99 dev d0 nud permanent, with replace for add
  const captured = hex(`
    30 00 00 00 1c 00 05 05 ee 49 01 6b 00 00 00 00 02 00 00 00 03 00 00 00 80 00 00 00 08 00 01 00
    0a 00 00 63 0a 00 02 00 02 00 00 00 00 99 00 00`);
  const result = encodeSetNeighbour(permanent);
  assert.ok(result.ok);
  stampRequest(result.value, 0x6b0149ee, 0x4);
  assert.equal(toHex(result.value), toHex(captured));
});

test("decoding what was encoded gives the same neighbour", () => {
  const neighbour = fc.record({
    interfaceIndex,
    address: fc.oneof(ipv4Address, ipv6Address),
    hardwareAddress: fc.option(fc.uint8Array({ minLength: 6, maxLength: 6 })),
    state: fc.nat(0xffff),
    flags: fc.nat(0xff),
  });
  fc.assert(
    fc.property(neighbour, (entry) => {
      const bytes = encodeSetNeighbour(entry);
      assert.ok(bytes.ok);
      const messages = readMessages(bytes.value);
      assert.ok(messages.ok && messages.value[0] !== undefined);
      const decoded = decodeNeighbour(messages.value[0]);
      assert.deepEqual(decoded, {
        ok: true,
        value: { kind: "neighbour", deleted: false, ...entry },
      });
    }),
  );
});

test("a removal names link and address only", () => {
  const result = encodeRemoveNeighbour(permanent);
  assert.ok(result.ok);
  const messages = readMessages(result.value);
  assert.ok(messages.ok && messages.value[0] !== undefined);
  const decoded = decodeNeighbour(messages.value[0]);
  assert.ok(decoded.ok);
  assert.deepEqual(decoded.value, {
    ...permanent,
    kind: "neighbour",
    deleted: true,
    hardwareAddress: null,
    state: 0,
  });
});

test("the dump asks for both families", () => {
  const dump = encodeNeighbourDump();
  assert.ok(dump.ok);
  assert.equal(dump.value.length, 28);
});

test("decoding any payload gives a value or an error and never throws", () => {
  fc.assert(fc.property(message, (any) => typeof decodeNeighbour(any).ok === "boolean"));
});
