/** The VRRP instance as a pure machine (RFC 9568 §6.4, RFC 3768 §6.4; behaviours §5). */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { type Micros, type Priority, plus } from "../../wire/units.ts";
import { ownerPriority, resignPriority } from "../../wire/vrrp/advert.ts";
import { announceRationed, announceWhatIsDue } from "./announcements.ts";
import type { VrrpEffect } from "./effects.ts";
import type { LinkCondition, VrrpEvent } from "./events.ts";
import { advertReceived } from "./receive.ts";
import { reconfigured } from "./reconfigure.ts";
import { addressesLost, noRestores, restoreDeadline, restoreWhatIsDue } from "./restore.ts";
import type { Fault, VrrpState } from "./state.ts";
import { noStatistics } from "./statistics.ts";
import { masterDownMicros } from "./timers.ts";
import {
  becomeBackup,
  becomeFaulty,
  becomeMaster,
  downMicros,
  finish,
  firstWait,
  handOver,
  resumeMaster,
  sendAdvert,
} from "./transitions.ts";
import { change, log, logDetail, logOnce, Turn } from "./turn.ts";

export interface StepResult {
  readonly state: VrrpState;
  readonly effects: readonly VrrpEffect[];
}

/** An instance in INIT: it waits for `start`. */
export function initialState(instance: VrrpInstance, now: Micros): VrrpState {
  return {
    phase: "init",
    priority: instance.priority,
    deadline: null,
    roleDeadline: null,
    masterAdvertIntervalMicros: instance.advertIntervalMicros,
    master: null,
    supplanted: null,
    faults: [],
    link: { present: false, up: false, sourceAddress: null, obstacles: [] },
    preemptDelay: { kind: "none" },
    burst: null,
    refreshDeadline: null,
    lastBurst: now,
    restore: noRestores(now),
    reported: [],
    oldUnicastChecksum: instance.checksum === "oldUnicast",
    statistics: noStatistics,
    lastTransition: now,
  };
}

/**
 * Takes one event at the monotonic moment `now` and gives the next state, whose `deadline` says when
 * the machine wants a `deadline` event, and the effects in the order they are to be carried out.
 */
export function step(
  instance: VrrpInstance,
  state: VrrpState,
  event: VrrpEvent,
  now: Micros,
): StepResult {
  const turn = new Turn(instance, state, now);
  if (state.phase !== "stopped") take(turn, event);
  const deadline = earliest(turn.state);
  if (deadline !== turn.state.deadline) change(turn, { deadline });
  return { state: turn.state, effects: turn.effects };
}

function take(turn: Turn, event: VrrpEvent): void {
  switch (event.kind) {
    case "start":
      return start(turn, event.link, event.resume);
    case "advertReceived":
      return advertReceived(turn, event.packet);
    case "deadline":
      return deadlinePassed(turn);
    case "linkChanged":
      return linkChanged(turn, event.link);
    case "priorityChanged":
      return priorityChanged(turn, event.priority);
    case "addressesLost":
      return addressesLost(turn, event.addresses);
    case "reconfigured":
      return reconfigured(turn, event.before);
    case "stop":
      return stop(turn, event.limitMicros);
  }
}

function earliest(state: VrrpState): Micros | null {
  let first = state.roleDeadline;
  const others = [state.burst?.at ?? null, state.refreshDeadline, restoreDeadline(state.restore)];
  for (const moment of others) {
    if (moment !== null && (first === null || moment < first)) first = moment;
  }
  return first;
}

function start(turn: Turn, link: LinkCondition, resume: boolean): void {
  if (turn.state.phase !== "init") return;
  const faults = faultsOf(turn.instance, link);
  change(turn, { link, faults });
  if (faults.length > 0) return becomeFaulty(turn, faults);
  if (resume) return resumeMaster(turn);
  becomeBackup(turn, "start", firstWait(turn), " (init)");
}

function faultsOf(instance: VrrpInstance, link: LinkCondition): readonly Fault[] {
  const own = (reason: Fault["reason"]): Fault => ({
    reason,
    interfaceName: instance.interface,
  });
  if (!link.present) return [own("interfaceMissing")];
  const faults: Fault[] = [...link.obstacles];
  if (!link.up && instance.trackPrimary) faults.push(own("interfaceDown"));
  if (link.sourceAddress === null) faults.push(own("noSourceAddress"));
  return faults;
}

function linkChanged(turn: Turn, link: LinkCondition): void {
  const { phase } = turn.state;
  const faults = faultsOf(turn.instance, link);
  change(turn, { link, faults });
  if (phase === "init") return;
  // Nobody can be told any more, and nobody can be waited for.
  if (phase === "handingOver") return faults.length > 0 ? finish(turn, "fault") : undefined;
  if (faults.length > 0 && phase !== "fault") return becomeFaulty(turn, faults);
  if (faults.length === 0 && phase === "fault") leaveFault(turn);
}

function leaveFault(turn: Turn): void {
  const isOwner = turn.state.priority === ownerPriority;
  change(turn, { masterAdvertIntervalMicros: turn.instance.advertIntervalMicros });
  becomeBackup(turn, "faultCleared", isOwner ? firstWait(turn) : downMicros(turn));
}

/** A timer may fire early or for another deadline of the machine: each is compared with `now`. */
function deadlinePassed(turn: Turn): void {
  restoreWhatIsDue(turn);
  const { roleDeadline, phase } = turn.state;
  if (roleDeadline !== null && turn.now >= roleDeadline) {
    if (phase === "backup") masterIsDown(turn);
    if (phase === "master") nextAdvert(turn, roleDeadline);
    if (phase === "handingOver") nobodyTookOver(turn);
  }
  announceWhatIsDue(turn);
}

function masterIsDown(turn: Turn): void {
  logDetail(turn, "Receive advertisement timeout");
  becomeMaster(turn, "masterDown");
}

/** RFC 9568 §6.4.3 (700); the next one counts from when this one was due, so that lateness does not add up. */
function nextAdvert(turn: Turn, due: Micros): void {
  const { advertIntervalMicros, downTimerAdverts } = turn.instance;
  const lateMicros = turn.now - due;
  sendAdvert(turn, turn.state.priority);
  const onSchedule = lateMicros < advertIntervalMicros;
  change(turn, { roleDeadline: plus(onSchedule ? due : turn.now, advertIntervalMicros) });
  // So late that a peer may have been master meanwhile: neighbours may have learned its address.
  if (lateMicros < Math.max(1, downTimerAdverts - 1) * advertIntervalMicros) return;
  const message = `advert sent ${lateMicros / 1000} ms late: announcing the addresses again`;
  logOnce(turn, "late", message, "warning");
  announceRationed(turn, turn.instance.announcements.masterRepeat);
}

/** The first advert of priority 0 may have been lost: say it again on the way out. */
function nobodyTookOver(turn: Turn): void {
  sendAdvert(turn, resignPriority);
  finish(turn, "stop");
}

/** While waiting, the master down timer moves by the difference of the skews (behaviours §5). */
function priorityChanged(turn: Turn, priority: Priority): void {
  const { instance, state } = turn;
  if (priority === state.priority || state.priority === ownerPriority) return;
  const down = (of: Priority) => masterDownMicros(instance, of, state.masterAdvertIntervalMicros);
  const shift = (down(priority) - down(state.priority)) as Micros;
  const { roleDeadline, phase } = state;
  log(turn, `Changing effective priority from ${state.priority} to ${priority}`);
  change(turn, { priority });
  if (phase === "backup" && roleDeadline !== null) {
    change(turn, { roleDeadline: Math.max(turn.now, roleDeadline + shift) as Micros });
  }
}

function stop(turn: Turn, limitMicros: Micros): void {
  const { phase } = turn.state;
  if (phase === "handingOver") return;
  if (phase === "master" && limitMicros > 0) return handOver(turn, limitMicros);
  if (phase === "master") sendAdvert(turn, resignPriority);
  finish(turn, "stop");
}
