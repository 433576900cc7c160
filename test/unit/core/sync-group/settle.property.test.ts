import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { VrrpInstance } from "../../../../src/config/model/vrrp-instance.ts";
import { ownFaults } from "../../../../src/core/vrrp/faults.ts";
import type { Phase } from "../../../../src/core/vrrp/state.ts";
import { brokenRules } from "../../../../src/sim/step-rules.ts";
import type { GroupSeen, VirtualGroup } from "../../../../src/sim/virtual-group.ts";
import type { Micros } from "../../../../src/wire/units.ts";
import { anyInstance } from "../vrrp/arbitraries.ts";
import { anyGroupLife, bornAt, type GroupHappening, makeGroup, perform } from "./arbitraries.ts";

const runs = { numRuns: 400 };

interface Moment {
  readonly group: VirtualGroup;
  readonly now: Micros;
  readonly seen: readonly GroupSeen[];
}

const anyMembers = fc.array(anyInstance, { minLength: 1, maxLength: 4 });

function property(
  name: string,
  check: (life: Iterable<Moment>, instances: readonly VrrpInstance[]) => void,
): void {
  test(name, () =>
    fc.assert(
      fc.property(anyMembers, anyGroupLife, (instances, life) =>
        check(live(instances, life), instances),
      ),
      runs,
    ),
  );
}

function* live(
  instances: readonly VrrpInstance[],
  life: readonly GroupHappening[],
): Generator<Moment> {
  const group = makeGroup(instances);
  let now = bornAt;
  for (const happening of life) {
    const { waitMicros } = happening;
    now = (
      waitMicros === null ? Math.max(now, group.deadline() ?? now) : now + waitMicros
    ) as Micros;
    yield { group, now, seen: perform(group, happening, now) };
  }
}

const phasesOf = (group: VirtualGroup): readonly Phase[] =>
  group.names.map((name) => group.stateOf(name).phase);

/** A hand-over is a master's; what has not begun, or cannot for want of others, is like INIT. */
function standing(group: VirtualGroup, name: string): string {
  const { phase, begun } = group.stateOf(name);
  if (phase === "handingOver") return "master";
  return phase === "fault" && !begun ? "init" : phase;
}

const isEnding = (group: VirtualGroup): boolean =>
  group.names.some((name) => {
    const { phase, leaving } = group.stateOf(name);
    return phase === "stopped" || leaving === "stop";
  });

property("whatever happens, the members of a settled group are all in one state", (life) => {
  for (const { group } of life) {
    if (isEnding(group)) return;
    const different = new Set(group.names.map((name) => standing(group, name)));
    assert.equal(different.size, 1, phasesOf(group).join(" "));
  }
});

property("the group's state is that of its members", (life) => {
  for (const { group } of life) {
    if (isEnding(group)) return;
    const phases = phasesOf(group);
    const { phase, untold } = group.state;
    assert.equal(untold, null);
    if (phases.some((one) => one === "init")) continue;
    const expected = phases.includes("fault") ? "fault" : phases[0];
    assert.equal(phase, expected === "handingOver" ? "master" : expected, phases.join(" "));
  }
});

property("a change of the group is told once, from where it stood before", (life) => {
  let known: Phase = "init";
  for (const { group, seen } of life) {
    const changes = seen.flatMap(({ who, effects }) => (who === null ? effects : []));
    for (const effect of changes) {
      if (effect.kind !== "stateChanged") continue;
      assert.equal(effect.from, known);
      assert.notEqual(effect.to, effect.from);
      known = effect.to;
    }
    assert.equal(known, group.state.phase);
    assert.ok(changes.filter(({ kind }) => kind === "stateChanged").length <= 2);
  }
});

property("no member moves more than twice for one event: nothing flaps", (life) => {
  for (const { group, seen } of life) {
    if (isEnding(group)) return;
    for (const name of group.names) {
      const moves = seen.filter(
        ({ who, effects }) => who === name && effects.some(({ kind }) => kind === "stateChanged"),
      );
      assert.ok(moves.length <= 2, `${name} moves ${moves.length} times`);
    }
  }
});

property("each step of each member keeps the rules of steps", (life) => {
  for (const { group, seen } of life) {
    for (const each of seen) {
      if (each.who === null) continue;
      const broken = brokenRules(group.instanceOf(each.who), each.step);
      assert.deepEqual(broken, [], `${each.who} at ${each.step.event.kind}`);
    }
  }
});

property("nobody is master while a member has a fault of its own", (life) => {
  for (const { group } of life) {
    if (isEnding(group)) return;
    const isFaulty = group.names.some((name) => ownFaults(group.stateOf(name)).length > 0);
    const isMaster = phasesOf(group).some((phase) => phase === "master" || phase === "handingOver");
    assert.ok(!(isFaulty && isMaster), phasesOf(group).join(" "));
  }
});

property("a sound group that hears nobody becomes master, and stays it", (life) => {
  const moments = [...life];
  const last = moments.at(-1);
  if (last === undefined || isEnding(last.group)) return;
  const { group } = last;
  if (group.names.some((name) => !group.stateOf(name).begun)) return;
  if (group.names.some((name) => group.stateOf(name).faults.length > 0)) return;
  let now = last.now;
  for (let left = 200; left > 0; left--) {
    now = Math.max(now, group.deadline() ?? now) as Micros;
    group.wake(now);
    if (group.state.phase === "master") break;
  }
  assert.equal(group.state.phase, "master");
});
