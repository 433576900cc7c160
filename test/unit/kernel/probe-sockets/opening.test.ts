import assert from "node:assert/strict";
import { constants } from "node:os";
import { test } from "node:test";
import { openProbeSockets } from "../../../../src/kernel/probe-sockets/probe-sockets.ts";
import type { ProbeSocketOptions } from "../../../../src/ports/probe-sockets.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { Ear, FakeKernel, plain, SocketScene } from "./fake-kernel.ts";

const hex = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString("hex");
const v4 = "192.0.2.9" as IpAddress;
const v6 = "2001:db8::9" as IpAddress;
const streamFlags = 0o2004001;
const datagramFlags = 0o2004002;

test("a plain TCP probe is a socket and a connect: nothing is set, nothing is bound", () => {
  const { kernel, ...scene } = opened({});
  const socket = kernel.socket(scene.fd);
  assert.deepEqual(socket.arguments, [2, streamFlags, 0]);
  assert.deepEqual([socket.settings, socket.bound], [[], null]);
  assert.equal(hex(socket.connected), "02000050c00002010000000000000000");
});

test("IPv6", () => {
  const { kernel, fd } = opened({ address: v6, port: 443 });
  const socket = kernel.socket(fd);
  assert.deepEqual(socket.arguments, [10, streamFlags, 0]);
  const address = "20010db8000000000000000000000009";
  assert.equal(hex(socket.connected), `0a0001bb00000000${address}00000000`);
});

const settings: readonly [string, Partial<ProbeSocketOptions>, string[], string | null][] = [
  ["a mark", { mark: 17 }, ["1:36=11000000"], null],
  ["the largest mark", { mark: 0xffffffff }, ["1:36=ffffffff"], null],
  ["an interface", { bindInterface: "eth7" }, ["1:25=6574683700"], null],
  [
    "a local address takes no port before the destination is known",
    { bindAddress: v4 },
    ["0:24=01000000"],
    "02000000c00002090000000000000000",
  ],
  [
    "a local port may be in use elsewhere",
    { bindPort: 4000 },
    ["1:2=01000000"],
    "02000fa0000000000000000000000000",
  ],
  [
    "both",
    { bindAddress: v4, bindPort: 4000 },
    ["1:2=01000000"],
    "02000fa0c00002090000000000000000",
  ],
  [
    "UDP hears of ICMP errors",
    { transport: "udp", mark: 1 },
    ["1:36=01000000", "0:11=01000000"],
    null,
  ],
  ["UDP over IPv6 too", { transport: "udp", address: v6 }, ["41:25=01000000"], null],
  ["a ping has no local port", { transport: "echo", bindPort: 4000 }, ["0:11=01000000"], null],
  [
    "a ping from an address",
    { transport: "echo", bindAddress: v4 },
    ["0:11=01000000"],
    "02000000c00002090000000000000000",
  ],
];
for (const [name, options, expected, bound] of settings) {
  test(`options: ${name}`, () => {
    const { kernel, fd } = opened(options);
    assert.deepEqual(kernel.socket(fd).settings, expected);
    assert.equal(hex(kernel.socket(fd).bound), bound);
  });
}

test("echo sockets are datagram sockets of ICMP and ICMPv6", () => {
  const four = opened({ transport: "echo" });
  assert.deepEqual(four.kernel.socket(four.fd).arguments, [2, datagramFlags, 1]);
  assert.equal(hex(four.kernel.socket(four.fd).connected)?.slice(0, 8), "02000000");
  const six = opened({ transport: "echo", address: v6 });
  assert.deepEqual(six.kernel.socket(six.fd).arguments, [10, datagramFlags, 58]);
});

function opened(options: Partial<ProbeSocketOptions>) {
  const scene = new SocketScene();
  return { ...scene.open(options), kernel: scene.kernel };
}

const refusals: readonly [string, Partial<ProbeSocketOptions>, number, string, string][] = [
  ["socket", {}, constants.errno.EMFILE, "EMFILE", "open a tcp socket to 192.0.2.1 port 80"],
  [
    "setsockopt 1:36",
    { mark: 5 },
    constants.errno.EPERM,
    "EPERM",
    "open a tcp socket to 192.0.2.1 port 80: mark it",
  ],
  [
    "setsockopt 1:25",
    { bindInterface: "eth7" },
    constants.errno.ENODEV,
    "ENODEV",
    "open a tcp socket to 192.0.2.1 port 80: bind it to its interface",
  ],
  [
    "bind",
    { bindAddress: v4 },
    constants.errno.EADDRNOTAVAIL,
    "EADDRNOTAVAIL",
    "open a tcp socket to 192.0.2.1 port 80: bind it",
  ],
  [
    "connect",
    {},
    constants.errno.ENETUNREACH,
    "ENETUNREACH",
    "open a tcp socket to 192.0.2.1 port 80: connect it",
  ],
  [
    "epollControl",
    {},
    constants.errno.ENOMEM,
    "ENOMEM",
    "open a tcp socket to 192.0.2.1 port 80: watch it",
  ],
];
for (const [call, options, number, name, operation] of refusals) {
  test(`a refused ${call} is told, and nothing stays open`, () => {
    const { kernel, sockets } = new SocketScene();
    kernel.refusals.set(call, number);
    const result = sockets.open({ ...plain, ...options }, new Ear());
    assert.ok(!result.ok);
    assert.deepEqual([result.error.errno, result.error.operation], [name, operation]);
    assert.equal(kernel.open.size, 0);
    assert.equal(
      kernel.calls.filter((each) => each.startsWith("close")).length,
      call === "socket" ? 0 : 1,
    );
  });
}

test("without an epoll descriptor there are no probe sockets", () => {
  const kernel = new FakeKernel();
  kernel.refusals.set("epollCreate", constants.errno.EMFILE);
  const result = openProbeSockets(kernel.sys, kernel.poller);
  assert.ok(!result.ok && result.error.errno === "EMFILE");
});
