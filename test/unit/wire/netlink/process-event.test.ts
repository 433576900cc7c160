import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readMessages } from "../../../../src/wire/netlink/message.ts";
import {
  decodeProcessEvent,
  encodeProcessListen,
} from "../../../../src/wire/netlink/process-event.ts";
import { message } from "./arbitraries.ts";
import { hex, toHex } from "./bytes.ts";

/** Datagrams of process 14277, a child of 14218, up to the kind of event. */
const head = (sequence: string): string => `
  4c 00 00 00 03 00 00 00 ${sequence} 00 00 00 00 00 01 00 00 00 01 00 00 00 ${sequence} 00 00 00 00 00
  28 00 00 00`;

const captured: readonly (readonly [string, unknown])[] = [
  [
    `${head("22 56 02")} 01 00 00 00 01 00 00 00 dd c9 a6 c2 d5 20 00 00 8a 37 00 00 8a 37 00 00
     c5 37 00 00 c5 37 00 00 00 00 00 00 00 00 00 00`,
    { kind: "forked", parent: 14218, child: 14277 },
  ],
  [
    `${head("23 56 02")} 02 00 00 00 01 00 00 00 68 24 ca c2 d5 20 00 00 c5 37 00 00 c5 37 00 00
     00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00`,
    { kind: "executed", process: 14277 },
  ],
  [
    `${head("24 56 02")} 00 02 00 00 01 00 00 00 ec b5 d2 c2 d5 20 00 00 c5 37 00 00 c5 37 00 00
     68 69 0a 00 00 00 00 00 00 00 00 00 00 00 00 00`,
    { kind: "renamed", process: 14277, name: "hi\n" },
  ],
  [
    `${head("8c 52 02")} 00 00 00 80 00 00 00 00 6e 0f db c2 d5 20 00 00 c5 37 00 00 c5 37 00 00
     00 00 00 00 11 00 00 00 8a 37 00 00 8a 37 00 00`,
    { kind: "exited", process: 14277 },
  ],
  [
    `${head("00 00 00")} 00 00 00 00 ff ff ff ff 62 33 ab 27 7b 1f 00 00 00 00 00 00 00 00 00 00
     00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00`,
    { kind: "acknowledged", errno: 0 },
  ],
  // A thread of 14277, which has a number of its own, ends.
  [
    `${head("8c 52 02")} 00 00 00 80 00 00 00 00 6e 0f db c2 d5 20 00 00 c6 37 00 00 c5 37 00 00
     00 00 00 00 11 00 00 00 8a 37 00 00 8a 37 00 00`,
    { kind: "other" },
  ],
];

for (const [bytes, expected] of captured) {
  test(`what the kernel tells is decoded: ${JSON.stringify(expected)}`, () => {
    const messages = readMessages(hex(bytes));
    assert.ok(messages.ok && messages.value[0] !== undefined);
    assert.deepEqual(decodeProcessEvent(messages.value[0]), { ok: true, value: expected });
  });
}

test("the wish to listen has the form that the kernel takes", () => {
  const encoded = encodeProcessListen();
  assert.ok(encoded.ok);
  assert.equal(
    toHex(encoded.value),
    toHex(
      hex(`28 00 00 00 03 00 00 00 00 00 00 00 00 00 00 00
           01 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 04 00 00 00 01 00 00 00`),
    ),
  );
});

test("any bytes are an event or an error, and never an exception", () => {
  fc.assert(
    fc.property(message, (any) => {
      decodeProcessEvent(any);
    }),
  );
});
