import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeLink, encodeLinkDump, linkFlag } from "../../../../src/wire/netlink/link-message.ts";
import { readMessages } from "../../../../src/wire/netlink/message.ts";
import { message } from "./arbitraries.ts";
import { hex, toHex } from "./bytes.ts";

/** RTM_NEWLINK of a veth named d0, from strace; counters left out. */
const attributes = `
  07 00 03 00 64 30 00 00 08 00 0d 00 e8 03 00 00 05 00 10 00 06 00 00 00 05 00 11 00 00 00 00 00
  08 00 04 00 dc 05 00 00 08 00 32 00 44 00 00 00 08 00 0a 00 07 00 00 00 05 00 21 00 01 00 00 00
  0a 00 01 00 12 eb 73 a0 1c 8c 00 00 0a 00 02 00 ff ff ff ff ff ff 00 00 0c 00 2b 00 05 00 02 00
  00 00 00 00 10 00 12 00 09 00 01 00 76 65 74 68 00 00 00 00 08 00 05 00 02 00 00 00 04 00 3e 80`;
const captured = hex(`
  a0 00 00 00 10 00 00 00 ed 49 01 6b 5e 9a 00 d7 00 00 01 00 03 00 00 00 43 10 01 00 00 00 00 00
  ${attributes}`);

function firstMessage(bytes: Uint8Array) {
  const messages = readMessages(bytes);
  assert.ok(messages.ok && messages.value[0] !== undefined);
  return messages.value[0];
}

test("what the kernel reports of a link is decoded", () => {
  const decoded = decodeLink(firstMessage(captured));
  assert.deepEqual(decoded, {
    ok: true,
    value: {
      kind: "link",
      deleted: false,
      addressFamily: 0,
      hardwareType: 1,
      index: 3,
      flags: 0x11043,
      name: "d0",
      mtuBytes: 1500,
      hardwareAddress: hex("12 eb 73 a0 1c 8c"),
      operationalState: 6,
      master: 7,
      linkKind: "veth",
      vrfTable: null,
    },
  });
  assert.ok(decoded.ok && (decoded.value.flags & linkFlag.running) !== 0);
});

test("every shorter message is a value with less in it or an error, none throws", () => {
  const { payload, ...header } = firstMessage(captured);
  for (let length = 0; length < payload.length; length++) {
    const decoded = decodeLink({ ...header, payload: payload.subarray(0, length) });
    if (length < 16) {
      assert.deepEqual(decoded, { ok: false, error: { code: "truncated", offset: length } });
    }
  }
});

test("the error says where the attribute at fault starts", () => {
  const { payload, ...header } = firstMessage(captured);
  const damaged = payload.slice();
  // The length of IFLA_INFO_KIND, inside IFLA_LINKINFO.
  const place = toHex(payload).indexOf("09 00 01 00 76") / 3;
  damaged[place] = 0xff;
  assert.deepEqual(decodeLink({ ...header, payload: damaged }), {
    ok: false,
    error: { code: "truncated", offset: place },
  });
});

test("a notification without a name or an MTU says so with null", () => {
  const bytes = hex(`
    20 00 00 00 10 00 00 00 00 00 00 00 00 00 00 00 07 00 01 00 03 00 00 00 43 10 01 00 00 00 00 00`);
  const decoded = decodeLink(firstMessage(bytes));
  assert.ok(decoded.ok);
  assert.equal(decoded.value.addressFamily, 7);
  assert.equal(decoded.value.name, null);
  assert.equal(decoded.value.mtuBytes, null);
});

test("decoding any payload gives a value or an error and never throws", () => {
  fc.assert(fc.property(message, (any) => typeof decodeLink(any).ok === "boolean"));
});

test("the dump asks the kernel to leave the counters out", () => {
  const dump = encodeLinkDump();
  assert.ok(dump.ok);
  assert.equal(
    toHex(dump.value),
    "28 00 00 00 12 00 01 03 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00" +
      " 08 00 1d 00 08 00 00 00",
  );
});
