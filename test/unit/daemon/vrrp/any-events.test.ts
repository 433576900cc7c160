/** Whatever happens in whichever order, to a sync group and an instance beside it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Configuration } from "../../../../src/config/model/configuration.ts";
import type { VrrpInstance } from "../../../../src/config/model/vrrp-instance.ts";
import { ownFaults } from "../../../../src/core/vrrp/faults.ts";
import type { OperatorOrder } from "../../../../src/daemon/protocol/questions.ts";
import type { VrrpRouter } from "../../../../src/daemon/vrrp/router.ts";
import { virtualAddress, virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import {
  type Centiseconds,
  milliseconds,
  type Priority,
  type VirtualRouterId,
} from "../../../../src/wire/units.ts";
import { address, configurationOf, FakeWorld } from "./fake-world.ts";
import { syncGroup, tracker, trackScript } from "./trackers.ts";

type Act =
  | { readonly kind: "link"; readonly index: number; readonly up: boolean }
  | { readonly kind: "tracked"; readonly name: string; readonly good: boolean }
  | { readonly kind: "advert"; readonly id: number; readonly priority: number }
  | { readonly kind: "pass"; readonly millis: number }
  | { readonly kind: "reload"; readonly variant: number }
  | { readonly kind: "order"; readonly order: OperatorOrder };

const names = ["one", "two", "alone"] as const;
const link = fc.record({
  kind: fc.constant("link" as const),
  index: fc.integer({ min: 2, max: 4 }),
  up: fc.boolean(),
});
const tracked = fc.record({
  kind: fc.constant("tracked" as const),
  name: fc.constantFrom("fault", "weight"),
  good: fc.boolean(),
});
const advert = fc.record({
  kind: fc.constant("advert" as const),
  id: fc.integer({ min: 1, max: 3 }),
  priority: fc.constantFrom(0, 50, 100, 150),
});
const pass = fc.record({
  kind: fc.constant("pass" as const),
  millis: fc.integer({ min: 0, max: 9_000 }),
});
const reload = fc.record({
  kind: fc.constant("reload" as const),
  variant: fc.integer({ min: 0, max: 3 }),
});
const instance = fc.constantFrom(...names);
const order = fc.record({
  kind: fc.constant("order" as const),
  order: fc.oneof(
    fc.record({ instance, kind: fc.constant("fault" as const), on: fc.boolean() }),
    fc.record({ instance, kind: fc.constant("switchover" as const), back: fc.boolean() }),
    fc.record({
      instance,
      kind: fc.constant("priority" as const),
      priority: fc.constantFrom(null, 1, 120, 254),
    }),
  ),
});
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(link, tracked, advert, { arbitrary: pass, weight: 3 }, reload, order),
  { minLength: 1, maxLength: 60 },
);

function instanceOf(number: number, changes: Partial<VrrpInstance> = {}): VrrpInstance {
  const interfaceName = `eth${number - 1}`;
  const line = virtualAddress(`10.0.${number}.100` as IpAddress);
  return virtualInstance({
    name: names[number - 1] ?? "",
    interface: interfaceName,
    virtualRouterId: number as VirtualRouterId,
    version: 3,
    checksum: "pseudoHeader",
    virtualAddresses: [{ ...line, interface: interfaceName }],
    ...changes,
  });
}

/** 0: a group of two with a script; 1: without; 2: with another script; 3: no group at all. */
function configurationFor(variant: number): Configuration {
  const syncGroupName = variant === 3 ? null : "G";
  const follows = variant === 1 ? [] : [tracker("script", "fault")];
  const instances = [
    instanceOf(1, { syncGroup: syncGroupName, trackers: follows }),
    instanceOf(2, { syncGroup: syncGroupName }),
    instanceOf(3, { trackers: [tracker("script", "weight", -60), tracker("interface", "eth1")] }),
  ];
  const configuration = configurationOf(...instances);
  const command = variant === 2 ? "/bin/other" : "/bin/true";
  const scripts = [trackScript("fault", [command]), trackScript("weight")];
  return {
    ...configuration,
    tracking: { ...configuration.tracking, scripts },
    syncGroups: syncGroupName === null ? [] : [syncGroup(syncGroupName, ["one", "two"])],
  };
}

function play(world: FakeWorld, router: VrrpRouter, act: Act): void {
  switch (act.kind) {
    case "link":
      return world.addLink(act.index, `eth${act.index - 2}`, act.up);
    case "tracked": {
      const result = { kind: "verdict", good: act.good, reason: "as told" } as const;
      return router.tracked({ kind: "script", name: act.name, result });
    }
    case "advert":
      return world.deliver(
        {
          version: 3,
          virtualRouterId: act.id as VirtualRouterId,
          priority: act.priority as Priority,
          advertIntervalCentiseconds: 100 as Centiseconds,
          addresses: [address(`10.0.${act.id}.100`)],
        },
        `10.0.${act.id - 1}.2`,
      );
    case "pass":
      return world.pass(router, milliseconds(act.millis));
    case "reload":
      return router.reload(configurationFor(act.variant));
    case "order":
      return router.order(act.order, () => undefined);
  }
}

function assertSound(world: FakeWorld, router: VrrpRouter): void {
  for (const { instance: each, state } of router.instances) {
    const holds = state.phase === "master" || state.phase === "handingOver";
    const [line] = each.virtualAddresses;
    assert.equal(world.holds(line?.address ?? ""), holds, `${each.name} is ${state.phase}`);
    const fault = state.tracked.contributions.find(({ effect }) => effect.kind === "fault");
    if (fault !== undefined)
      assert.ok(state.phase === "fault" || state.phase === "init", each.name);
    const awaits = state.tracked.contributions.some(({ effect }) => effect.kind === "awaited");
    const waits = !state.begun && (awaits || state.group.awaitedMembers.length > 0);
    const hasReason = state.faults.length > 0 || waits;
    if (state.phase === "fault") assert.ok(hasReason, `${each.name}: no reason`);
  }
  for (const { group, members: all } of router.groups) {
    // A newcomer that waits for a first result takes nothing from those that serve.
    const members = all.filter(({ state }) => state.begun || ownFaults(state).length > 0);
    const masters = members.filter(({ state: { phase } }) => phase === "master");
    const handing = members.filter(({ state: { phase } }) => phase === "handingOver");
    const together = masters.length === 0 || masters.length + handing.length === members.length;
    const phases = members.map(({ state }) => state.phase);
    assert.ok(together, `${group.name}: ${phases.join(" and ")}`);
    const faulty = members.some(({ state }) => ownFaults(state).length > 0);
    assert.ok(!faulty || phases.every((phase) => phase === "fault"), phases.join(" and "));
  }
  assert.ok(!world.logged.some((text) => text.includes("does not come to rest")));
}

test("addresses follow the phase, faults their reasons, and groups move as one", () => {
  fc.assert(
    fc.property(acts, (all) => {
      const world = new FakeWorld();
      for (const index of [3, 4]) {
        world.addLink(index, `eth${index - 2}`);
        world.addAddress(index, `10.0.${index - 2}.1`);
      }
      const router = world.router(configurationFor(0));
      for (const act of all) {
        play(world, router, act);
        assertSound(world, router);
      }
    }),
    { numRuns: 300 },
  );
});
