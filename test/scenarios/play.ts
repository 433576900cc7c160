import assert from "node:assert/strict";
import type { VrrpEffect } from "../../src/core/vrrp/effects.ts";
import type { VrrpEvent } from "../../src/core/vrrp/events.ts";
import type { VrrpState } from "../../src/core/vrrp/state.ts";
import { initialState, step } from "../../src/core/vrrp/step.ts";
import { brokenRules } from "../../src/sim/step-rules.ts";
import { countsLine, effectLines, logTexts, nextLine } from "./effects.ts";
import { readEvent } from "./events.ts";
import { readInstance, readSettings } from "./settings.ts";
import type { Scenario, Step } from "./transcript.ts";

/**
 * Plays a scenario from its first event to its last; throws where the instance does something
 * else.
 */
export function play({ settings, steps }: Scenario): void {
  let instance = readInstance(settings);
  let state = initialState(instance, steps[0]?.at ?? assert.fail());
  for (const scenarioStep of steps) {
    const before = state;
    let event: VrrpEvent;
    if (scenarioStep.event[0] === "reload") {
      event = { kind: "reconfigured", before: instance };
      instance = { ...instance, ...readSettings(scenarioStep.event.slice(1)) };
    } else {
      event = readEvent(instance, scenarioStep.event);
    }
    const { at: now } = scenarioStep;
    const { state: after, effects } = step(instance, before, event, now);
    compare(scenarioStep, before, after, effects);
    assert.deepEqual(brokenRules(instance, { event, now, before, after, effects }), []);
    state = after;
  }
}

/** Shown as a whole, so that a difference reads as a difference between two transcripts. */
function compare(
  { line, at, event, expected }: Step,
  before: VrrpState,
  after: VrrpState,
  effects: readonly VrrpEffect[],
): void {
  const wants = (word: string) => expected.some((text) => text.startsWith(`${word} `));
  const actual = [...effectLines(effects)];
  if (wants("counts")) actual.push(countsLine(before.statistics, after.statistics));
  if (wants("next")) actual.push(nextLine(after));
  const place = `line ${line}, at ${at / 1e6} s: ${event.join(" ")}`;
  const logged = expected.filter((text) => text.startsWith("logs "));
  assert.deepEqual(
    actual,
    expected.filter((text) => !logged.includes(text)),
    place,
  );
  const texts = logTexts(effects);
  for (const wanted of logged) {
    const text = wanted.slice("logs ".length);
    assert.ok(
      texts.some((one) => one.includes(text)),
      `${place} logs "${texts.join('", "')}" and not "${text}"`,
    );
  }
}
