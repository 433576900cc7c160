import assert from "node:assert/strict";
import { test } from "node:test";
import { VirtualNode } from "../../../src/sim/node.ts";
import { NodeClock } from "../../../src/sim/node-clock.ts";
import { Random } from "../../../src/sim/random.ts";
import { Referee } from "../../../src/sim/referee.ts";
import { Timeline } from "../../../src/sim/timeline.ts";
import { VirtualClock } from "../../../src/sim/virtual-clock.ts";
import { virtualInstance } from "../../../src/sim/virtual-instance.ts";
import { VirtualKernel } from "../../../src/sim/virtual-kernel.ts";
import { soundPath, VirtualLan } from "../../../src/sim/virtual-lan.ts";
import { VirtualNeighbour } from "../../../src/sim/virtual-neighbour.ts";
import type { IpAddress } from "../../../src/wire/address.ts";
import type { Micros, Priority } from "../../../src/wire/units.ts";

/**
 * Two routers and a referee who is told of no fault but the boots: the tests make things go wrong.
 */
function makeMatch() {
  const world = new VirtualClock();
  const random = new Random(1);
  const lan = new VirtualLan(world, random.fork());
  const referee = new Referee(world, lan, new Timeline(world, "nothing"));
  const neighbour = new VirtualNeighbour(lan);
  const nodes = [100, 90].map((priority, index) => {
    const address = `10.0.0.${index + 1}` as IpAddress;
    const instance = virtualInstance({ priority: priority as Priority });
    const link = { present: true, up: true, sourceAddress: address, obstacles: [] };
    return new VirtualNode({
      name: `r${index + 1}`,
      address,
      instance,
      world,
      clock: new NodeClock(world, 0 as Micros),
      kernel: new VirtualKernel(world, link, () => referee.holdersChanged()),
      lan,
      random: random.fork(),
      observer: {
        stepped: (node, seen) => referee.stepped(node, seen),
        sent: () => {},
        announced: (node) => neighbour.hear(node.name, ["10.0.0.100" as IpAddress]),
        stopped: () => {},
      },
    });
  });
  referee.watch(nodes, neighbour);
  const boot = () => {
    referee.faultBegins();
    for (const node of nodes) node.start();
    referee.faultEnds();
  };
  const live = (seconds: number) => {
    world.runUntil((world.now() + seconds * 1_000_000) as Micros, 100_000);
  };
  const cut = (change: { cut: boolean }) => lan.setQuality(() => ({ ...soundPath, ...change }));
  const [first = assert.fail(), second = assert.fail()] = nodes;
  return { referee, first, second, boot, live, cut };
}

test("two routers that hear each other please the referee", () => {
  const { referee, boot, live } = makeMatch();
  boot();
  live(20);
  referee.finish();
  assert.deepEqual(referee.violations(), []);
  assert.equal(referee.settledTimes(), 1);
});

test("two routers that do not hear each other although nothing is wrong are found out", () => {
  const { referee, boot, live, cut } = makeMatch();
  cut({ cut: true });
  boot();
  live(20);
  referee.finish();
  const violations = referee.violations().join("\n");
  assert.match(violations, /r1 and r2 is master at the bound/);
  assert.match(violations, /two holders for/);
});

test("a role that moves although nothing is wrong is found out", () => {
  const { referee, first, boot, live } = makeMatch();
  boot();
  live(20);
  first.crash();
  live(20);
  assert.match(referee.violations().join("\n"), /r2 goes to master although nothing is wrong/);
});

test("an address that is nowhere at the bound is found out", () => {
  const { referee, first, boot, live } = makeMatch();
  boot();
  live(4);
  first.kernel.remove(["10.0.0.100" as IpAddress]);
  live(20);
  assert.match(referee.violations().join("\n"), /r1 holds \[\] at the bound/);
});

test("a run that ends before anything could settle is no success", () => {
  const { referee, boot, live } = makeMatch();
  boot();
  live(1);
  referee.finish();
  assert.match(referee.violations().join("\n"), /before the group could settle/);
});
