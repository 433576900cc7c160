import assert from "node:assert/strict";
import { noGroup, type VrrpEvent } from "../../src/core/vrrp/events.ts";
import { initialState, step } from "../../src/core/vrrp/step.ts";
import { brokenRules } from "../../src/sim/step-rules.ts";
import { Board } from "./board.ts";
import { compareStep } from "./compare.ts";
import { becauseLines, countsLine, effectLines, keepsLine, logTexts, nextLine } from "./effects.ts";
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
  const board = new Board();
  for (const scenarioStep of steps) {
    const before = state;
    const [kind, ...rest] = scenarioStep.event;
    if (kind === "result") board.report(rest);
    let event: VrrpEvent;
    if (kind === "reload") {
      const old = instance;
      instance = { ...instance, ...readSettings(rest) };
      const tracked = board.conditionOf(instance);
      event = { kind: "reconfigured", before: old, tracked, group: state.group };
    } else {
      const subject = { instance, state, board, groupAtStart: noGroup };
      event = readEvent(subject, scenarioStep.event);
    }
    const { at: now } = scenarioStep;
    const { state: after, effects } = step(instance, before, event, now);
    compareStep(scenarioStep, {
      lines: effectLines(effects),
      onRequest: [
        ...becauseLines(after),
        keepsLine(instance, after, now),
        countsLine(before.statistics, after.statistics),
        nextLine(after),
      ],
      logs: logTexts(effects),
    });
    assert.deepEqual(brokenRules(instance, { event, now, before, after, effects }), []);
    state = after;
  }
}
