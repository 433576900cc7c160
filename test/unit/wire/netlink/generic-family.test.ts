import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeFamily, encodeGetFamily } from "../../../../src/wire/netlink/generic-family.ts";
import { readMessages } from "../../../../src/wire/netlink/message.ts";
import { payload } from "./arbitraries.ts";
import { hex, toHex } from "./bytes.ts";

test("a family is asked for by its name", () => {
  const request = encodeGetFamily("IPVS");
  assert.ok(request.ok);
  const messages = readMessages(request.value);
  assert.ok(messages.ok && messages.value[0] !== undefined);
  const [{ type, flags, payload: body }] = messages.value;
  assert.deepEqual([type, flags], [16, 1]);
  assert.equal(toHex(body), "03 01 00 00 09 00 02 00 49 50 56 53 00 00 00 00");
});

const answer = (body: string, type = 16) => ({
  type,
  flags: 0,
  sequence: 1,
  port: 0,
  payload: hex(body),
});

test("the answer tells its number", () => {
  const body = `01 02 00 00 09 00 02 00 49 50 56 53 00 00 00 00 06 00 01 00 1e 00 00 00
    08 00 03 00 01 00 00 00`;
  assert.deepEqual(decodeFamily(answer(body)), {
    ok: true,
    value: { id: 30, name: "IPVS", version: 1 },
  });
  const other = decodeFamily(answer(body, 17));
  assert.ok(!other.ok && other.error.code === "unexpectedType");
  const nameless = decodeFamily(answer("01 02 00 00 09 00 02 00 49 50 56 53 00 00 00 00"));
  assert.ok(!nameless.ok && nameless.error.code === "missingAttribute");
  const short = decodeFamily(answer("01 02"));
  assert.ok(!short.ok && short.error.code === "truncated");
});

test("decoding any payload gives a value or an error and never throws", () => {
  fc.assert(
    fc.property(payload, (bytes) => {
      const message = { type: 16, flags: 0, sequence: 1, port: 0, payload: bytes };
      return typeof decodeFamily(message).ok === "boolean";
    }),
  );
});
