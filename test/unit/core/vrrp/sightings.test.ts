/** What is kept of refused adverts stays within bounds, whoever sends them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { trackedCondition } from "../../../../src/core/tracking/condition.ts";
import { noGroup, noOrders, type VrrpEvent } from "../../../../src/core/vrrp/events.ts";
import { mostSightings } from "../../../../src/core/vrrp/sightings.ts";
import { initialState, step } from "../../../../src/core/vrrp/step.ts";
import { virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { failure } from "../../../../src/wire/result.ts";
import { type Micros, plus, seconds } from "../../../../src/wire/units.ts";

const address = (text: string): IpAddress => text as IpAddress;

const begins: VrrpEvent = {
  kind: "start",
  link: { present: true, up: true, sourceAddress: address("10.0.0.1"), obstacles: [] },
  tracked: trackedCondition(virtualInstance().priority, []),
  group: noGroup,
  operator: noOrders,
  resume: false,
};

const truncatedFrom = (source: string): VrrpEvent => ({
  kind: "advertReceived",
  packet: {
    source: address(source),
    destination: address("224.0.0.18"),
    ttl: 255,
    lengthMatches: true,
    received: failure({ code: "truncated", neededBytes: 20, gotBytes: 7 }),
  },
});

function scene() {
  const instance = virtualInstance();
  let now = seconds(1000);
  let { state } = step(instance, initialState(instance, now), begins, now);
  return {
    state: () => state,
    /** How often the journal is told. */
    hear(source: string, afterMicros: Micros): number {
      now = plus(now, afterMicros);
      const { state: after, effects } = step(instance, state, truncatedFrom(source), now);
      state = after;
      return effects.filter(({ kind }) => kind === "noticed").length;
    },
  };
}

test("thousands of forged senders are a few sightings and a few records", () => {
  const { hear, state } = scene();
  let told = 0;
  for (let index = 0; index < 10_000; index++) {
    told += hear(`10.${index % 7}.${index % 250}.${index % 251}`, seconds(0.05));
  }
  assert.equal(state().refusedAdverts, 10_000);
  assert.ok(state().sightings.length <= mostSightings);
  // 500 seconds: none is told a second time, and none makes room within ten minutes.
  assert.equal(told, mostSightings);
});

test("a router that is refused for a whole day is one record", () => {
  const { hear, state } = scene();
  let told = 0;
  for (let index = 0; index < 86_400; index++) told += hear("10.0.0.2", seconds(1));
  assert.equal(told, 1);
  const [sighting] = state().sightings;
  assert.equal(sighting?.count, 86_400);
});

test("one that was silent for long is told again, and makes room for others", () => {
  const { hear, state } = scene();
  for (let index = 0; index < mostSightings; index++) hear(`10.0.0.${index + 2}`, seconds(0));
  assert.equal(hear("10.0.1.1", seconds(60)), 0);
  assert.equal(hear("10.0.0.2", seconds(3600)), 1);
  assert.equal(hear("10.0.1.1", seconds(1)), 1);
  assert.equal(state().sightings.at(-1)?.address, "10.0.1.1");
  assert.equal(state().sightings.length, mostSightings);
});
