/** Announcements over a cable between two network namespaces. Needs root and iproute2. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, test } from "node:test";
import { systemCalls } from "../../src/kernel/libc.ts";
import { int32Bytes } from "../../src/kernel/memory.ts";
import { openAnnouncer } from "../../src/kernel/packet-socket.ts";
import {
  AF_PACKET,
  SO_RCVBUFFORCE,
  SOCK_CLOEXEC,
  SOCK_NONBLOCK,
  SOCK_RAW,
  SOL_SOCKET,
} from "../../src/kernel/socket-constants.ts";
import type { InterfaceIndex } from "../../src/wire/units.ts";
import { until } from "./until.ts";
import { makeVethPair } from "./veth-pair.ts";

const sys = systemCalls();
const pair = makeVethPair("announce");
after(() => pair.remove());
const { left, right } = pair;
const opened = left.inside(() => openAnnouncer(sys));
assert.ok(opened.ok);
const announcer = opened.value;
after(() => announcer.close());

/** A gratuitous ARP request for 10.9.0.x from 00:00:5e:00:01:33 (RFC 5227 §3). */
function arp(host: number): Uint8Array {
  const station = [0, 0, 0x5e, 0, 1, 0x33];
  const address = [10, 9, 0, host];
  const start = [...new Array<number>(6).fill(0xff), ...station, 8, 6, 0, 1, 8, 0, 6, 4, 0, 1];
  return Uint8Array.of(...start, ...station, ...address, 0, 0, 0, 0, 0, 0, ...address);
}

const frames = (count: number, interfaceIndex = left.interfaceIndex) =>
  Array.from({ length: count }, (_, index) => ({ interfaceIndex, frame: arp(index % 250) }));

test("500 frames in one call arrive as they were, in order", async () => {
  const etherTypeArp = 0x0608;
  const type = SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC;
  const fd = right.inside(() => sys.socket(AF_PACKET, type, etherTypeArp));
  assert.ok(fd >= 0);
  assert.equal(sys.setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, int32Bytes(4 << 20)), 0);
  const sent = frames(500);
  assert.deepEqual(announcer.send(sent), { ok: true, value: null });
  const received: Uint8Array[] = [];
  await until(() => {
    const buffer = new Uint8Array(200);
    const size = sys.recv(fd, buffer, 0);
    if (size > 0) received.push(buffer.slice(0, size));
    return received.length === sent.length;
  }, "not all were received");
  sys.close(fd);
  assert.deepEqual(
    received,
    sent.map((entry) => entry.frame),
  );
});

test("the neighbour's table follows the announcement", async () => {
  const neighbour = () => {
    const words = ["-n", right.namespace, "-json", "neigh", "show", "10.9.0.9"];
    return JSON.parse(execFileSync("ip", words, { encoding: "utf8" }))[0]?.lladdr;
  };
  right.ip(
    "neigh",
    "add",
    "10.9.0.9",
    "lladdr",
    "02:00:00:00:00:09",
    "dev",
    "veth0",
    "nud",
    "stale",
  );
  const frame = arp(9);
  assert.ok(announcer.send([{ interfaceIndex: left.interfaceIndex, frame }]).ok);
  await until(() => neighbour() === "00:00:5e:00:01:33", "the neighbour kept the old address");
});

test("an interface that is gone is an error, and the other frames are sent", () => {
  const gone = frames(1, 4711 as InterfaceIndex);
  const result = announcer.send([...frames(1), ...gone, ...frames(200)]);
  assert.ok(!result.ok);
  assert.equal(result.error.errno, "ENXIO");
  assert.match(result.error.remedy ?? "", /ip link/);
});

test("an interface that is down is an error that says so", () => {
  left.ip("link", "set", "veth0", "down");
  const result = announcer.send(frames(1));
  left.ip("link", "set", "veth0", "up");
  assert.ok(!result.ok);
  assert.equal(result.error.errno, "ENETDOWN");
  assert.match(result.error.remedy ?? "", /bring the interface up/);
});
