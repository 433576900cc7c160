import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  beginScript,
  type ScriptEvent,
  type ScriptRule,
  scriptDeadline,
  stepScript,
} from "../../../../src/core/tracking/script.ts";
import { type Micros, seconds } from "../../../../src/wire/units.ts";

const anyRule: fc.Arbitrary<ScriptRule> = fc.record({
  name: fc.constant("S"),
  intervalMicros: fc.integer({ min: 1000, max: 3_000_000 }) as fc.Arbitrary<Micros>,
  timeoutMicros: fc.integer({ min: 1000, max: 5_000_000 }) as fc.Arbitrary<Micros>,
  rise: fc.integer({ min: 1, max: 5 }),
  fall: fc.integer({ min: 1, max: 5 }),
  startsFailed: fc.boolean(),
});

type Move = { readonly waitMicros: number; readonly event: ScriptEvent };

const anyMove: fc.Arbitrary<Move> = fc.record({
  waitMicros: fc.nat(4_000_000),
  event: fc.oneof(
    fc.constant<ScriptEvent>({ kind: "deadline" }),
    fc.nat(2).map((status): ScriptEvent => ({ kind: "ended", end: { kind: "exited", status } })),
    fc.constant<ScriptEvent>({ kind: "ended", end: { kind: "signalled", signal: 9 } }),
    fc.boolean().map(
      (passing): ScriptEvent => ({
        kind: "ended",
        end: { kind: "notStarted", reason: "no", passing },
      }),
    ),
  ),
});

test("whatever comes: one run at a time, results that change, a counter within its bounds", () => {
  fc.assert(
    fc.property(anyRule, fc.array(anyMove, { maxLength: 200 }), (rule, moves) => {
      let now = seconds(1);
      let { state } = beginScript(rule, null, now);
      let told: boolean | null = rule.startsFailed ? false : null;
      let isRunning = false;
      for (const { waitMicros, event } of moves) {
        now = (now + waitMicros) as Micros;
        const step = stepScript(rule, state, event, now);
        if (event.kind === "ended") isRunning = false;
        for (const effect of step.effects) {
          if (effect.kind === "start") {
            assert.ok(!isRunning);
            isRunning = true;
          }
          if (effect.kind === "changed") {
            assert.notEqual(effect.good, told);
            told = effect.good;
          }
        }
        state = step.state;
        const { counter, good } = state.judgement;
        assert.equal(good, told);
        assert.equal(state.run !== null, isRunning);
        assert.ok(counter >= 0 && counter < rule.rise + rule.fall);
        if (good !== null) assert.equal(good, counter >= rule.rise);
        assert.ok(state.complaints.length <= 2);
        // Whoever wakes it then gets on.
        const at = scriptDeadline(state);
        if (at <= now) continue;
        assert.deepEqual(
          stepScript(rule, state, { kind: "deadline" }, (at - 1) as Micros).state,
          state,
        );
      }
    }),
  );
});
