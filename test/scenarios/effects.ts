/** What an instance did, in the words of the scenario files. */
import type { VrrpInstance } from "../../src/config/model/vrrp-instance.ts";
import type { VrrpEffect } from "../../src/core/vrrp/effects.ts";
import { presentDecision } from "../../src/core/vrrp/present-decision.ts";
import type { VrrpState } from "../../src/core/vrrp/state.ts";
import type { Statistics } from "../../src/core/vrrp/statistics.ts";
import type { Micros } from "../../src/wire/units.ts";

/** Logs have their own lines, as most scenarios do not care for them. */
export const effectLines = (effects: readonly VrrpEffect[]): readonly string[] =>
  effects.filter((effect) => effect.kind !== "log").map(effectLine);

export const logTexts = (effects: readonly VrrpEffect[]): readonly string[] =>
  effects.filter((effect) => effect.kind === "log").map((effect) => effect.message);

function effectLine(effect: Exclude<VrrpEffect, { kind: "log" }>): string {
  switch (effect.kind) {
    case "sendAdvert":
      return `sends ${effect.priority}${effect.oldUnicastChecksum ? " with the old checksum" : ""}`;
    case "claimAddresses":
      return "claims";
    case "releaseAddresses":
      return "releases";
    case "restoreAddresses":
      return `restores ${effect.addresses.join(" ")}`;
    case "announce":
      return `announces ${effect.repeat}`;
    case "cancelAnnouncements":
      return "cancels announcements";
    case "stateChanged":
      return `${effect.from} → ${effect.to} (${effect.decision.rule})`;
    case "notifyMasterReceivedLowerPriority":
      return `notifies lower priority`;
    case "noticed":
      return `notices ${effect.sighting.kind} ${effect.sighting.address}`;
    case "announceSource":
      return `announces its source ${effect.address}`;
    case "priorityChanged":
      return `priority ${effect.from} → ${effect.to}`;
    case "stopped":
      return "stopped";
  }
}

/** "next 3.609375", or "next never". */
export function nextLine({ deadline }: VrrpState): string {
  return `next ${deadline === null ? "never" : String(deadline / 1e6)}`;
}

/** "because it begins", and "heard 10.0.0.2 200" where an advert decided. */
export function becauseLines({ lastDecision }: VrrpState): readonly string[] {
  if (lastDecision === null) return [];
  const { because, heard } = lastDecision;
  const told = heard === null ? "nobody" : `${heard.address} ${heard.priority}`;
  return [`because ${because}`, `heard ${told}`];
}

/** "keeps follows": the rule by which it is what it is. */
export function keepsLine(instance: VrrpInstance, state: VrrpState, now: Micros): string {
  const present = presentDecision(instance, state, now);
  return `keeps ${present?.rule ?? "nothing"}`;
}

/** The names of the counters that moved, in the order of `Statistics`. */
export function countsLine(before: Statistics, after: Statistics): string {
  const names = Object.keys(after) as (keyof Statistics)[];
  const moved = names.filter((name) => after[name] !== before[name]);
  return `counts ${moved.join(" ") || "nothing"}`;
}
