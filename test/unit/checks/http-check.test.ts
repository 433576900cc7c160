import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { longestBody } from "../../../src/checks/http/page-exchange.ts";
import type { CheckedUrl } from "../../../src/config/model/checker.ts";
import { seconds } from "../../../src/wire/units.ts";
import { address, bad, CheckScene, good } from "./check-scene.ts";
import { pageCheck, patternOf } from "./page-checks.ts";

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
const ok = "HTTP/1.1 200 OK\r\n";

/** The outcome when a server answers so and closes, unless it is decided before. */
function outcomeOf(answer: string, url: Partial<CheckedUrl> = {}, closes = true) {
  const { socket, outcomes } = new CheckScene().start(pageCheck(url));
  socket.peer.connected();
  socket.peer.received(Buffer.from(answer, "latin1"));
  if (closes && outcomes.length === 0) socket.peer.ended();
  assert.equal(socket.closed.length, outcomes.length);
  return outcomes[0] ?? null;
}

test("the request is keepalived's", () => {
  const scene = new CheckScene();
  const check = {
    ...pageCheck({ path: "/a" }, { path: "/b?c", hostHeader: "www.example.com" }),
    address: address("2001:db8::1"),
    port: 8080,
  };
  const first = scene.start(check).socket;
  first.peer.connected();
  assert.equal(
    String(Buffer.concat(first.sent)),
    "GET /a HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nHost: [2001:db8::1]:8080\r\n\r\n",
  );
  const second = scene.start({ ...check, httpVersion: "1.1", closesConnection: true }, 1).socket;
  second.peer.connected();
  assert.equal(
    String(Buffer.concat(second.sent)),
    "GET /b?c HTTP/1.1\r\nUser-Agent: KeepAliveClient\r\nConnection: close\r\n" +
      "Host: www.example.com\r\n\r\n",
  );
});

test("status codes decide, in ranges, as soon as the headers are there", () => {
  const statusCodes = [
    { first: 200, last: 200 },
    { first: 301, last: 302 },
  ];
  const found = `HTTP/1.0 302 Found\r\n\r\n`;
  assert.deepEqual(outcomeOf(found, { statusCodes }), good);
  assert.deepEqual(outcomeOf(found), bad("status code 302"));
  assert.deepEqual(outcomeOf("HTTP/1.1 503 Busy\r\n\r\n", {}, false), bad("status code 503"));
  assert.deepEqual(outcomeOf("HTTP/1.1 503 Busy\r\n\r\n", { statusCodes: [] }), good);
});

test("a page ends where it says, also on a connection that stays open", () => {
  assert.deepEqual(outcomeOf(`${ok}Content-Length: 2\r\n\r\nhi`, {}, false), good);
  assert.deepEqual(outcomeOf(`${ok}Content-Length: 3\r\n\r\nhi`, {}, false), null);
  const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n`;
  assert.deepEqual(outcomeOf(chunked, {}, false), good);
  assert.deepEqual(outcomeOf(`${ok}\r\nhi`, {}, false), null);
});

test("the sum is over what was sent behind the headers, not more than announced", () => {
  const digest = md5("hello");
  assert.deepEqual(outcomeOf(`${ok}\r\nhello`, { digest }), good);
  assert.deepEqual(outcomeOf(`${ok}Content-Length: 5\r\n\r\nhello you`, { digest }), good);
  const other = bad(`MD5 digest mismatch: ${md5("hell")}`);
  assert.deepEqual(outcomeOf(`${ok}\r\nhell`, { digest }), other);
  const body = "5\r\nhello\r\n0\r\n\r\n";
  const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n${body}`;
  assert.deepEqual(outcomeOf(chunked, { digest: md5(body) }), good);
  assert.deepEqual(outcomeOf(`${ok}\r\n`, { digest: md5("") }), good);
});

test("a page that is shorter than announced passes, with a remark", () => {
  assert.deepEqual(outcomeOf(`${ok}Content-Length: 9\r\n\r\nhello`, { digest: md5("hello") }), {
    ...good,
    warning: "the page ends before the end that it announced",
  });
});

test("a pattern has to match, or must not", () => {
  const bodyPattern = patternOf("status: *(ok|degraded)");
  const unwanted = patternOf("maintenance", { mustMatch: false });
  assert.deepEqual(outcomeOf(`${ok}\r\nstatus:  ok`, { bodyPattern }), good);
  assert.deepEqual(outcomeOf(`${ok}\r\nstatus: bad`, { bodyPattern }), bad("no match"));
  assert.deepEqual(outcomeOf(`${ok}\r\nall well`, { bodyPattern: unwanted }), good);
  const maintenance = `${ok}\r\nin maintenance`;
  assert.deepEqual(outcomeOf(maintenance, { bodyPattern: unwanted }), bad("regex matches"));
  const broken = { bodyPattern: patternOf("(a") };
  const scene = new CheckScene();
  const outcomes: unknown[] = [];
  scene.prober.start({ checker: pageCheck(broken), url: 0, serverWeight: 1 }, (outcome) =>
    outcomes.push(outcome),
  );
  scene.timers.advance(1);
  const why = "missing closing parenthesis (at byte 2)";
  assert.deepEqual(outcomes, [{ ok: null, reason: `regex "(a" is no pattern: ${why}` }]);
  assert.deepEqual(scene.sockets.opened, []);
});

test("what is no answer is failure with a reason", () => {
  assert.deepEqual(outcomeOf(""), bad("no data"));
  assert.deepEqual(outcomeOf("SSH-2.0-x\r\n", {}, false), bad("answer is not HTTP"));
  assert.deepEqual(outcomeOf("HTTP/1.1 200"), bad("connection closed within the headers"));
  assert.deepEqual(outcomeOf(`${ok}A: ${"b".repeat(70_000)}`), bad("headers are too long"));
  const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n<html>`;
  assert.deepEqual(outcomeOf(chunked), bad("chunks are broken"));
  assert.deepEqual(outcomeOf(`${ok}Content-Length: x\r\n\r\n`), bad("Content-Length is no length"));
});

test("a page without an end is read up to a bound", () => {
  const piece = Buffer.alloc(1 << 20, "x");
  const flood = (url: Partial<CheckedUrl>) => {
    const { socket, outcomes } = new CheckScene().start(pageCheck(url));
    socket.peer.connected();
    socket.peer.received(Buffer.from(`${ok}\r\n`));
    let pieces = 0;
    for (; outcomes.length === 0 && pieces < 1000; pieces++) socket.peer.received(piece);
    assert.equal(pieces, longestBody / piece.length);
    return outcomes[0];
  };
  assert.deepEqual(flood({}), good);
  assert.deepEqual(flood({ digest: md5("x") }), bad(`page is longer than ${longestBody} bytes`));
});

test("a server that drips is down at the deadline", () => {
  const scene = new CheckScene();
  const { socket, outcomes } = scene.start(pageCheck({}));
  socket.peer.connected();
  for (const character of `${ok}\r\nhello`.slice(0, 5)) {
    socket.peer.received(Buffer.from(character));
    assert.deepEqual(outcomes, []);
    scene.timers.advance(seconds(1));
  }
  assert.deepEqual(outcomes, [bad("timed out")]);
  assert.deepEqual(socket.closed, ["gently"]);
});

test("a reset within the answer is failure; a bound port is freed by one", () => {
  const { socket, outcomes } = new CheckScene().start({ ...pageCheck({}), bindPort: 4000 });
  socket.peer.connected();
  socket.peer.received(Buffer.from(ok));
  socket.peer.failed("ECONNRESET");
  assert.deepEqual(outcomes, [bad("connection reset")]);
  assert.deepEqual(socket.closed, ["reset"]);
});
