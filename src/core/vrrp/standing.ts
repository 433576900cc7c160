/**
 * What an instance is told about itself: its links, its trackers, its sync group, its operator. Each
 * may move the priority, put it in fault, or take it out (keepalived.md §9).
 */
import { type Micros, type Priority, plus } from "../../wire/units.ts";
import { ownerPriority } from "../../wire/vrrp/advert.ts";
import {
  type Contribution,
  type TrackedCondition,
  trackedCondition,
} from "../tracking/condition.ts";
import type { GroupCondition, LinkCondition, OperatorCondition, VrrpEvent } from "./events.ts";
import {
  awaitedTrackers,
  contributionText,
  faultDecision,
  faultsInWords,
  faultsOf,
} from "./faults.ts";
import type { Fault } from "./state.ts";
import { takeOverDecision } from "./take-over.ts";
import { handOverMicros, masterDownMicros } from "./timers.ts";
import {
  becomeBackup,
  becomeFaulty,
  becomeMaster,
  downMicros,
  finish,
  firstWait,
  handOver,
  resumeMaster,
} from "./transitions.ts";
import { change, log, type Turn } from "./turn.ts";

export function start(turn: Turn, event: VrrpEvent & { kind: "start" }): void {
  if (turn.state.phase !== "init" || turn.state.started) return;
  const { link, tracked, group, operator, resume } = event;
  change(turn, { started: true, link, tracked, group, operator });
  change(turn, { priority: effectivePriority(turn) });
  // The results that are missing were there when the process before this one was MASTER.
  if (resume && refreshFaults(turn).length === 0) {
    change(turn, { begun: true });
    return resumeMaster(turn);
  }
  reassess(turn);
}

export function linkChanged(turn: Turn, link: LinkCondition): void {
  change(turn, { link });
  reassess(turn);
}

export function trackingChanged(turn: Turn, tracked: TrackedCondition): void {
  const because = changesInWords(turn.state.tracked.contributions, tracked.contributions);
  change(turn, { tracked });
  movePriority(turn, because);
  reassess(turn, "");
}

export function groupChanged(turn: Turn, group: GroupCondition): void {
  change(turn, { group });
  reassess(turn);
  const { phase, wantsMaster } = turn.state;
  if (phase === "backup" && wantsMaster && group.othersWantMaster) {
    becomeMaster(turn, takeOverDecision(turn));
  }
}

export function operatorChanged(turn: Turn, operator: OperatorCondition): void {
  const before = turn.state.operator;
  change(turn, { operator });
  movePriority(turn, "an operator's order");
  reassess(turn);
  if (operator.standsBack === before.standsBack) return;
  const { phase, leaving } = turn.state;
  if (operator.standsBack && phase === "master") {
    return handOver(turn, handOverMicros(turn.instance), "switchover");
  }
  if (!operator.standsBack && leaving === "switchover") {
    becomeMaster(turn, { rule: "takenBack", because: "an operator's order", heard: null });
  }
}

/** The configuration, or what it is weighed with, is another. */
export function movePriority(turn: Turn, because: string): void {
  const { state } = turn;
  const from = state.priority;
  const to = effectivePriority(turn);
  if (from === to) return;
  change(turn, { priority: to });
  if (state.phase === "init") return;
  log(turn, `Changing effective priority from ${from} to ${to}`);
  shiftMasterDown(turn, from);
  turn.effects.push({ kind: "priorityChanged", from, to, phase: state.phase, because });
}

/**
 * Faults may have come or gone: all but the running of timers follows from them. keepalived remarks
 * on a beginning that had to wait for no result.
 */
export function reassess(turn: Turn, remark = " (init)"): void {
  if (!turn.state.started) return;
  const before = turn.state.faults;
  const faults = refreshFaults(turn);
  const { phase, leaving } = turn.state;
  if (phase === "stopped") return;
  if (phase === "init" || phase === "fault") {
    if (faults.length === 0) return begin(turn, before, remark);
    return phase === "init" ? becomeFaulty(turn, faults) : undefined;
  }
  if (faults.length === 0) return;
  // Nobody can be told any more, and nobody can be waited for.
  if (leaving === "stop") return finish(turn, faultDecision(faults));
  becomeFaulty(turn, faults);
}

/** Leaves INIT or FAULT for BACKUP, unless something has not had its first result yet. */
function begin(turn: Turn, before: readonly Fault[], remark: string): void {
  const { begun, tracked, group, phase } = turn.state;
  const awaits = awaitedTrackers(tracked).length > 0 || group.awaitedMembers.length > 0;
  if (!begun && awaits) return;
  change(turn, { begun: true });
  if (phase === "fault") return leaveFault(turn, before);
  const decision = { rule: "start", because: "it begins", heard: null } as const;
  becomeBackup(turn, decision, firstWait(turn), remark);
}

function leaveFault(turn: Turn, before: readonly Fault[]): void {
  const { instance, state } = turn;
  const isOwner = state.priority === ownerPriority;
  const { sourceAddress } = state.link;
  change(turn, { masterAdvertIntervalMicros: instance.advertIntervalMicros });
  if (instance.delivery.kind === "unicast" && sourceAddress !== null) {
    turn.effects.push({ kind: "announceSource", address: sourceAddress });
  }
  const waited = before.length === 0;
  const because = waited ? "the last first result is there" : `no longer: ${faultsInWords(before)}`;
  const wait = isOwner ? firstWait(turn) : downMicros(turn);
  becomeBackup(turn, { rule: "faultCleared", because, heard: null }, wait);
}

function refreshFaults(turn: Turn): readonly Fault[] {
  const faults = faultsOf(turn.instance, turn.state);
  change(turn, { faults });
  return faults;
}

/** An owner's never changes (RFC 9568 §5.2.4). */
function effectivePriority({ instance, state: { tracked, operator } }: Turn): Priority {
  if (instance.priority === ownerPriority) return ownerPriority;
  const { priority, contributions } = tracked;
  return operator.priority === null
    ? priority
    : trackedCondition(operator.priority, contributions).priority;
}

/** While waiting, the master down timer moves by the difference of the skews (keepalived.md §5). */
function shiftMasterDown(turn: Turn, from: Priority): void {
  const { instance, state } = turn;
  const { roleDeadline, phase } = state;
  if (phase !== "backup" || roleDeadline === null) return;
  const down = (of: Priority) => masterDownMicros(instance, of, state.masterAdvertIntervalMicros);
  const shift = (down(state.priority) - down(from)) as Micros;
  change(turn, { roleDeadline: Math.max(turn.now, plus(roleDeadline, shift)) as Micros });
}

/** What has another effect than before, in words. */
function changesInWords(before: readonly Contribution[], after: readonly Contribution[]): string {
  const known = new Map(before.map((each) => [keyOf(each), each]));
  const changed = after.filter((each) => amountOf(each) !== amountOf(known.get(keyOf(each))));
  return changed.map(contributionText).join(", ") || "other trackers";
}

const keyOf = ({ tracker: { kind, name } }: Contribution): string => `${kind} ${name}`;

const amountOf = (each: Contribution | undefined): number =>
  each?.effect.kind === "priority" ? each.effect.amount : 0;
