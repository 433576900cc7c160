import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Checker } from "../../../../src/config/model/checker.ts";
import type { CheckEffect } from "../../../../src/core/check/effects.ts";
import type { CheckEvent } from "../../../../src/core/check/events.ts";
import { startDelayMicros } from "../../../../src/core/check/start-delay.ts";
import { type CheckState, initialState } from "../../../../src/core/check/state.ts";
import { step } from "../../../../src/core/check/step.ts";
import { type Micros, plus, seconds } from "../../../../src/wire/units.ts";
import { miscCheck, tcpCheck } from "../balancing/models.ts";

const anyTcpCheck = fc
  .record({
    retry: fc.nat(3),
    delayBeforeRetryMicros: fc.constantFrom(0, 1, 7).map(seconds),
    delayLoopMicros: fc.constantFrom(1, 5).map(seconds),
    startsFailed: fc.boolean(),
    logAllFailures: fc.boolean(),
  })
  .map(tcpCheck);

const url = { path: "/", hostHeader: null, statusCodes: [], digest: null, bodyPattern: null };

const anyHttpCheck: fc.Arbitrary<Checker> = fc
  .tuple(anyTcpCheck, fc.boolean(), fc.integer({ min: 1, max: 3 }))
  .map(([check, fastRecovery, count]) => ({
    ...check,
    kind: "http",
    httpVersion: "1.1",
    closesConnection: false,
    fastRecovery,
    urls: Array.from({ length: count }, () => url),
  }));

const anyChecker = fc.oneof<fc.Arbitrary<Checker>[]>(
  anyTcpCheck,
  anyHttpCheck,
  fc.constant(miscCheck("/bin/true")),
);

const anyEvent: fc.Arbitrary<CheckEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<CheckEvent>({ kind: "deadline" }) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<CheckEvent[]>(
      { kind: "probed", outcome: { ok: true, weightDelta: null, warning: null } },
      { kind: "probed", outcome: { ok: true, weightDelta: 4, warning: null } },
      { kind: "probed", outcome: { ok: false, reason: "timed out" } },
      { kind: "probed", outcome: { ok: null, reason: "too many open files" } },
      { kind: "probed", outcome: { ok: null, reason: "too many open files" } },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<CheckEvent[]>(
      { kind: "suspended" },
      { kind: "activated", delayMicros: seconds(1) },
      { kind: "start", delayMicros: seconds(1) },
    ),
  },
);

interface Moment {
  readonly event: CheckEvent;
  readonly before: CheckState;
  readonly state: CheckState;
  readonly effects: readonly CheckEffect[];
  readonly now: Micros;
}

/** Each event comes some time after the one before, or when the machine wants to be woken. */
const anyPlay = fc.tuple(
  anyChecker,
  fc.array(fc.tuple(anyEvent, fc.option(fc.nat(3_000_000))), { maxLength: 60 }),
);

function play(
  [checker, events]: readonly [Checker, readonly (readonly [CheckEvent, number | null])[]],
  look: (moment: Moment) => void,
): void {
  const subject = { checker, server: "[192.0.2.1]:tcp:80", virtualServer: "[192.0.2.100]:tcp:80" };
  let state = initialState(checker);
  let now = seconds(1);
  const start: CheckEvent = { kind: "start", delayMicros: seconds(1) };
  for (const [event, waitMicros] of [[start, 0] as const, ...events]) {
    const onTime = waitMicros === null ? state.deadline : null;
    now =
      onTime === null ? plus(now, (waitMicros ?? 0) as Micros) : (Math.max(now, onTime) as Micros);
    const before = Object.freeze(state);
    const result = step(subject, before, event, now);
    state = result.state;
    look({ event, before, state, effects: result.effects, now });
  }
}

test("a server's probes never overlap, and none begins before it is due", () => {
  fc.assert(
    fc.property(anyPlay, (script) => {
      let isProbing = false;
      play(script, ({ event, before, effects, now }) => {
        if (event.kind === "probed") isProbing = false;
        for (const effect of effects) {
          if (effect.kind === "cancelProbe") isProbing = false;
          if (effect.kind !== "probe") continue;
          assert.ok(!isProbing);
          assert.ok(before.deadline !== null && before.deadline <= now);
          isProbing = true;
        }
      });
    }),
  );
});

test("it always waits for something: its next probe, the end of one, or to be activated", () => {
  fc.assert(
    fc.property(anyPlay, (script) => {
      play(script, ({ state }) => {
        assert.equal(state.deadline !== null, state.phase === "waiting");
        assert.ok(["waiting", "probing", "suspended"].includes(state.phase));
      });
    }),
  );
});

test("verdicts take turns, and a checker that has proven itself fails only after all its retries", () => {
  fc.assert(
    fc.property(anyPlay, (script) => {
      const { retry } = script[0] as { readonly retry: number };
      play(script, ({ before, state, effects }) => {
        for (const effect of effects) {
          if (effect.kind !== "verdict") continue;
          assert.equal(effect.failed, !before.failed);
          assert.equal(effect.failed, state.failed);
          if (effect.failed && before.proven) assert.equal(state.failures, retry + 1);
        }
        const changed = effects.some(({ kind }) => kind === "verdict");
        assert.equal(before.failed !== state.failed, changed);
      });
    }),
  );
});

test("start delays are a second and a part of warmup", () => {
  const checker = tcpCheck({ warmupMicros: seconds(5) });
  assert.equal(startDelayMicros(checker, 0), seconds(1));
  assert.equal(startDelayMicros(checker, 0.5), seconds(3.5));
  assert.ok(startDelayMicros(checker, 0.999_999) < seconds(6));
  assert.equal(startDelayMicros(tcpCheck({ warmupMicros: seconds(0) }), 0.7), seconds(1));
});
