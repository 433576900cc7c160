import assert from "node:assert/strict";
import { trackedCondition } from "../../src/core/tracking/condition.ts";
import type { VrrpEvent } from "../../src/core/vrrp/events.ts";
import { initialState, step } from "../../src/core/vrrp/step.ts";
import { brokenRules } from "../../src/sim/step-rules.ts";
import { compareStep } from "./compare.ts";
import { countsLine, effectLines, logTexts, nextLine } from "./effects.ts";
import { readEvent } from "./events.ts";
import { readInstance, readSettings } from "./settings.ts";
import type { Scenario } from "./transcript.ts";

/**
 * Plays a scenario from its first event to its last; throws where the instance does something
 * else.
 */
export function play({ settings, steps }: Scenario): void {
  let instance = readInstance(settings.join(" ").split(/\s+/).slice(1));
  let state = initialState(instance, steps[0]?.at ?? assert.fail());
  for (const scenarioStep of steps) {
    const before = state;
    let event: VrrpEvent;
    if (scenarioStep.event[0] === "reload") {
      const before = instance;
      instance = { ...instance, ...readSettings(scenarioStep.event.slice(1)) };
      const tracked = trackedCondition(instance.priority, state.tracked.contributions);
      event = { kind: "reconfigured", before, tracked, group: state.group };
    } else {
      event = readEvent(instance, scenarioStep.event);
    }
    const { at: now } = scenarioStep;
    const { state: after, effects } = step(instance, before, event, now);
    compareStep(scenarioStep, {
      lines: effectLines(effects),
      onRequest: [countsLine(before.statistics, after.statistics), nextLine(after)],
      logs: logTexts(effects),
    });
    assert.deepEqual(brokenRules(instance, { event, now, before, after, effects }), []);
    state = after;
  }
}
