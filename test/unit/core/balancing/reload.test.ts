import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { RealServer, VirtualServer } from "../../../../src/config/model/load-balancing.ts";
import type { BalancingEffect } from "../../../../src/core/balancing/effects.ts";
import { matchLoadBalancing } from "../../../../src/core/balancing/match.ts";
import { reloaded, removed } from "../../../../src/core/balancing/reload.ts";
import {
  type BalancingState,
  effectiveWeight,
  initialState,
  liveWeightOf,
} from "../../../../src/core/balancing/state.ts";
import { step } from "../../../../src/core/balancing/step.ts";
import type { ServerHealth } from "../../../../src/core/check/state.ts";
import { anyRemarks, anyVirtualServer, eventsOf, initialHealth } from "./arbitraries.ts";
import { realServer, sorryServer, tcpCheck, virtualServer } from "./models.ts";

const sound: ServerHealth = { failedCheckers: 0, isConfirmed: false, weightDelta: 0 };
const failed: ServerHealth = { failedCheckers: 1, isConfirmed: true, weightDelta: 0 };
const vs = "[192.0.2.100]:tcp:80";
const checked = (address: string, differences: Partial<RealServer> = {}) =>
  realServer(address, { checkers: [tcpCheck()], ...differences });

function running(model: VirtualServer, ...failedServers: readonly number[]): BalancingState {
  const state = initialState(model, initialHealth(model));
  step(model, state, { kind: "start", initialNotifies: false });
  for (const server of failedServers) step(model, state, { kind: "checkFailed", server });
  return state;
}

function reload(
  before: VirtualServer,
  state: BalancingState,
  after: VirtualServer,
  health: readonly ServerHealth[],
) {
  const [match = assert.fail()] = matchLoadBalancing([before], [after]).virtualServers;
  return reloaded({ before, state, after, match, health });
}

const words = (effects: readonly BalancingEffect[]): readonly string[] =>
  effects.flatMap((effect) => {
    if (effect.kind === "log") return effect.message;
    if (effect.kind === "eventLine") return effect.line;
    return [];
  });

test("what stays is as alive as it was, and says nothing", () => {
  const before = virtualServer([checked("192.0.2.1"), checked("192.0.2.2")]);
  const state = running(before, 1);
  const after = virtualServer([checked("192.0.2.2"), checked("192.0.2.1")]);
  const result = reload(before, state, after, [failed, sound]);
  assert.deepEqual(
    result.state.servers.map(({ alive }) => alive),
    [false, true],
  );
  assert.deepEqual(words(result.effects), []);
});

test("a new server without alpha is up at once; in alpha mode it is down", () => {
  const before = virtualServer([checked("192.0.2.1")]);
  const after = virtualServer([checked("192.0.2.1"), checked("192.0.2.2"), checked("192.0.2.3")]);
  const alpha = { ...failed, isConfirmed: false };
  const { state } = reload(before, running(before), after, [sound, sound, alpha]);
  assert.deepEqual(
    state.servers.map(({ alive, toldDown }) => [alive, toldDown]),
    [
      [true, false],
      [true, false],
      [false, false],
    ],
  );
  assert.equal(state.liveWeight, 2);
});

test("a server that is gone is told as down, unless it was", () => {
  const before = virtualServer([checked("192.0.2.1"), checked("192.0.2.2"), checked("192.0.2.3")]);
  const after = virtualServer([checked("192.0.2.3")]);
  const { effects } = reload(before, running(before, 1), after, [sound]);
  assert.deepEqual(words(effects), [
    `Removing service [192.0.2.1]:tcp:80 from VS ${vs}`,
    `RS [192.0.2.1]:tcp:80 ${vs} DOWN`,
  ]);
});

test("a configured weight changes in place and is logged", () => {
  const before = virtualServer([checked("192.0.2.1", { weight: 2 })]);
  const after = virtualServer([checked("192.0.2.1", { weight: 5 })]);
  const { state, effects } = reload(before, running(before), after, [sound]);
  assert.equal(state.liveWeight, 5);
  assert.deepEqual(words(effects), [
    `Changing weight from 2 to 5 for active service [192.0.2.1]:tcp:80 of VS ${vs}`,
  ]);
});

test("a server whose failed check is gone comes back, and the quorum with it", () => {
  const before = virtualServer([checked("192.0.2.1")], { sorryServer: sorryServer("192.0.2.9") });
  const after = virtualServer([realServer("192.0.2.1")], { sorryServer: sorryServer("192.0.2.9") });
  const { effects } = reload(before, running(before, 0), after, [sound]);
  assert.deepEqual(words(effects), [
    `Adding service [192.0.2.1]:tcp:80 to VS ${vs}`,
    `RS [192.0.2.1]:tcp:80 ${vs} UP`,
    `Gained quorum 1+0=1 <= 1 for VS ${vs}`,
    `Removing sorry server [192.0.2.9]:tcp:80 from VS ${vs}`,
    `Adding alive servers to the pool for VS ${vs}`,
    `VS ${vs} UP`,
  ]);
});

test("the quorum is looked at once, when all servers are what they will be", () => {
  const before = virtualServer([checked("192.0.2.1"), checked("192.0.2.2")]);
  const after = virtualServer([checked("192.0.2.3")]);
  const { state, effects } = reload(before, running(before), after, [sound]);
  assert.ok(state.hasQuorum);
  assert.ok(words(effects).every((line) => !/quorum/.test(line)));
});

test("a virtual server that is gone is told as down with its servers", () => {
  const model = virtualServer([checked("192.0.2.1"), checked("192.0.2.2")]);
  const state = running(model, 1);
  assert.deepEqual(words(removed(model, state)), [
    `Removing Virtual Server ${vs}`,
    `Removing service [192.0.2.1]:tcp:80 from VS ${vs}`,
    `RS [192.0.2.1]:tcp:80 ${vs} DOWN`,
    `VS ${vs} DOWN`,
  ]);
  assert.deepEqual(step(model, state, { kind: "checkPassed", server: 1 }), []);
});

test("after any reload the state is what the health says, and the live weight the sum", () => {
  fc.assert(
    fc.property(anyVirtualServer, anyVirtualServer, anyRemarks, (before, after, remarks) => {
      const state = running(before);
      for (const event of eventsOf(before, remarks)) step(before, state, event);
      const [match = assert.fail()] = matchLoadBalancing([before], [after]).virtualServers;
      const fresh = initialHealth(after);
      const health = after.realServers.map((_, index): ServerHealth => {
        const old = match.servers[index]?.before ?? null;
        const kept = old === null ? undefined : state.servers[old];
        return kept === undefined ? (fresh[index] ?? sound) : { ...kept, isConfirmed: true };
      });
      const result = reloaded({ before, state, after, match, health });
      const { quorum } = after;
      assert.equal(result.state.liveWeight, liveWeightOf(after, result.state.servers));
      for (const [index, server] of result.state.servers.entries()) {
        assert.equal(server.alive, health[index]?.failedCheckers === 0);
        const weight = effectiveWeight(after.realServers[index] ?? assert.fail(), server);
        assert.ok(weight >= 0 && weight <= 65535);
      }
      const { liveWeight, hasQuorum } = result.state;
      if (liveWeight >= quorum.weight + quorum.hysteresis) assert.ok(hasQuorum);
      if (liveWeight === 0) assert.ok(!hasQuorum);
    }),
  );
});
