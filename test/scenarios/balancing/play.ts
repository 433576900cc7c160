import assert from "node:assert/strict";
import type { VirtualServer } from "../../../src/config/model/load-balancing.ts";
import { entriesOf } from "../../../src/core/balancing/desired.ts";
import type { BalancingEffect } from "../../../src/core/balancing/effects.ts";
import type { BalancingEvent } from "../../../src/core/balancing/events.ts";
import { servicesOf } from "../../../src/core/balancing/services.ts";
import {
  type BalancingState,
  initialState,
  liveWeightOf,
} from "../../../src/core/balancing/state.ts";
import { step } from "../../../src/core/balancing/step.ts";
import { healthOf, initialState as initialCheckState } from "../../../src/core/check/state.ts";
import { compareStep } from "../compare.ts";
import { onlyVirtualServer } from "../only-virtual-server.ts";
import type { Scenario } from "../transcript.ts";

/** Plays a scenario of one virtual server; throws where it does something else. */
export function playBalancing({ settings, steps }: Scenario): void {
  const virtualServer = onlyVirtualServer(settings.join("\n"));
  const wasDown = new Set(downBefore(steps[0]?.event ?? []));
  const health = virtualServer.realServers.map(({ checkers }, index) =>
    healthOf(checkers.map((checker) => initialCheckState(checker, wasDown.has(index + 1)))),
  );
  const state = initialState(virtualServer, health);
  for (const scenarioStep of steps) {
    const tableBefore = tableLine(virtualServer, state);
    const effects = step(virtualServer, state, readEvent(scenarioStep.event));
    const table = tableLine(virtualServer, state);
    compareStep(scenarioStep, {
      lines: effects.flatMap(effectLine),
      onRequest: [table],
      logs: [],
    });
    const isTold = effects.some(({ kind }) => kind === "tableChanged");
    assert.ok(isTold || table === tableBefore, `${table} came unsaid`);
    assert.equal(state.liveWeight, liveWeightOf(virtualServer, state.servers));
  }
}

/** `start … down 1 2`: of the process before this one. */
function downBefore(words: readonly string[]): readonly number[] {
  const at = words.indexOf("down");
  return at < 0 ? [] : words.slice(at + 1).map(Number);
}

/** Real servers go by their number in the file, from 1. */
function readEvent([kind = "", ...rest]: readonly string[]): BalancingEvent {
  const server = Number(rest[0]) - 1;
  switch (kind) {
    case "start":
      return {
        kind,
        initialNotifies: rest.includes("rs_init_notifies"),
        takesOver: rest.includes("down"),
      };
    case "failed":
      return { kind: "checkFailed", server };
    case "passed":
      return { kind: "checkPassed", server };
    case "confirmed":
      return { kind: "checkConfirmed", server };
    case "weight":
      return { kind: "weightChanged", server, from: Number(rest[1]), to: Number(rest[2]) };
    case "stop":
      return { kind };
    default:
      throw new Error(`there is no event "${kind}"`);
  }
}

function effectLine(effect: BalancingEffect): readonly string[] {
  switch (effect.kind) {
    case "log":
      return [`log ${effect.message}`];
    case "tableChanged":
      return [];
    case "notify":
      return [`runs ${effect.command.argv.join(" ")}`];
    case "eventLine":
      return [`event ${effect.line}`];
    case "mail":
      return [
        `mail ${effect.about?.address ?? "quorum"} ${effect.up ? "UP" : "DOWN"} ${effect.text}`,
      ];
    case "serverChanged":
      return [`server ${effect.server + 1} ${effect.up ? "up" : "down"}`];
    case "quorumChanged":
      return [`quorum ${effect.up ? "up" : "down"}`];
  }
}

/** `table 192.0.2.1=2 192.0.2.9=1`: destinations with their weights. */
export function tableLine(virtualServer: VirtualServer, state: BalancingState): string {
  const entries = entriesOf(virtualServer, servicesOf(virtualServer, new Map()), state);
  const rows = [...entries.values()].flatMap(({ destinations }) => [...destinations.values()]);
  return ["table", ...rows.map(({ address, weight }) => `${address}=${weight}`)].join(" ");
}
