import assert from "node:assert/strict";
import { test } from "node:test";
import type { VrrpEffect } from "../../../src/core/vrrp/effects.ts";
import { noGroup, noOrders } from "../../../src/core/vrrp/events.ts";
import { initialState, step } from "../../../src/core/vrrp/step.ts";
import type { StepSeen } from "../../../src/sim/instance-shell.ts";
import { brokenRules } from "../../../src/sim/step-rules.ts";
import { virtualInstance } from "../../../src/sim/virtual-instance.ts";
import type { IpAddress } from "../../../src/wire/address.ts";
import { type Micros, type Priority, plus } from "../../../src/wire/units.ts";

const instance = virtualInstance();
const link = { present: true, up: true, sourceAddress: "10.0.0.1" as IpAddress, obstacles: [] };

/** The step from BACKUP to MASTER, as the machine does it. */
function takeover(): StepSeen {
  const born = initialState(instance, 0 as Micros);
  const event = {
    kind: "start",
    link,
    tracked: { priority: 100 as Priority, contributions: [] },
    group: noGroup,
    operator: noOrders,
    resume: false,
  } as const;
  const backup = step(instance, born, event, 0 as Micros).state;
  const now = backup.deadline ?? assert.fail();
  const { state, effects } = step(instance, backup, { kind: "deadline" }, now);
  return { event: { kind: "deadline" }, now, before: backup, after: state, effects };
}

const without = (seen: StepSeen, kind: VrrpEffect["kind"]): StepSeen => ({
  ...seen,
  effects: seen.effects.filter((effect) => effect.kind !== kind),
});

test("a takeover as the machine does it breaks no rule", () => {
  assert.deepEqual(brokenRules(instance, takeover()), []);
});

test("each way to do it wrong breaks the rule that names it", () => {
  const seen = takeover();
  const reversed = { ...seen, effects: seen.effects.toReversed() };
  const cases: readonly [StepSeen, string][] = [
    [without(seen, "sendAdvert"), "a new master speaks before anything else"],
    [without(seen, "claimAddresses"), "then it claims the addresses"],
    [reversed, "a new master speaks before anything else"],
    [without(seen, "stateChanged"), "each change is told once"],
    [{ ...seen, after: { ...seen.after, deadline: null } }, "the deadline is the earliest"],
    [
      { ...seen, after: { ...seen.after, roleDeadline: seen.now, deadline: seen.now } },
      "a deadline that has passed is dealt with",
    ],
    [
      { ...seen, after: { ...seen.after, roleDeadline: plus(seen.now, 9e6 as Micros) } },
      "a master's next advert is at most an interval away",
    ],
    [
      {
        ...seen,
        after: { ...seen.after, faults: [{ reason: "interfaceDown", interfaceName: "eth0" }] },
      },
      "a fault means FAULT",
    ],
    [{ ...seen, after: seen.before }, "only a master announces"],
    [{ ...seen, before: seen.after, after: seen.before }, "lets go of the addresses"],
  ];
  for (const [wrong, rule] of cases) {
    const broken = brokenRules(instance, wrong);
    assert.ok(
      broken.some((sentence) => sentence.includes(rule)),
      `"${rule}" among "${broken.join('", "')}"`,
    );
  }
});

test("counters that go back are noticed", () => {
  const seen = takeover();
  const statistics = { ...seen.after.statistics, advertsReceived: -1 };
  const broken = brokenRules(instance, { ...seen, after: { ...seen.after, statistics } });
  assert.ok(broken.some((sentence) => sentence.includes("advertsReceived")));
});
