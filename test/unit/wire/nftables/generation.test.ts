import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readMessages } from "../../../../src/wire/netlink/message.ts";
import {
  decodeGeneration,
  encodeGetGeneration,
  generationAfter,
} from "../../../../src/wire/nftables/generation.ts";

const hex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));

test("the question is 20 bytes", () => {
  const message = encodeGetGeneration();
  assert.ok(message.ok);
  assert.equal(
    Buffer.from(message.value).toString("hex"),
    "14000000100a0100000000000000000000000000",
  );
});

test("the answer holds the number in network order, among others", () => {
  const answer = hex(
    "24000000 0f0a0000 01000000 02000000 0000002e 08000100 0000002e 08000200 00001234",
  );
  const messages = readMessages(answer);
  assert.ok(messages.ok && messages.value[0] !== undefined);
  assert.deepEqual(decodeGeneration(messages.value[0]), { ok: true, value: 46 });
});

test("any bytes are a number or an error", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (payload) => {
      decodeGeneration({ type: 0x0a0f, flags: 0, sequence: 1, port: 0, payload });
    }),
  );
});

test("numbers go round without 0", () => {
  assert.equal(generationAfter(7), 8);
  assert.equal(generationAfter(0xffff_ffff), 1);
});
