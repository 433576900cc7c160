import assert from "node:assert/strict";
import { test } from "node:test";
import type { TcpCheck } from "../../../src/config/model/checker.ts";
import { milliseconds, seconds } from "../../../src/wire/units.ts";
import { address, bad, CheckScene, good, plainCheck } from "./check-scene.ts";

const check: TcpCheck = { ...plainCheck, kind: "tcp" };

test("a handshake is success, and the connection is closed gently", () => {
  const scene = new CheckScene();
  const { socket, outcomes } = scene.start(check);
  assert.equal(socket.options.transport, "tcp");
  socket.peer.connected();
  assert.deepEqual(outcomes, [good]);
  assert.deepEqual(socket.closed, ["gently"]);
  assert.deepEqual(socket.sent, []);
});

test("a fixed local port is freed by a reset, so that the next probe finds it", () => {
  const { socket } = new CheckScene().start({ ...check, bindPort: 4000 });
  assert.equal(socket.options.bindPort, 4000);
  socket.peer.connected();
  assert.deepEqual(socket.closed, ["reset"]);
});

test("address, port, mark, interface and local address reach the socket", () => {
  const where = {
    address: address("2001:db8::1"),
    port: 8080,
    bindAddress: address("2001:db8::2"),
    bindPort: 5000,
    bindInterface: "eth7",
    mark: 17,
  };
  const { socket } = new CheckScene().start({ ...check, ...where });
  assert.deepEqual(socket.options, { transport: "tcp", ...where });
});

test("probes of one checker use the same options, which sockets are prepared by", () => {
  const scene = new CheckScene();
  assert.equal(scene.start(check).socket.options, scene.start(check).socket.options);
});

for (const [errno, reason] of [
  ["ECONNREFUSED", "connection refused"],
  ["EHOSTUNREACH", "no route to host"],
  ["ENETUNREACH", "network is unreachable"],
  ["ECONNRESET", "connection reset"],
  ["ETIMEDOUT", "timed out"],
  ["ESOMETHING", "ESOMETHING"],
] as const) {
  test(`${errno} is said as "${reason}"`, () => {
    const { socket, outcomes } = new CheckScene().start(check);
    socket.peer.failed(errno);
    assert.deepEqual(outcomes, [bad(reason)]);
  });
}

test("no answer until the deadline is a time-out", () => {
  const scene = new CheckScene();
  const { socket, outcomes } = scene.start(check);
  scene.timers.advance(seconds(5) - 1);
  assert.deepEqual([outcomes, socket.closed], [[], []]);
  scene.timers.advance(1);
  assert.deepEqual(outcomes, [bad("timed out")]);
  assert.deepEqual(socket.closed, ["gently"]);
  scene.timers.advance(seconds(60));
  assert.equal(outcomes.length, 1);
});

test("a refusal at once is told a moment later, and once", () => {
  const scene = new CheckScene();
  scene.sockets.refusal = "ENETUNREACH";
  const outcomes: unknown[] = [];
  scene.prober.start({ checker: check, url: 0, serverWeight: 1 }, (outcome) =>
    outcomes.push(outcome),
  );
  assert.deepEqual(outcomes, []);
  scene.timers.advance(milliseconds(1));
  assert.deepEqual(outcomes, [bad("network is unreachable")]);
  scene.timers.advance(seconds(60));
  assert.equal(outcomes.length, 1);
});

test("a probe that was cancelled is closed and silent, whatever it was doing", () => {
  const scene = new CheckScene();
  const connecting = scene.start(check);
  connecting.probe.cancel();
  connecting.probe.cancel();
  scene.timers.advance(seconds(60));
  assert.deepEqual([connecting.outcomes, connecting.socket.closed], [[], ["gently"]]);

  const done = scene.start(check);
  done.socket.peer.connected();
  done.probe.cancel();
  assert.deepEqual([done.outcomes, done.socket.closed], [[good], ["gently"]]);

  scene.sockets.refusal = "EMFILE";
  const outcomes: unknown[] = [];
  scene.prober
    .start({ checker: check, url: 0, serverWeight: 1 }, (outcome) => outcomes.push(outcome))
    .cancel();
  scene.timers.advance(seconds(60));
  assert.deepEqual(outcomes, []);
});

test("what this machine lacks says nothing of the server", () => {
  for (const [errno, ok] of [
    ["EMFILE", null],
    ["ENOBUFS", null],
    ["EADDRINUSE", null],
    ["EADDRNOTAVAIL", null],
    ["ENODEV", null],
    ["ECONNREFUSED", false],
  ] as const) {
    const scene = new CheckScene();
    scene.sockets.refusal = errno;
    const outcomes: unknown[] = [];
    scene.prober.start({ checker: check, url: 0, serverWeight: 1 }, ({ ok: said }) =>
      outcomes.push(said),
    );
    scene.timers.advance(seconds(1));
    assert.deepEqual(outcomes, [ok]);
  }
});
