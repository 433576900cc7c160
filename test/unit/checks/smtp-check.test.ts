import assert from "node:assert/strict";
import { test } from "node:test";
import type { SmtpCheck } from "../../../src/config/model/checker.ts";
import { bad, CheckScene, good, plainCheck } from "./check-scene.ts";

const check: SmtpCheck = { ...plainCheck, kind: "smtp", heloName: "lb.example.com" };

/** Each text is one piece; what was sent, and the outcome if there is one. */
function talk(pieces: readonly string[], closes = false) {
  const { socket, outcomes } = new CheckScene().start(check);
  socket.peer.connected();
  for (const piece of pieces) {
    if (outcomes.length === 0) socket.peer.received(Buffer.from(piece, "latin1"));
  }
  if (closes && outcomes.length === 0) socket.peer.ended();
  return { sent: String(Buffer.concat(socket.sent)), outcome: outcomes[0] ?? null };
}

const whole = { sent: "HELO lb.example.com\r\nQUIT\r\n", outcome: good };

test("a greeting, HELO, its answer, QUIT", () => {
  assert.deepEqual(talk(["220 mx ESMTP\r\n", "250 mx\r\n"]), whole);
  assert.deepEqual(talk([]), { sent: "", outcome: null });
  assert.deepEqual(talk(["220 mx\r\n"]), { sent: "HELO lb.example.com\r\n", outcome: null });
});

test("replies of several lines, codes alone, line feeds alone", () => {
  assert.deepEqual(talk(["220-mx\r\n220-more\r\n220 end\r\n250-mx\r\n250\r\n"]), whole);
  assert.deepEqual(talk(["220\n250\n"]), whole);
});

test("any pieces", () => {
  assert.deepEqual(talk([..."220-a\r\n220 b\r\n250 c\r\n"]), whole);
});

test("what a server says instead is the reason", () => {
  assert.deepEqual(talk(["554 no\r\n"]).outcome, bad("reply 554 instead of 220"));
  assert.deepEqual(talk(["220 a\r\n550 no\r\n"]).outcome, bad("reply 550 instead of 250"));
  assert.deepEqual(talk(["220-a\r\n421 b\r\n"]).outcome, bad("reply 421 instead of 220"));
  assert.deepEqual(talk(["SSH-2.0-x\r\n"]).outcome, bad("reply is not SMTP"));
  assert.deepEqual(talk(["\0\0\r\n"]).outcome, bad("reply is not SMTP"));
});

test("replies have bounds", () => {
  assert.deepEqual(talk(["x".repeat(3000)]).outcome, bad("reply line is too long"));
  assert.deepEqual(talk(["220-a\r\n".repeat(101)]).outcome, bad("reply has too many lines"));
});

test("a server that hangs up has failed", () => {
  assert.deepEqual(talk([], true).outcome, bad("connection closed before the greeting"));
  assert.deepEqual(
    talk(["220 a\r\n"], true).outcome,
    bad("connection closed before the answer to HELO"),
  );
});
