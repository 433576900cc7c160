import assert from "node:assert/strict";
import { test } from "node:test";
import {
  destinationKey,
  serviceKey,
  type TableEntry,
} from "../../../../src/core/balancing/table.ts";
import { type Drift, TableKeeper } from "../../../../src/daemon/lvs/table-keeper.ts";
import type { KernelError } from "../../../../src/ports/network.ts";
import { type Micros, seconds } from "../../../../src/wire/units.ts";
import { address } from "../vrrp/fake-world.ts";
import { FakeDataplane } from "./fake-dataplane.ts";

/** A virtual server at 192.0.2.1 with `count` real servers of this weight. */
function entryOf(port: number, count: number, weight = 1): TableEntry {
  const identity = {
    kind: "address",
    protocol: "tcp",
    address: address("192.0.2.1"),
    port,
  } as const;
  const flags = { onePacket: false, flag1: false, flag2: false, flag3: false };
  const rows = Array.from({ length: count }, (_, index) => ({
    address: address(`10.0.${Math.floor(index / 250)}.${(index % 250) + 1}`),
    port: 80,
    forwarding: { method: "nat" } as const,
    weight,
    upperThreshold: 0,
    lowerThreshold: 0,
  }));
  return {
    service: { identity, scheduler: "rr", flags, persistence: null },
    destinations: new Map(rows.map((row) => [destinationKey(row), row])),
  };
}

const keyOf = ({ service }: TableEntry): string => serviceKey(service.identity);

function scene(dataplane = new FakeDataplane()) {
  let now = 0;
  const refused: KernelError[] = [];
  const drifts: Drift[] = [];
  let settled = 0;
  const keeper = new TableKeeper(
    { dataplane, clock: { now: () => now as Micros } },
    {
      refused: (errors) => refused.push(...errors),
      drifted: (drift) => drifts.push(drift),
      settled: () => {
        settled++;
      },
    },
  );
  return {
    dataplane,
    keeper,
    refused,
    drifts,
    settledTimes: () => settled,
    pass(micros: number) {
      now += micros;
    },
    /** Gives how long that is. */
    passToRetry(): number {
      const wait = (keeper.deadline ?? assert.fail("no retry")) - now;
      now += wait;
      return wait;
    },
    want(...entries: readonly TableEntry[]) {
      for (const entry of entries) keeper.want(keyOf(entry), entry);
    },
  };
}

test("nothing is done before what is there has been looked at", async () => {
  const { keeper, dataplane, want } = scene();
  want(entryOf(80, 1));
  keeper.settle();
  assert.deepEqual(dataplane.asked, []);
  await keeper.begin();
  assert.deepEqual(dataplane.lines, ["TCP 192.0.2.1:80 rr", "-> 10.0.0.1:80 1"]);
});

test("what changes while a batch is on its way is in the next one", async () => {
  const { keeper, dataplane, want } = scene();
  want(entryOf(80, 2));
  const begun = keeper.begin();
  want(entryOf(80, 2, 5));
  await begun;
  await keeper.idle();
  assert.deepEqual(dataplane.lines.slice(1), ["-> 10.0.0.1:80 5", "-> 10.0.0.2:80 5"]);
});

test("thousands of operations go in several batches, and are settled once", async () => {
  const { keeper, dataplane, settledTimes, want } = scene();
  const entries = Array.from({ length: 20 }, (_, index) => entryOf(index + 1, 1000));
  want(...entries);
  await keeper.begin();
  assert.equal(dataplane.lines.length, 20 * 1001);
  assert.equal(settledTimes(), 1);
  assert.ok(keeper.isSettled);
});

test("after a refusal what is there counts, and the rest is tried again later and later", async () => {
  const { keeper, dataplane, refused, passToRetry, want } = scene();
  dataplane.refuses = (operation) =>
    operation.kind === "addDestination" && operation.destination.address === "10.0.0.2";
  want(entryOf(80, 3), entryOf(81, 1));
  await keeper.begin();
  assert.equal(refused.length, 1);
  assert.equal(dataplane.lines.length, 5);
  const waits: number[] = [];
  for (let round = 0; round < 8; round++) {
    waits.push(passToRetry() / seconds(1));
    dataplane.asked = [];
    keeper.alarmed();
    await keeper.idle();
    assert.deepEqual(dataplane.asked, ["addDestination 10.0.0.2 1"]);
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
  dataplane.refuses = () => false;
  keeper.alarmed();
  await keeper.idle();
  assert.equal(dataplane.lines.length, 6);
  assert.equal(keeper.deadline, null);
});

test("a service that is no longer wanted is removed, also one that was refused", async () => {
  const { keeper, dataplane, want } = scene();
  const [kept, refused] = [entryOf(80, 1), entryOf(81, 1)];
  dataplane.refuses = (operation) =>
    operation.kind === "addDestination" &&
    operation.service.kind === "address" &&
    operation.service.port === 81;
  want(kept, refused);
  await keeper.begin();
  keeper.want(keyOf(refused), null);
  keeper.settle();
  await keeper.idle();
  assert.deepEqual(dataplane.lines, ["TCP 192.0.2.1:80 rr", "-> 10.0.0.1:80 1"]);
  keeper.alarmed();
  await keeper.idle();
  assert.equal(keeper.deadline, null);
});

test("a look around takes a share at a time, and everything where something was found", async () => {
  const { keeper, dataplane, drifts, pass, want } = scene();
  want(...Array.from({ length: 100 }, (_, index) => entryOf(index + 1, 1)));
  await keeper.begin();
  dataplane.reads = [];
  keeper.lookAround(1 / 20);
  await keeper.idle();
  assert.deepEqual(dataplane.reads, [16]);
  assert.deepEqual(drifts, []);

  pass(seconds(20));
  dataplane.held.clear();
  keeper.lookAround(1 / 20);
  await keeper.idle();
  assert.deepEqual(dataplane.reads, [16, 16, "all"]);
  assert.equal(drifts.length, 100);
  assert.equal(dataplane.lines.length, 200);
});

test("every service has its turn", async () => {
  const { keeper, dataplane, drifts, want } = scene();
  const entries = Array.from({ length: 100 }, (_, index) => entryOf(index + 1, 1));
  want(...entries);
  await keeper.begin();
  const last = entries.at(-1) ?? assert.fail();
  dataplane.held.get(keyOf(last))?.destinations.clear();
  for (let round = 0; round < 8; round++) {
    keeper.lookAround(1 / 20);
    await keeper.idle();
  }
  assert.deepEqual(
    drifts.map(({ wanted }) => keyOf(wanted)),
    [keyOf(last)],
  );
});
