import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { step } from "../../../../src/core/vrrp/step.ts";
import { masterDownMicros } from "../../../../src/sim/bounds.ts";
import { brokenRules, holdsAddresses } from "../../../../src/sim/step-rules.ts";
import { adoptedAddresses } from "../../../../src/sim/virtual-instance.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import type { Priority } from "../../../../src/wire/units.ts";
import { anyInstance, anyLife, anyPacket, soundPacket } from "./arbitraries.ts";
import { lastOf, live } from "./live.ts";

const runs = { numRuns: 1_000 };

function property(name: string, check: fc.IProperty<[never]> | fc.IRawProperty<unknown>): void {
  test(name, () => fc.assert(check, runs));
}

property(
  "whatever happens, every step keeps the rules of steps and none throws",
  fc.property(anyInstance, anyLife, (instance, life) => {
    for (const seen of live(instance, life)) {
      assert.deepEqual(brokenRules(instance, seen), [], `at ${seen.event.kind}`);
    }
  }),
);

property(
  "the addresses in the kernel follow the phase, whatever happens",
  fc.property(anyInstance, anyLife, (instance, life) => {
    const held = new Set<IpAddress>();
    for (const { event, after, effects } of live(instance, life)) {
      if (event.kind === "addressesLost") for (const one of event.addresses) held.delete(one);
      for (const effect of effects) {
        const all = adoptedAddresses(instance);
        if (effect.kind === "claimAddresses") for (const one of all) held.add(one);
        if (effect.kind === "releaseAddresses") held.clear();
        if (effect.kind === "restoreAddresses") for (const one of effect.addresses) held.add(one);
      }
      if (!holdsAddresses(after.phase)) assert.equal(held.size, 0, after.phase);
      else for (const one of after.restore.pending) held.add(one);
      if (after.phase === "master") {
        for (const one of adoptedAddresses(instance)) assert.ok(held.has(one), one);
      }
    }
  }),
);

property(
  "a step leaves the state it is given as it was, and gives the same for the same",
  fc.property(anyInstance, anyLife, (instance, life) => {
    for (const { event, now, before, after, effects } of live(instance, life)) {
      const again = step(instance, structuredClone(before), event, now);
      assert.deepEqual(again, { state: after, effects });
    }
  }),
);

property(
  "the state is plain data: written down and read again it goes on the same way",
  fc.property(anyInstance, anyLife, (instance, life) => {
    for (const { event, now, before, after } of live(instance, life)) {
      const read = JSON.parse(JSON.stringify(before));
      assert.deepEqual(step(instance, read, event, now).state, after);
    }
  }),
);

property(
  "a backup that hears nothing more is master within one master down interval",
  fc.property(anyInstance, anyLife, (instance, life) => {
    const { state, now } = lastOf(live(instance, life));
    fc.pre(state.phase === "backup" && state.group.othersWantMaster);
    const { priority, masterAdvertIntervalMicros: learned } = state;
    const longest = Math.max(learned, instance.advertIntervalMicros) as typeof learned;
    assert.ok(state.roleDeadline !== null);
    const result = step(instance, state, { kind: "deadline" }, state.roleDeadline);
    assert.equal(result.state.phase, "master");
    assert.ok(state.roleDeadline - now <= masterDownMicros({ instance, priority }, longest));
  }),
);

property(
  "left alone, an instance asks for a bounded number of deadlines",
  fc.property(anyInstance, anyLife, (instance, life) => {
    let { state, now } = lastOf(live(instance, life));
    const end = now + 60 * instance.advertIntervalMicros;
    let deadlines = 0;
    for (; state.deadline !== null && state.deadline <= end; deadlines++) {
      assert.ok(deadlines < 100_000, "it never rests");
      now = Math.max(now, state.deadline) as typeof now;
      state = step(instance, state, { kind: "deadline" }, now).state;
    }
    const { refreshMicros } = instance.announcements;
    const refreshes =
      refreshMicros === 0 ? 0 : (60 * instance.advertIntervalMicros) / refreshMicros;
    assert.ok(deadlines <= 60 + refreshes + 10, `${deadlines} deadlines`);
  }),
);

property(
  "an advert that is refused moves no timer, no phase and no priority",
  fc.property(anyInstance, anyLife, anyPacket, (instance, life, packet) => {
    const { state, now } = lastOf(live(instance, life));
    const { state: after, effects } = step(
      instance,
      state,
      { kind: "advertReceived", packet },
      now,
    );
    const wasCounted = after.statistics.advertsReceived > state.statistics.advertsReceived;
    fc.pre(!wasCounted);
    const told = { statistics: null, reported: null, refusedAdverts: null, sightings: null };
    assert.deepEqual({ ...after, ...told }, { ...state, ...told });
    assert.ok(effects.every(({ kind }) => kind === "log" || kind === "noticed"));
  }),
);

property(
  "a master answers every sound advert as the order of (priority, address) demands",
  fc.property(
    anyInstance,
    anyLife,
    fc.integer({ min: 1, max: 255 }),
    fc.constantFrom("10.0.0.1", "10.0.0.9"),
    (instance, life, rival, source) => {
      const { state, now } = lastOf(live(instance, life));
      const ignores = instance.priority === 255 && instance.ownerIgnoreAdverts;
      const isStranger = instance.checkUnicastSource && instance.delivery.kind === "unicast";
      fc.pre(state.phase === "master" && !ignores && !isStranger);
      const packet = soundPacket(instance, source as IpAddress, rival as Priority);
      const { state: after } = step(instance, state, { kind: "advertReceived", packet }, now);
      const isBetter =
        rival > state.priority || (rival === state.priority && source === "10.0.0.9");
      assert.equal(after.phase, isBetter ? "backup" : "master");
    },
  ),
);

property(
  "a stop always ends, with the role given up and the addresses gone",
  fc.property(
    anyInstance,
    anyLife,
    fc.integer({ min: 0, max: 5_000_000 }),
    (instance, life, limit) => {
      const lived = lastOf(live(instance, life));
      const event = { kind: "stop", limitMicros: limit as typeof lived.now } as const;
      let { state } = step(instance, lived.state, event, lived.now);
      for (let left = 20; state.deadline !== null && left > 0; left--) {
        state = step(instance, state, { kind: "deadline" }, state.deadline).state;
      }
      assert.equal(state.phase, "stopped");
      assert.equal(state.deadline, null);
      assert.ok(
        state.lastTransition - lived.now <= Math.max(limit, 0) || lived.state.phase !== "master",
      );
    },
  ),
);
