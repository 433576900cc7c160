/** A member of a sync group that waits for the others may do so for weeks (keepalived.md §6). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { trackedCondition } from "../../../../src/core/tracking/condition.ts";
import { noGroup, noOrders, type VrrpEvent } from "../../../../src/core/vrrp/events.ts";
import { initialState, step } from "../../../../src/core/vrrp/step.ts";
import { virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { seconds } from "../../../../src/wire/units.ts";

test("who waits until the other members of its group can be MASTER says so once", () => {
  const instance = virtualInstance();
  const begins: VrrpEvent = {
    kind: "start",
    link: { present: true, up: true, sourceAddress: "10.0.0.1" as IpAddress, obstacles: [] },
    tracked: trackedCondition(instance.priority, []),
    group: { ...noGroup, othersWantMaster: false },
    operator: noOrders,
    resume: false,
  };
  let now = seconds(1000);
  let { state } = step(instance, initialState(instance, now), begins, now);
  const said: string[] = [];
  for (let waits = 0; waits < 100; waits++) {
    now = state.roleDeadline ?? assert.fail("it waits for nothing");
    const turn = step(instance, state, { kind: "deadline" }, now);
    state = turn.state;
    for (const effect of turn.effects) if (effect.kind === "log") said.push(effect.message);
  }
  assert.equal(state.phase, "backup");
  assert.deepEqual(said, ["Receive advertisement timeout"]);
});
