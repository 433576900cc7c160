import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "../../src/sim/random.ts";
import { VirtualClock } from "../../src/sim/virtual-clock.ts";
import { VirtualLan } from "../../src/sim/virtual-lan.ts";
import type { IpAddress } from "../../src/wire/address.ts";
import { type Micros, type Priority, seconds } from "../../src/wire/units.ts";
import { GroupNode } from "./group-lan.ts";

const seedCount = 400;
const mostActions = 1_000_000;
const sufferingMicros = seconds(30);
/** Every member waits for its own master down timer, at most twice, and those of a better group. */
const settlingMicros = seconds(16);
const quietMicros = seconds(20);

class GroupWorld {
  readonly clock = new VirtualClock();
  readonly members: readonly string[];
  readonly nodes: readonly GroupNode[];
  readonly #random: Random;
  changes = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
    const random = this.#random;
    this.members = ["A", "B", "C"].slice(0, random.integer(1, 3));
    const lans = new Map(
      this.members.map((name) => [name, new VirtualLan(this.clock, random.fork())]),
    );
    const preempt = random.chance(0.7);
    this.nodes = [1, 2, 3].slice(0, random.integer(2, 3)).map(
      (number) =>
        new GroupNode({
          address: `10.0.0.${number}` as IpAddress,
          priority: random.pick([50, 100, 100, 200]) as Priority,
          preempt,
          world: this.clock,
          lans,
          random: random.fork(),
          changed: () => {
            this.changes += 1;
          },
        }),
    );
  }

  run(span: Micros): void {
    const end = (this.clock.now() + span) as Micros;
    assert.ok(this.clock.runUntil(end, mostActions) < mostActions, "it never rests");
  }

  /** Each trouble is over when the suffering is. */
  suffer(): void {
    for (const node of this.nodes) this.#at(0, seconds(5), () => node.start());
    for (let count = this.#random.integer(1, 6); count > 0; count--) {
      const node = this.#random.pick(this.nodes);
      const name = this.#random.pick(this.members);
      const begin = this.#random.micros(seconds(5), sufferingMicros);
      const end = this.#random.micros(begin, sufferingMicros);
      const [start, finish] = this.#random.pick<readonly [() => void, () => void]>([
        [() => node.crash(), () => node.start()],
        [() => node.setLink(name, false), () => node.setLink(name, true)],
        [() => node.order(name, true), () => node.order(name, false)],
      ]);
      this.clock.at(begin, start);
      this.clock.at(end, finish);
    }
    this.run(sufferingMicros);
    for (const node of this.nodes) {
      for (const name of this.members) {
        node.setLink(name, true);
        node.order(name, false);
      }
    }
  }

  #at(lowest: number, highest: number, action: () => void): void {
    this.clock.at(this.#random.micros(lowest, highest), action);
  }
}

test("sync groups of several routers agree on one router for all members, and stay so", () => {
  let moved = 0;
  for (let seed = 0; seed < seedCount; seed++) {
    const world = new GroupWorld(seed);
    world.suffer();
    world.run(settlingMicros);
    const holders = world.nodes.filter((node) => node.masters().length > 0);
    assert.equal(holders.length, 1, `seed ${seed}: ${holders.length} routers are master`);
    assert.deepEqual(holders[0]?.masters(), world.members, `seed ${seed}`);
    moved += world.changes;
    world.changes = 0;
    world.run(quietMicros);
    assert.equal(world.changes, 0, `seed ${seed}: changes though nothing is wrong`);
  }
  assert.ok(moved > 10 * seedCount, `${moved} changes`);
});
