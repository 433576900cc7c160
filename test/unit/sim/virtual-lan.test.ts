import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "../../../src/sim/random.ts";
import { VirtualClock } from "../../../src/sim/virtual-clock.ts";
import {
  type LanDatagram,
  type PathQuality,
  soundPath,
  VirtualLan,
} from "../../../src/sim/virtual-lan.ts";
import type { IpAddress } from "../../../src/wire/address.ts";
import type { Micros } from "../../../src/wire/units.ts";
import { vrrpGroupIpv4 } from "../../../src/wire/vrrp/groups.ts";

const addresses = ["10.0.0.1", "10.0.0.2", "10.0.0.3"] as IpAddress[];

function makeLan(
  change: Partial<PathQuality> = {},
  affects = (_from: number, _to: number) => true,
) {
  const world = new VirtualClock();
  const lan = new VirtualLan(world, new Random(1));
  const heard: LanDatagram[][] = addresses.map(() => []);
  for (const [index, address] of addresses.entries()) {
    lan.attach({ address, receive: (datagram) => heard[index]?.push(datagram) });
  }
  lan.setQuality((from, to) => (affects(from, to) ? { ...soundPath, ...change } : soundPath));
  const send = (from: number, payload: number[], destination: IpAddress = vrrpGroupIpv4) => {
    const source = addresses[from] ?? assert.fail();
    lan.send(from, { source, destination, ttl: 255, payload: Uint8Array.from(payload) });
  };
  const counts = () => {
    world.runUntil((world.now() + 10_000_000) as Micros, 10_000);
    return heard.map((datagrams) => datagrams.length);
  };
  return { send, counts, heard };
}

test("multicast reaches all but the sender, unicast the one who has the address", () => {
  const { send, counts } = makeLan();
  send(0, [1]);
  send(0, [2], addresses[2]);
  assert.deepEqual(counts(), [0, 1, 2]);
});

test("a one-way cut lets the other way pass", () => {
  const { send, counts } = makeLan({ cut: true }, (from, to) => from === 0 && to === 1);
  send(0, [1]);
  send(1, [2]);
  assert.deepEqual(counts(), [1, 0, 2]);
});

test("about as many are lost as the probability says", () => {
  const { send, counts } = makeLan({ lossProbability: 0.3 });
  for (let left = 1_000; left > 0; left--) send(0, [1]);
  for (const count of counts().slice(1)) assert.ok(count > 640 && count < 760, `${count}`);
});

test("what is doubled arrives twice", () => {
  const { send, counts } = makeLan({ duplicateProbability: 1 });
  send(0, [1]);
  assert.deepEqual(counts(), [0, 2, 2]);
});

test("a wide range of delays lets datagrams overtake each other", () => {
  const { send, counts, heard } = makeLan({ longestDelayMicros: 1_000_000 });
  for (let number = 0; number < 20; number++) send(0, [number]);
  counts();
  const order = heard[1]?.map((datagram) => datagram.payload[0]) ?? [];
  assert.equal(order.length, 20);
  assert.notDeepEqual(
    order,
    [...order].sort((one, other) => (one ?? 0) - (other ?? 0)),
  );
});

test("a corrupted datagram has one bit turned over, in a copy", () => {
  const { send, counts, heard } = makeLan({ corruptProbability: 1 });
  send(0, [0, 0, 0, 0]);
  counts();
  const [datagram] = heard[1] ?? [];
  const bits = [...(datagram?.payload ?? [])].map((byte) => byte.toString(2).replaceAll("0", ""));
  assert.equal(bits.join(""), "1");
  assert.equal(datagram?.corrupted, true);
});
