/** What must hold of every step of an instance, whatever happened before. */
import type { VrrpInstance } from "../config/model/vrrp-instance.ts";
import type { VrrpEffect } from "../core/vrrp/effects.ts";
import type { VrrpEvent } from "../core/vrrp/events.ts";
import { restoreDeadline } from "../core/vrrp/restore.ts";
import { mostSightings } from "../core/vrrp/sightings.ts";
import type { Phase, VrrpState } from "../core/vrrp/state.ts";
import type { Statistics } from "../core/vrrp/statistics.ts";
import { masterDownMicros } from "./bounds.ts";
import type { StepSeen } from "./instance-shell.ts";

/** @returns a sentence for each rule that the step broke. */
export function brokenRules(instance: VrrpInstance, seen: StepSeen): readonly string[] {
  const broken: string[] = [];
  const must = (holds: boolean, rule: string) => {
    if (!holds) broken.push(rule);
  };
  checkState(instance, seen, must);
  checkEffects(instance, seen, must);
  checkCounters(seen.before.statistics, seen.after.statistics, must);
  return broken;
}

type Must = (holds: boolean, rule: string) => void;

/** The phases in which the addresses answer here. */
export const holdsAddresses = (phase: Phase): boolean =>
  phase === "master" || phase === "handingOver";

function checkState(instance: VrrpInstance, seen: StepSeen, must: Must): void {
  const { event, before, after, now } = seen;
  const { phase, roleDeadline, faults, priority } = after;
  must(after.deadline === earliestTimer(after), "the deadline is the earliest of the timers");
  must(phase === "fault" || faults.length === 0 || isIdle(phase), "a fault means FAULT");
  must(phase !== "fault" || faults.length > 0 || !after.begun, "FAULT means a fault, or a wait");
  must(phase !== "init" || !after.started || faults.length === 0, "INIT has no known fault");
  must(isIdle(phase) || after.started, "nothing runs that was not told to");
  must((phase === "handingOver") === (after.leaving !== null), "who hands over knows what for");
  must(priority >= 1 && priority <= 255, "the effective priority is 1..255");
  must(after.lastTransition >= before.lastTransition, "transitions do not go back in time");
  must(after.statistics.priorityZeroSent <= after.statistics.advertsSent, "0 is sent as advert");
  must(after.sightings.length <= mostSightings, "what is seen of other routers is bounded");
  if (event.kind === "deadline") {
    must((after.deadline ?? Infinity) > now, "a deadline that has passed is dealt with");
  }
  switch (phase) {
    case "master": {
      const latest = now + instance.advertIntervalMicros;
      must(roleDeadline !== null, "a master has a next advert");
      must((roleDeadline ?? now) <= latest, "a master's next advert is at most an interval away");
      must(after.master === null, "a master knows no other");
      must(after.wantsMaster, "a master wants to be one");
      must(!after.operator.standsBack, "a master does not stand back");
      return;
    }
    case "backup": {
      const longest = masterDownMicros({ instance, priority }, after.masterAdvertIntervalMicros);
      const firstWait = masterDownMicros({ instance, priority }, instance.advertIntervalMicros);
      const latest = now + Math.max(longest, firstWait);
      must(roleDeadline !== null, "a backup has a master down timer");
      must((roleDeadline ?? now) <= latest, "a backup waits for one master down interval at most");
      return;
    }
    case "handingOver":
      return must(roleDeadline !== null, "a hand-over has an end");
    case "fault":
    case "init":
    case "stopped":
      return must(after.deadline === null, `${phase} waits for nothing`);
  }
}

const isIdle = (phase: Phase): boolean => phase === "init" || phase === "stopped";

function earliestTimer(state: VrrpState): number | null {
  const timers = [
    state.roleDeadline,
    state.burst?.at ?? null,
    state.refreshDeadline,
    restoreDeadline(state.restore),
  ].filter((timer) => timer !== null);
  return timers.length === 0 ? null : Math.min(...timers);
}

function checkEffects(instance: VrrpInstance, seen: StepSeen, must: Must): void {
  const { before, after, effects } = seen;
  const kinds = effects.map((effect) => effect.kind);
  const acted = kinds.filter((kind) => kind !== "log" && kind !== "priorityChanged");
  const first = (kind: VrrpEffect["kind"]) => kinds.indexOf(kind);
  const heldBefore = holdsAddresses(before.phase);
  const holdsAfter = holdsAddresses(after.phase);
  if (before.phase === "stopped") must(effects.length === 0, "after the end there is silence");

  if (after.phase === "master" && before.phase !== "master") {
    must(acted[0] === "sendAdvert", "a new master speaks before anything else");
    must(first("claimAddresses") > first("sendAdvert"), "then it claims the addresses");
    const announced = first("announce");
    must(announced < 0 || announced > first("claimAddresses"), "then it announces them");
  } else if (!mayClaimAgain.includes(seen.event.kind) || !holdsAfter) {
    must(!kinds.includes("claimAddresses"), "addresses are claimed on becoming master only");
  }
  if (heldBefore && !holdsAfter) {
    must(kinds.includes("releaseAddresses"), "who ceases to be master lets go of the addresses");
  }
  if (holdsAfter) must(!kinds.includes("releaseAddresses"), "a master keeps its addresses");
  else must(!kinds.includes("announce"), "only a master announces");
  if (!holdsAfter) must(!kinds.includes("restoreAddresses"), "only a master restores addresses");
  must(
    kinds.includes("stopped") === (after.phase === "stopped" && !isStopped(before)),
    "it ends once",
  );
  checkTransition(before, after, effects, must);
  checkAdverts(instance, seen, must);
}

/** A reload brings others; routes that went come back, at once or when a window of restores ends. */
const mayClaimAgain: readonly VrrpEvent["kind"][] = ["reconfigured", "routingLost", "deadline"];

const isStopped = ({ phase }: VrrpState): boolean => phase === "stopped";

function checkTransition(
  before: VrrpState,
  after: VrrpState,
  effects: readonly VrrpEffect[],
  must: Must,
): void {
  const changes = effects.filter((effect) => effect.kind === "stateChanged");
  must(changes.length === (before.phase === after.phase ? 0 : 1), "each change is told once");
  for (const change of changes) {
    must(
      change.from === before.phase && change.to === after.phase,
      "the change told is the change",
    );
    must(change.decision === after.lastDecision, "the decision told is the one remembered");
    must(/\S$/.test(change.decision.because), "each change has a reason in words");
    must(change.priority === after.priority, "the change tells the effective priority");
  }
}

function checkAdverts(
  instance: VrrpInstance,
  { before, after, effects }: StepSeen,
  must: Must,
): void {
  const sent = effects.filter((effect) => effect.kind === "sendAdvert");
  const wasOrIs = holdsAddresses(before.phase) || holdsAddresses(after.phase);
  must(sent.length === 0 || wasOrIs, "only a master speaks");
  for (const { priority } of sent) {
    const gaveUp = priority === 0 && after.phase !== "master";
    must(gaveUp || priority === after.priority, "an advert carries the effective priority, or 0");
  }
  if (instance.priority === 255) must(after.priority === 255, "an owner stays the owner");
}

function checkCounters(before: Statistics, after: Statistics, must: Must): void {
  for (const [name, value] of Object.entries(after)) {
    const previous = before[name as keyof Statistics];
    must(value >= previous && value <= previous + 2, `${name} goes up, by an event or two at once`);
  }
}
