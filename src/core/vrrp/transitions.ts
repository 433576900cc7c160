/** The ways from one phase to another, each with everything that has to happen on the way. */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { type Micros, type Priority, plus } from "../../wire/units.ts";
import { ownerPriority, resignPriority } from "../../wire/vrrp/advert.ts";
import { announceAsMaster, announceAsResumedMaster, cancelAnnouncements } from "./announcements.ts";
import type { Decision } from "./decision.ts";
import { faultDecision, faultText } from "./faults.ts";
import { noRestores } from "./restore.ts";
import type { Fault, PreemptDelay } from "./state.ts";
import { handOverMicros, masterDownMicros, skewMicros } from "./timers.ts";
import { change, count, enter, log, logDetail, type Turn } from "./turn.ts";

/** Sends one advert and starts the interval anew. */
export function sendAdvert(turn: Turn, priority: Priority): void {
  const { oldUnicastChecksum } = turn.state;
  turn.effects.push({ kind: "sendAdvert", priority, oldUnicastChecksum });
  count(turn, "advertsSent");
  if (priority === resignPriority) count(turn, "priorityZeroSent");
}

/**
 * RFC 9568 §6.4.2 (300): the advert goes first, so that every peer stands back before the addresses
 * appear here; then all addresses, then all announcements.
 */
export function becomeMaster(turn: Turn, decision: Decision): void {
  const interval = turn.instance.advertIntervalMicros;
  const fellSilent = decision.rule === "masterDown";
  const supplanted = fellSilent ? (turn.state.master?.address ?? null) : null;
  change(turn, { masterAdvertIntervalMicros: interval, master: null, supplanted });
  change(turn, { preemptDelay: idle, leaving: null });
  riseToMaster(turn);
  sendAdvert(turn, turn.state.priority);
  change(turn, { roleDeadline: plus(turn.now, interval), restore: noRestores(turn.now) });
  log(turn, "Entering MASTER STATE");
  const { addresses, routing } = kindsHeld(turn.instance);
  for (const kind of [...addresses, ...routing]) logDetail(turn, `setting ${kind}`);
  turn.effects.push({ kind: "claimAddresses" });
  count(turn, "becameMaster");
  announceAsMaster(turn);
  enter(turn, "master", decision);
}

/** A restarted process takes up where the one before it was struck down: nobody else has noticed. */
export function resumeMaster(turn: Turn): void {
  const interval = turn.instance.advertIntervalMicros;
  riseToMaster(turn);
  sendAdvert(turn, turn.state.priority);
  change(turn, { roleDeadline: plus(turn.now, interval), restore: noRestores(turn.now) });
  log(turn, "Resuming MASTER STATE after a restart of the process");
  count(turn, "becameMaster");
  turn.effects.push({ kind: "claimAddresses" });
  announceAsResumedMaster(turn);
  const because = "the process before this one was MASTER until a moment ago";
  enter(turn, "master", { rule: "resume", because, heard: null });
}

/** Who stood back for another, and is needed again, has done what was asked. */
function riseToMaster(turn: Turn): void {
  const { operator } = turn.state;
  change(turn, { wantsMaster: true });
  if (operator.standsBack) change(turn, { operator: { ...operator, standsBack: false } });
}

/** RFC 9568 §6.4.1 (120) and §6.4.3 (720): wait for a master, for the time that `wait` says. */
export function becomeBackup(turn: Turn, decision: Decision, wait: Micros, note = ""): void {
  log(turn, `Entering BACKUP STATE${note}`);
  leaveMaster(turn);
  change(turn, { preemptDelay: freshPreemptDelay(turn) });
  change(turn, { roleDeadline: plus(turn.now, wait), wantsMaster: false, leaving: null });
  enter(turn, "backup", decision);
}

export function becomeFaulty(turn: Turn, faults: readonly Fault[]): void {
  const { present, up, sourceAddress } = turn.state.link;
  const canSpeak = present && up && sourceAddress !== null;
  if (turn.state.phase === "master" && canSpeak) sendAdvert(turn, resignPriority);
  for (const fault of faults) log(turn, faultText(fault));
  log(turn, "Entering FAULT STATE");
  leaveMaster(turn);
  rest(turn);
  enter(turn, "fault", faultDecision(faults));
}

/** The wait before a fresh BACKUP may take over (keepalived.md §5, start). */
export function firstWait(turn: Turn): Micros {
  const { instance, state } = turn;
  const interval = instance.advertIntervalMicros;
  if (state.priority === ownerPriority) return 1 as Micros;
  if (!instance.wantsMaster) return downMicros(turn);
  return plus(interval, skewMicros(instance.version, ownerPriority, interval));
}

/** The master down interval as it is now, with the learned interval and the effective priority. */
export function downMicros(turn: Turn): Micros {
  const { priority, masterAdvertIntervalMicros } = turn.state;
  return masterDownMicros(turn.instance, priority, masterAdvertIntervalMicros);
}

/** Peers are told, and the addresses go on answering until one of them speaks. */
export function handOver(turn: Turn, limitMicros: Micros, leaving: "stop" | "switchover"): void {
  sendAdvert(turn, resignPriority);
  log(turn, "sent 0 priority");
  cancelAnnouncements(turn);
  const wait = Math.min(limitMicros, handOverMicros(turn.instance)) as Micros;
  change(turn, { roleDeadline: plus(turn.now, wait), leaving });
  const because = leaving === "stop" ? "the process ends" : "an operator's order";
  enter(turn, "handingOver", { rule: leaving, because, heard: null });
}

/** The end: whatever was held is let go. */
export function finish(turn: Turn, decision: Decision): void {
  leaveMaster(turn);
  rest(turn);
  enter(turn, "stopped", decision);
  turn.effects.push({ kind: "stopped" });
}

/** It waits for nothing any more. */
function rest(turn: Turn): void {
  change(turn, { roleDeadline: null, master: null, preemptDelay: idle });
  change(turn, { wantsMaster: false, leaving: null });
}

/** Lets go of the addresses; also from INIT, where a process before this one may have left them. */
function leaveMaster(turn: Turn): void {
  const { phase } = turn.state;
  if (phase !== "master" && phase !== "handingOver" && phase !== "init") return;
  // The owner's address was there before us, and is about to be served again.
  if (phase === "init" && turn.state.priority === ownerPriority) return;
  if (phase !== "init") {
    count(turn, "releasedMaster");
    cancelAnnouncements(turn);
    const { addresses, routing } = kindsHeld(turn.instance);
    const kinds = [...routing.toReversed(), ...addresses];
    for (const kind of kinds) logDetail(turn, `removing ${kind}`);
  }
  turn.effects.push({ kind: "releaseAddresses" });
  change(turn, { restore: noRestores(turn.now) });
}

const idle: PreemptDelay = { kind: "none" };

function freshPreemptDelay(turn: Turn): PreemptDelay {
  return turn.instance.preemptDelayMicros > 0 ? { kind: "pending" } : idle;
}

/** In keepalived's words, in the order in which they are put; addresses go in that order, too. */
function kindsHeld(instance: VrrpInstance) {
  const { excludedAddresses, virtualRoutes, virtualRules } = instance;
  return {
    addresses: excludedAddresses.length > 0 ? ["VIPs.", "E-VIPs."] : ["VIPs."],
    routing: [
      ...(virtualRoutes.length > 0 ? ["Virtual Routes"] : []),
      ...(virtualRules.length > 0 ? ["Virtual Rules"] : []),
    ],
  };
}
