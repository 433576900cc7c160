import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AttributeReader } from "../../../../src/wire/netlink/attribute-reader.ts";
import { readMessages } from "../../../../src/wire/netlink/message.ts";
import { MessageWriter } from "../../../../src/wire/netlink/message-writer.ts";
import { hex } from "./bytes.ts";

function finished(writer: MessageWriter): Uint8Array {
  const result = writer.finish();
  assert.ok(result.ok);
  return result.value;
}

test("messages put one after the other are read back in order", () => {
  const wantedMessage = fc.tuple(fc.nat(0xffff), fc.uint8Array({ maxLength: 9 }));
  const types = fc.array(wantedMessage, { maxLength: 20 });
  fc.assert(
    fc.property(types, (wanted) => {
      const datagram = Buffer.concat(
        wanted.map(([type, bytes]) =>
          finished(new MessageWriter(type, 0).attributeBytes(1, bytes)),
        ),
      );
      const messages = readMessages(datagram);
      assert.ok(messages.ok);
      const found = messages.value.map(({ type, payload }) => {
        const reader = new AttributeReader(payload);
        assert.ok(reader.next());
        return [type, reader.bytes()];
      });
      assert.deepEqual(found, wanted);
    }),
  );
});

test("any bytes are messages or an error, never an exception", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const messages = readMessages(bytes);
      if (!messages.ok) assert.ok(messages.error.offset <= bytes.length);
    }),
  );
});

test("a message cut short is truncated and its place is named", () => {
  const one = finished(new MessageWriter(20, 0).u32(7));
  const cut = Buffer.concat([one, one.subarray(0, 18)]);
  assert.deepEqual(readMessages(cut), { ok: false, error: { code: "truncated", offset: 20 } });
});

test("a message shorter than its own header is refused", () => {
  const bytes = hex("08 00 00 00 14 00 00 00 00 00 00 00 00 00 00 00");
  assert.deepEqual(readMessages(bytes), { ok: false, error: { code: "wrongLength", offset: 0 } });
});

test("nested attributes are read as they were written", () => {
  const bytes = finished(
    new MessageWriter(16, 0).nested(18, (info) => {
      info.attributeText(1, "macvlan", 15).nested(2, (data) => data.attributeU32(1, 4));
    }),
  );
  const outer = new AttributeReader(bytes.subarray(16));
  assert.ok(outer.next());
  assert.equal(outer.type, 18);
  const info = outer.nested();
  assert.ok(info.next());
  assert.equal(info.text(), "macvlan");
  assert.ok(info.next());
  const data = info.nested();
  assert.ok(data.next());
  assert.equal(data.u32(), 4);
  assert.equal(data.next() || info.next() || outer.next(), false);
  assert.equal(outer.error, null);
});

test("a reader keeps its first fault and gives harmless values afterwards", () => {
  const reader = new AttributeReader(hex("05 00 01 00 07 00 00 00 08 00 02 00 01 00 00 00"), 100);
  assert.ok(reader.next());
  assert.equal(reader.u32(), 0);
  assert.deepEqual(reader.error, { code: "wrongLength", offset: 104 });
  assert.equal(reader.next(), false);
  assert.deepEqual(reader.error, { code: "wrongLength", offset: 104 });
});

test("a writer keeps its first error", () => {
  const writer = new MessageWriter(20, 0).u8(256).attributeText(3, "a\0b", 15);
  assert.deepEqual(writer.finish(), {
    ok: false,
    error: { code: "valueOutOfRange", attribute: null },
  });
  const large = new MessageWriter(20, 0).attributeBytes(1, new Uint8Array(0x10000));
  assert.deepEqual(large.finish(), {
    ok: false,
    error: { code: "messageTooLong", attribute: 1 },
  });
});
