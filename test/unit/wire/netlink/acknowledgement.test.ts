import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeAcknowledgement } from "../../../../src/wire/netlink/acknowledgement.ts";
import { type NetlinkMessage, readMessages } from "../../../../src/wire/netlink/message.ts";
import { message } from "./arbitraries.ts";
import { hex } from "./bytes.ts";

function firstMessage(bytes: Uint8Array): NetlinkMessage {
  const messages = readMessages(bytes);
  assert.ok(messages.ok && messages.value[0] !== undefined);
  return messages.value[0];
}

const nothing = { explanation: null, offset: null, missingAttribute: null };
/** The kernel's answer to adding 10.0.0.10/24 twice, from strace: the request is quoted whole. */
const alreadyAssigned = hex(`
  60 00 00 00 02 00 00 02 ed 49 01 6b e3 26 00 00 ef ff ff ff 28 00 00 00 14 00 05 06 ed 49 01 6b
  00 00 00 00 02 18 00 00 03 00 00 00 08 00 02 00 0a 00 00 0a 08 00 01 00 0a 00 00 0a 23 00 01 00
  69 70 76 34 3a 20 41 64 64 72 65 73 73 20 61 6c 72 65 61 64 79 20 61 73 73 69 67 6e 65 64 00 00`);

test("an error carries errno and the kernel's explanation behind the quoted request", () => {
  assert.deepEqual(decodeAcknowledgement(firstMessage(alreadyAssigned)), {
    ok: true,
    value: { ...nothing, errno: 17, explanation: "ipv4: Address already assigned" },
  });
});

test("a capped error carries the explanation and the offset right behind the request's header", () => {
  const capped = hex(`
    3c 00 00 00 02 00 00 03 01 00 00 00 e3 26 00 00 ea ff ff ff 28 00 00 00 14 00 05 06 01 00 00 00
    00 00 00 00 0e 00 01 00 6e 6f 20 73 75 63 68 20 6f 00 00 00 08 00 02 00 18 00 00 00`);
  assert.deepEqual(decodeAcknowledgement(firstMessage(capped)), {
    ok: true,
    value: { ...nothing, errno: 22, explanation: "no such o", offset: 24 },
  });
});

test("success is errno 0", () => {
  const fine = hex(`
    24 00 00 00 02 00 00 01 01 00 00 00 e3 26 00 00 00 00 00 00 28 00 00 00 14 00 05 06 01 00 00 00
    00 00 00 00`);
  assert.deepEqual(decodeAcknowledgement(firstMessage(fine)), {
    ok: true,
    value: { ...nothing, errno: 0 },
  });
});

test("the end of a dump carries its error too", () => {
  const done = hex("14 00 00 00 03 00 02 00 01 00 00 00 e3 26 00 00 f4 ff ff ff");
  assert.deepEqual(decodeAcknowledgement(firstMessage(done)), {
    ok: true,
    value: { ...nothing, errno: 12 },
  });
});

test("a quoted request that claims to be longer than the message is truncated", () => {
  const damaged = alreadyAssigned.slice();
  damaged.set([0xff, 0xff, 0xff, 0xff], 20);
  assert.deepEqual(decodeAcknowledgement(firstMessage(damaged)), {
    ok: false,
    error: { code: "truncated", offset: 4 },
  });
});

test("decoding any payload gives a value or an error and never throws", () => {
  fc.assert(fc.property(message, (any) => typeof decodeAcknowledgement(any).ok === "boolean"));
});
