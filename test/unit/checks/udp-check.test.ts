import assert from "node:assert/strict";
import { test } from "node:test";
import type { UdpCheck, UdpReply } from "../../../src/config/model/checker.ts";
import { seconds } from "../../../src/wire/units.ts";
import { bad, CheckScene, countingBytes, good, plainCheck } from "./check-scene.ts";

const check: UdpCheck = { ...plainCheck, kind: "udp", payload: "0d0aff", reply: null };
const anyReply: UdpReply = { pattern: "", minimumLength: 0, maximumLength: 255 };

test("the payload is sent, and silence is success", () => {
  const scene = new CheckScene();
  const { socket, outcomes } = scene.start(check);
  assert.equal(socket.options.transport, "udp");
  socket.peer.connected();
  assert.deepEqual(socket.sent, [Uint8Array.of(0x0d, 0x0a, 0xff)]);
  scene.timers.advance(seconds(5) - 1);
  assert.deepEqual(outcomes, []);
  scene.timers.advance(1);
  assert.deepEqual(outcomes, [good]);
  assert.equal(socket.closed.length, 1);
});

test("without a payload random bytes are sent", () => {
  const { socket } = new CheckScene().start({ ...check, payload: null });
  socket.peer.connected();
  assert.deepEqual(socket.sent, [countingBytes(32)]);
});

test("any reply is success at once where none is required", () => {
  const { socket, outcomes } = new CheckScene().start(check);
  socket.peer.connected();
  socket.peer.received(new Uint8Array(1000));
  assert.deepEqual(outcomes, [good]);
});

test("an ICMP error is failure", () => {
  const { socket, outcomes } = new CheckScene().start(check);
  socket.peer.connected();
  socket.peer.failed("ECONNREFUSED");
  assert.deepEqual(outcomes, [bad("connection refused")]);
});

test("silence is failure where a reply is required", () => {
  const scene = new CheckScene();
  const { socket, outcomes } = scene.start({ ...check, reply: anyReply });
  socket.peer.connected();
  scene.timers.advance(seconds(5));
  assert.deepEqual(outcomes, [bad("timed out")]);
});

const judgements: readonly [string, Partial<UdpReply>, string, string | null][] = [
  ["an empty reply is a reply", {}, "", null],
  ["a reply begins as it has to", { pattern: "80xx0x" }, "80ab0c99", null],
  ["small and capital digits are one", { pattern: "abcd" }, "ABCD", null],
  ["another digit", { pattern: "80xx0x" }, "80ab1c", "reply does not match"],
  ["a reply that ends before the pattern", { pattern: "80xx" }, "80", "reply does not match"],
  ["too short", { minimumLength: 3 }, "0102", "reply of 2 bytes is too short"],
  ["long enough", { minimumLength: 2 }, "0102", null],
  ["too long", { maximumLength: 1 }, "0102", "reply of 2 bytes is too long"],
];
for (const [name, reply, received, reason] of judgements) {
  test(`reply required: ${name}`, () => {
    const { socket, outcomes } = new CheckScene().start({
      ...check,
      reply: { ...anyReply, ...reply },
    });
    socket.peer.connected();
    socket.peer.received(Uint8Array.from(Buffer.from(received, "hex")));
    assert.deepEqual(outcomes, [reason === null ? good : bad(reason)]);
  });
}
