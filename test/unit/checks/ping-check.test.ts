import assert from "node:assert/strict";
import { test } from "node:test";
import type { PingCheck } from "../../../src/config/model/checker.ts";
import type { Family } from "../../../src/wire/address.ts";
import { decodeIcmpEcho, encodeIcmpEcho, type IcmpEcho } from "../../../src/wire/net/icmp-echo.ts";
import { seconds } from "../../../src/wire/units.ts";
import {
  address,
  bad,
  CheckScene,
  countingBytes,
  good,
  plainCheck,
  type Started,
} from "./check-scene.ts";

const addresses = { ipv4: address("192.0.2.1"), ipv6: address("2001:db8::1") };
const request: IcmpEcho = {
  kind: "request",
  identifier: 0,
  sequence: 0x0102,
  data: countingBytes(56),
};

function ping(scene: CheckScene, family: Family): Started {
  const check: PingCheck = { ...plainCheck, kind: "ping", address: addresses[family] };
  const started = scene.start(check);
  started.socket.peer.connected();
  return started;
}

for (const family of ["ipv4", "ipv6"] as const) {
  test(`${family}: a request is sent, and its reply is success`, () => {
    const { socket, outcomes } = ping(new CheckScene(), family);
    assert.equal(socket.options.transport, "echo");
    const [sent = new Uint8Array()] = socket.sent;
    assert.deepEqual(decodeIcmpEcho(sent, family), { ok: true, value: request });
    // The identifier is the kernel's.
    const reply = { ...request, kind: "reply", identifier: 77 } as const;
    socket.peer.received(encodeIcmpEcho(reply, family));
    assert.deepEqual(outcomes, [good]);
    assert.equal(socket.closed.length, 1);
  });

  test(`${family}: what is not the reply is passed over`, () => {
    const scene = new CheckScene();
    const { socket, outcomes } = ping(scene, family);
    const others: readonly IcmpEcho[] = [
      request,
      { ...request, kind: "reply", sequence: 5 },
      { ...request, kind: "reply", data: new Uint8Array(56) },
      { ...request, kind: "reply", data: countingBytes(55) },
      { ...request, kind: "reply", data: new Uint8Array() },
    ];
    for (const other of others) socket.peer.received(encodeIcmpEcho(other, family));
    socket.peer.received(new Uint8Array());
    socket.peer.received(new Uint8Array(7));
    socket.peer.received(new Uint8Array(1000).fill(255));
    assert.deepEqual(outcomes, []);
    scene.timers.advance(seconds(5));
    assert.deepEqual(outcomes, [bad("timed out")]);
  });
}

test("a host that nobody has is failure as soon as that is known", () => {
  const { socket, outcomes } = ping(new CheckScene(), "ipv4");
  socket.peer.failed("EHOSTUNREACH");
  assert.deepEqual(outcomes, [bad("no route to host")]);
});
