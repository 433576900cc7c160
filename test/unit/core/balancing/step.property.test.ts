import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { VirtualServer } from "../../../../src/config/model/load-balancing.ts";
import { entriesOf } from "../../../../src/core/balancing/desired.ts";
import type { BalancingEffect } from "../../../../src/core/balancing/effects.ts";
import type { BalancingEvent } from "../../../../src/core/balancing/events.ts";
import { servicesOf } from "../../../../src/core/balancing/services.ts";
import {
  type BalancingState,
  initialState,
  liveWeightOf,
} from "../../../../src/core/balancing/state.ts";
import { step } from "../../../../src/core/balancing/step.ts";
import { reconcileTable } from "../../../../src/core/reconcile/balancing.ts";
import { AppliedTable } from "../reconcile/applied-table.ts";
import { anyRemarks, anyVirtualServer, eventsOf, initialHealth } from "./arbitraries.ts";

interface Moment {
  readonly effects: readonly BalancingEffect[];
  readonly state: BalancingState;
  readonly quorumBefore: boolean;
}

/** Plays a start and then the events, and looks at the state after each. */
function play(
  model: VirtualServer,
  events: readonly BalancingEvent[],
  look: (moment: Moment) => void,
): void {
  const state = initialState(model, initialHealth(model));
  const start: BalancingEvent = { kind: "start", initialNotifies: false };
  for (const event of [start, ...events]) {
    const quorumBefore = state.hasQuorum;
    look({ effects: step(model, state, event), state, quorumBefore });
  }
}

const anyPlay = fc
  .tuple(anyVirtualServer, anyRemarks)
  .map(([model, remarks]) => [model, eventsOf(model, remarks)] as const);

const tableOf = (model: VirtualServer, state: BalancingState) =>
  entriesOf(model, servicesOf(model, new Map()), state);

/** By the words of the manual, and not by those of the machine. */
function expectedWeights(
  { realServers, sorryServer }: VirtualServer,
  { servers, hasQuorum }: BalancingState,
): ReadonlyMap<string, number> {
  const isSorry = sorryServer !== null && !hasQuorum;
  const weights = new Map<string, number>();
  for (const [index, { address, weight, inhibitOnFailure }] of realServers.entries()) {
    const { failedCheckers, weightDelta } = servers[index] ?? assert.fail();
    const sum = Math.min(65535, Math.max(0, weight + weightDelta));
    if (failedCheckers === 0 && !isSorry) weights.set(address, sum);
    else if (inhibitOnFailure) weights.set(address, 0);
  }
  if (isSorry) weights.set(sorryServer.address, 1);
  else if (sorryServer?.inhibit) weights.set(sorryServer.address, 0);
  return weights;
}

test("the desired table holds the healthy servers, or the sorry server", () => {
  fc.assert(
    fc.property(anyPlay, ([model, events]) => {
      play(model, events, ({ state }) => {
        const [entry, ...others] = tableOf(model, state).values();
        assert.equal(others.length, 0);
        const rows = [...(entry?.destinations.values() ?? [])];
        const weights = new Map(rows.map(({ address, weight }) => [address as string, weight]));
        assert.deepEqual(
          new Map([...weights].sort()),
          new Map([...expectedWeights(model, state)].sort()),
        );
      });
    }),
  );
});

test("weights stay in their range, and the live weight is their sum", () => {
  fc.assert(
    fc.property(anyPlay, ([model, events]) => {
      play(model, events, ({ state }) => {
        assert.equal(state.liveWeight, liveWeightOf(model, state.servers));
        for (const { destinations } of tableOf(model, state).values()) {
          for (const { weight } of destinations.values()) {
            assert.ok(Number.isInteger(weight) && weight >= 0 && weight <= 65535, String(weight));
          }
        }
      });
    }),
  );
});

test("quorum is there at quorum + hysteresis, gone below quorum - hysteresis, and as it was between", () => {
  fc.assert(
    fc.property(anyPlay, ([model, events]) => {
      const { weight, hysteresis } = model.quorum;
      let hadQuorum = false;
      play(model, events, ({ state: { hasQuorum, liveWeight } }) => {
        if (liveWeight >= weight + hysteresis) assert.ok(hasQuorum);
        else if (liveWeight === 0 || liveWeight < weight - hysteresis) assert.ok(!hasQuorum);
        else assert.equal(hasQuorum, hadQuorum);
        hadQuorum = hasQuorum;
      });
    }),
  );
});

test("named pipes hear of every change once, and of nothing else", () => {
  fc.assert(
    fc.property(anyPlay, ([model, events]) => {
      const said = new Map<string, string>();
      play(model, events, ({ effects }) => {
        for (const effect of effects) {
          if (effect.kind !== "eventLine") continue;
          const [subject = "", word = ""] = effect.line.split(/ (?=\w+$)/);
          assert.notEqual(said.get(subject), word, effect.line);
          said.set(subject, word);
        }
      });
    }),
  );
});

test("a table that follows each tableChanged is always the desired one", () => {
  fc.assert(
    fc.property(anyPlay, ([model, events]) => {
      const applied = new AppliedTable();
      play(model, events, ({ effects, state }) => {
        const desired = tableOf(model, state);
        const operations = reconcileTable(desired, applied.table, new Set());
        const isTold = effects.some(({ kind }) => kind === "tableChanged");
        assert.ok(isTold || operations.length === 0, "the table changed and nobody was told");
        for (const operation of operations) applied.apply(operation);
        assert.deepEqual(reconcileTable(desired, applied.table, new Set()), []);
      });
    }),
  );
});
