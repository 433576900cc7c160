import assert from "node:assert/strict";
import { serverName } from "../../../src/core/balancing/names.ts";
import type { CheckEffect } from "../../../src/core/check/effects.ts";
import type { CheckEvent } from "../../../src/core/check/events.ts";
import { type CheckState, type CheckSubject, initialState } from "../../../src/core/check/state.ts";
import { step } from "../../../src/core/check/step.ts";
import { type Micros, seconds } from "../../../src/wire/units.ts";
import { compareStep } from "../compare.ts";
import { onlyVirtualServer } from "../only-virtual-server.ts";
import type { Scenario } from "../transcript.ts";

/** Plays a scenario of one checker; throws where it does something else. */
export function playCheck({ settings, steps }: Scenario): void {
  const subject = subjectOf(settings);
  const wasFailed = steps[0]?.event.includes("after-failure") === true;
  let state = initialState(subject.checker, wasFailed);
  let isProbing = false;
  for (const scenarioStep of steps) {
    const event = readEvent(scenarioStep.event);
    const before = state;
    const result = step(subject, state, event, scenarioStep.at);
    state = result.state;
    compareStep(scenarioStep, {
      lines: result.effects.flatMap(effectLine),
      onRequest: [nextLine(state)],
      logs: result.effects.flatMap((effect) => (effect.kind === "log" ? effect.message : [])),
    });
    if (event.kind === "probed") isProbing = false;
    for (const { kind } of result.effects) {
      assert.ok(kind !== "probe" || !isProbing, "probes overlap");
      if (kind === "probe" || kind === "cancelProbe") isProbing = kind === "probe";
    }
    assert.ok(before !== state, "a step leaves the state that came in as it was");
  }
}

/** The settings are one checker as a file has it; its server checks every 5 s and has weight 3. */
function subjectOf(settings: readonly string[]): CheckSubject {
  const server = onlyVirtualServer(`
track_file FILE {
  file /run/weight
}
bfd_instance SESSION {
  neighbor_ip 192.0.2.1
}
virtual_server 192.0.2.100 80 {
  protocol TCP
  lb_algo rr
  lb_kind NAT
  delay_loop 5
  real_server 192.0.2.1 80 {
    weight 3
    ${settings.join("\n")}
  }
}`);
  const [realServer] = server.realServers;
  const [checker] = realServer?.checkers ?? [];
  if (realServer === undefined || checker === undefined) throw new Error("there is no checker");
  return { checker, server: serverName(server, realServer), virtualServer: server.name };
}

function readEvent([kind = "", ...rest]: readonly string[]): CheckEvent {
  switch (kind) {
    case "start":
    case "activated":
      return { kind, delayMicros: seconds(Number(rest[0])) };
    case "deadline":
    case "suspended":
      return { kind };
    case "ok":
      return { kind: "probed", outcome: { ok: true, ...readSuccess(rest.join(" ")) } };
    case "fails":
      return { kind: "probed", outcome: { ok: false, reason: rest.join(" ") } };
    case "unable":
      return { kind: "probed", outcome: { ok: null, reason: rest.join(" ") } };
    case "file":
      return { kind: "fileValue", value: Number(rest[0]) };
    case "session":
      return { kind: "bfdState", up: rest[0] === "up" };
    default:
      throw new Error(`there is no event "${kind}"`);
  }
}

/** `weight N`, or `warning …`. */
function readSuccess(text: string): { weightDelta: number | null; warning: string | null } {
  const weight = /^weight (-?\d+)/.exec(text)?.[1];
  return {
    weightDelta: weight === undefined ? null : Number(weight),
    warning: /^warning (.*)/.exec(text)?.[1] ?? null,
  };
}

function effectLine(effect: CheckEffect): readonly string[] {
  switch (effect.kind) {
    case "probe":
      return [effect.url === 0 ? "probes" : `probes ${effect.url}`];
    case "cancelProbe":
      return ["cancels"];
    case "verdict":
      return [effect.failed ? "failed" : "passed"];
    case "confirmed":
      return ["confirmed"];
    case "weightChanged":
      return [`weight ${effect.from} → ${effect.to}`];
    case "log":
      return [];
  }
}

const nextLine = ({ deadline }: CheckState): string =>
  `next ${deadline === null ? "never" : inSeconds(deadline)}`;

const inSeconds = (at: Micros): string => String(at / 1e6);
