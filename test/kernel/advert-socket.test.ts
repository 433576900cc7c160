/** Raw VRRP sockets over a cable between two network namespaces. Needs root and iproute2. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createAdvertSocketFactory } from "../../src/kernel/advert-socket.ts";
import { systemCalls } from "../../src/kernel/libc.ts";
import { createPoller } from "../../src/kernel/poller.ts";
import {
  AF_INET,
  SOCK_CLOEXEC,
  SOCK_NONBLOCK,
  SOCK_RAW,
} from "../../src/kernel/socket-constants.ts";
import type {
  AdvertSocket,
  AdvertSocketOptions,
  ReceivedDatagram,
} from "../../src/ports/adverts.ts";
import { type Family, type IpAddress, parseAddress } from "../../src/wire/address.ts";
import { encodeIpv4Packet } from "../../src/wire/net/ipv4-header.ts";
import { until } from "./until.ts";
import { type End, makeVethPair } from "./veth-pair.ts";

const sys = systemCalls();
const poller = createPoller(sys, (problem) => assert.fail(String(problem)));
const factory = createAdvertSocketFactory(sys, poller);
const pair = makeVethPair("adverts");
const { left, right } = pair;
after(() => pair.remove());

const address = (text: string): IpAddress => {
  const parsed = parseAddress(text);
  assert.ok(parsed !== null, text);
  return parsed;
};
const group4 = address("224.0.0.18");
const group6 = address("ff02::12");

type Copy = Omit<ReceivedDatagram, "payload"> & { readonly payload: number[] };

interface Opened {
  readonly socket: AdvertSocket;
  readonly received: Copy[];
  [Symbol.dispose](): void;
}

function open(end: End, family: Family, delivery: AdvertSocketOptions["delivery"]): Opened {
  const received: Copy[] = [];
  const { interfaceName, interfaceIndex } = end;
  const options = { family, interfaceName, interfaceIndex, delivery, receiveBufferBytes: 1 << 20 };
  const opened = end.inside(() =>
    factory.open(options, (datagram) => {
      received.push({ ...datagram, payload: [...datagram.payload] });
    }),
  );
  assert.ok(opened.ok, opened.ok ? "" : JSON.stringify(opened.error));
  const socket = opened.value;
  return { socket, received, [Symbol.dispose]: () => socket.close() };
}

const multicast4 = { kind: "multicast", group: group4 } as const;
const multicast6 = { kind: "multicast", group: group6 } as const;
const unicast = (source: string, ttl = 255) =>
  ({ kind: "unicast", source: address(source), ttl }) as const;

interface Packet {
  readonly source: string;
  readonly destination: IpAddress;
  readonly ttl?: number;
  readonly protocol?: number;
  readonly payload: readonly number[];
}

function ipv4Packet(packet: Packet): Uint8Array {
  const header = {
    typeOfService: 0xc0,
    identification: 1,
    ttl: packet.ttl ?? 255,
    protocol: packet.protocol ?? 112,
    source: address(packet.source),
    destination: packet.destination,
  };
  return encodeIpv4Packet(header, Uint8Array.from(packet.payload));
}

function send4(socket: AdvertSocket, ...packets: readonly Packet[]): void {
  const prepared = packets.map((packet) =>
    socket.prepare(ipv4Packet(packet), address(packet.source), packet.destination),
  );
  assert.deepEqual(socket.send(prepared), { ok: true, value: null });
}

test("IPv4 multicast comes with source, destination and TTL, and does not loop back", async () => {
  using sender = open(left, "ipv4", multicast4);
  using receiver = open(right, "ipv4", multicast4);
  send4(sender.socket, { source: "10.9.0.1", destination: group4, payload: [1, 2, 3] });
  await until(() => receiver.received.length > 0, "nothing was received");
  send4(receiver.socket, { source: "10.9.0.2", destination: group4, ttl: 7, payload: [4] });
  await until(() => sender.received.length > 0, "nothing was received");

  assert.deepEqual(receiver.received, [
    {
      source: "10.9.0.1",
      destination: "224.0.0.18",
      ttl: 255,
      lengthMatches: true,
      payload: [1, 2, 3],
    },
  ]);
  assert.deepEqual(sender.received, [
    { source: "10.9.0.2", destination: "224.0.0.18", ttl: 7, lengthMatches: true, payload: [4] },
  ]);
});

test("other protocols, other groups and unicast stay away from a multicast socket", async () => {
  using sender = open(left, "ipv4", multicast4);
  using other = open(right, "ipv4", { kind: "multicast", group: address("224.0.0.19") });
  using receiver = open(right, "ipv4", multicast4);
  send4(
    sender.socket,
    { source: "10.9.0.1", destination: group4, protocol: 113, payload: [1] },
    { source: "10.9.0.1", destination: address("224.0.0.19"), payload: [2] },
    { source: "10.9.0.1", destination: address("10.9.0.2"), payload: [3] },
    { source: "10.9.0.1", destination: group4, payload: [4] },
  );
  await until(() => receiver.received.length > 0 && other.received.length > 0, "not received");
  const payloads = receiver.received.map((datagram) => datagram.payload);
  assert.deepEqual(payloads, [[4]]);
  assert.deepEqual(
    other.received.map((datagram) => datagram.payload),
    [[2]],
  );
});

test("IPv4 unicast reaches the socket of its destination only, from several peers", async () => {
  left.ip("address", "add", "10.9.0.11/24", "dev", "veth0");
  using first = open(left, "ipv4", unicast("10.9.0.1"));
  using second = open(left, "ipv4", unicast("10.9.0.11"));
  using receiver = open(right, "ipv4", unicast("10.9.0.2"));
  using multicast = open(right, "ipv4", multicast4);
  const destination = address("10.9.0.2");
  send4(first.socket, { source: "10.9.0.1", destination, ttl: 64, payload: [1] });
  await until(() => receiver.received.length === 1, "nothing from the first peer");
  send4(second.socket, { source: "10.9.0.11", destination, payload: [2] });
  await until(() => receiver.received.length === 2, "nothing from the second peer");
  send4(
    receiver.socket,
    { source: "10.9.0.2", destination: address("10.9.0.11"), payload: [3] },
    { source: "10.9.0.2", destination: address("10.9.0.1"), payload: [4] },
  );
  await until(() => first.received.length + second.received.length === 2, "no answers");

  const sources = receiver.received.map(({ source, ttl }) => [source, ttl]);
  assert.deepEqual(sources, [
    ["10.9.0.1", 64],
    ["10.9.0.11", 255],
  ]);
  assert.deepEqual(
    second.received.map((datagram) => datagram.payload),
    [[3]],
  );
  assert.deepEqual(multicast.received, []);
});

test("a socket can be bound to an address that is not there yet", () => {
  using early = open(left, "ipv4", unicast("10.9.0.77"));
  using early6 = open(left, "ipv6", unicast("fd09::77"));
  assert.deepEqual([...early.received, ...early6.received], []);
});

/** A VRRPv3 message whose checksum the kernel fills in. */
const message6 = (virtualRouterId: number): Uint8Array =>
  Uint8Array.of(0x31, virtualRouterId, 100, 0, 0, 100, 0, 0);

test("IPv6 multicast comes checked, with hop limit 255 and the source it was given", async () => {
  using sender = open(left, "ipv6", multicast6);
  using receiver = open(right, "ipv6", multicast6);
  const prepared = [1, 2].map((id) =>
    sender.socket.prepare(message6(id), address("fe80::1"), group6),
  );
  prepared.push(sender.socket.prepare(message6(3), address("fd09::1"), group6));
  assert.ok(sender.socket.send(prepared).ok);
  await until(() => receiver.received.length === 3, "not all were received");

  const [first, , third] = receiver.received;
  assert.ok(first !== undefined && third !== undefined);
  assert.deepEqual(first.payload.slice(0, 6), [0x31, 1, 100, 0, 0, 100]);
  assert.notDeepEqual(first.payload.slice(6), [0, 0], "the kernel writes the checksum");
  assert.deepEqual(
    [first.source, first.destination, first.ttl, first.lengthMatches],
    ["fe80::1", "ff02::12", 255, true],
  );
  assert.equal(third.source, "fd09::1");
  assert.deepEqual(sender.received, []);
});

test("IPv6 unicast carries the hop limit that was asked for", async () => {
  using sender = open(left, "ipv6", unicast("fe80::1", 64));
  using receiver = open(right, "ipv6", unicast("fe80::2"));
  const destination = address("fe80::2");
  const prepared = sender.socket.prepare(message6(9), address("fe80::1"), destination);
  assert.ok(sender.socket.send([prepared]).ok);
  await until(() => receiver.received.length === 1, "nothing was received");
  assert.equal(receiver.received[0]?.ttl, 64);
  assert.equal(receiver.received[0]?.destination, "fe80::2");
});

test("a burst of 600 adverts arrives whole and in order", async () => {
  using sender = open(left, "ipv4", multicast4);
  using receiver = open(right, "ipv4", multicast4);
  const packets = Array.from({ length: 600 }, (_, index) => ({
    source: "10.9.0.1",
    destination: group4,
    payload: [index >> 8, index & 0xff],
  }));
  send4(sender.socket, ...packets);
  await until(() => receiver.received.length === 600, "not all were received");
  const order = receiver.received.map(({ payload: [high = 0, low = 0] }) => high * 256 + low);
  assert.deepEqual(
    order,
    packets.map((_, index) => index),
  );
});

test("a datagram longer than any advert comes with a length that does not match", async () => {
  using sender = open(left, "ipv4", multicast4);
  using receiver = open(right, "ipv4", multicast4);
  left.ip("link", "set", "veth0", "mtu", "9000");
  right.ip("link", "set", "veth0", "mtu", "9000");
  const payload = new Array<number>(8000).fill(1);
  send4(sender.socket, { source: "10.9.0.1", destination: group4, payload });
  await until(() => receiver.received.length === 1, "nothing was received");
  assert.equal(receiver.received[0]?.lengthMatches, false);
});

test("after a refused datagram the rest is sent, and the refusal is told", async () => {
  using sender = open(left, "ipv4", unicast("10.9.0.1"));
  using receiver = open(right, "ipv4", unicast("10.9.0.2"));
  const source = address("10.9.0.1");
  const destination = address("10.9.0.2");
  // A packet with its own header is never fragmented: one longer than the MTU is refused.
  const prepared = [10, 12_000, 20].map((length) => {
    const payload = new Array<number>(length).fill(1);
    const packet = ipv4Packet({ source, destination, payload });
    return sender.socket.prepare(packet, source, destination);
  });
  const sent = sender.socket.send(prepared);
  assert.ok(!sent.ok);
  assert.equal(sent.error.errno, "EMSGSIZE");
  assert.equal(sent.error.operation, "send adverts on veth0");
  await until(() => receiver.received.length === 2, "the rest was not received");
});

test("what is sent carries TOS 0xc0, as another raw socket sees it", async () => {
  using sender = open(left, "ipv4", multicast4);
  using _receiver = open(right, "ipv4", multicast4);
  const type = SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC;
  const fd = right.inside(() => sys.socket(AF_INET, type, 112));
  assert.ok(fd >= 0);
  send4(sender.socket, { source: "10.9.0.1", destination: group4, payload: [1, 2] });
  const packet = new Uint8Array(100);
  let size = -1;
  await until(() => {
    size = sys.recv(fd, packet, 0);
    return size >= 0;
  }, "the other socket received nothing");
  sys.close(fd);
  assert.equal(size, 22);
  assert.deepEqual([packet[1], packet[8], packet[9]], [0xc0, 255, 112]);
});

test("a socket closed by its receiver hands over nothing more", async () => {
  using sender = open(left, "ipv4", multicast4);
  let calls = 0;
  const opened = right.inside(() =>
    factory.open(
      {
        family: "ipv4",
        interfaceName: right.interfaceName,
        interfaceIndex: right.interfaceIndex,
        delivery: multicast4,
        receiveBufferBytes: null,
      },
      () => {
        calls++;
        opened.ok && opened.value.close();
      },
    ),
  );
  assert.ok(opened.ok);
  const packet = { source: "10.9.0.1", destination: group4, payload: [1] };
  send4(sender.socket, packet, packet, packet);
  await until(() => calls > 0, "nothing was received");
  assert.equal(calls, 1);
  assert.deepEqual(opened.value.send([]), { ok: true, value: null });
});

test("an interface that is not there is named, with what to do", () => {
  const opened = left.inside(() =>
    factory.open(
      {
        family: "ipv4",
        interfaceName: "eth77",
        interfaceIndex: left.interfaceIndex,
        delivery: multicast4,
        receiveBufferBytes: null,
      },
      () => {},
    ),
  );
  assert.ok(!opened.ok);
  assert.equal(opened.error.errno, "ENODEV");
  assert.match(opened.error.operation, /raw VRRP socket for IPv4 on eth77: bind it to the inter/);
  assert.match(opened.error.remedy ?? "", /ip link show eth77/);
});
