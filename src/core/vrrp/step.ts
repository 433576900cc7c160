/** The VRRP instance as a pure machine (RFC 9568 §6.4, RFC 3768 §6.4; keepalived.md §5). */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { type Micros, plus } from "../../wire/units.ts";
import { resignPriority } from "../../wire/vrrp/advert.ts";
import { announceRationed, announceWhatIsDue } from "./announcements.ts";
import type { Decision } from "./decision.ts";
import type { VrrpEffect } from "./effects.ts";
import { noGroup, noOrders, type VrrpEvent } from "./events.ts";
import { groupContested, groupMoved } from "./group.ts";
import { advertReceived } from "./receive.ts";
import { reconfigured } from "./reconfigure.ts";
import {
  addressesLost,
  noRestores,
  restoreDeadline,
  restoreWhatIsDue,
  routingLost,
} from "./restore.ts";
import { groupChanged, linkChanged, operatorChanged, start, trackingChanged } from "./standing.ts";
import type { VrrpState } from "./state.ts";
import { noStatistics } from "./statistics.ts";
import { takeOverDecision } from "./take-over.ts";
import { becomeMaster, downMicros, finish, handOver, sendAdvert } from "./transitions.ts";
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
    started: false,
    begun: false,
    wantsMaster: false,
    faults: [],
    link: { present: false, up: false, sourceAddress: null, obstacles: [] },
    tracked: { priority: instance.priority, contributions: [] },
    group: noGroup,
    operator: noOrders,
    leaving: null,
    preemptDelay: { kind: "none" },
    burst: null,
    refreshDeadline: null,
    lastBurst: now,
    restore: noRestores(now),
    reported: [],
    oldUnicastChecksum: instance.checksum === "oldUnicast",
    statistics: noStatistics,
    lastTransition: now,
    lastDecision: null,
    lastHeard: null,
    lastDiscarded: null,
    refusedAdverts: 0,
    sightings: [],
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
      return start(turn, event);
    case "advertReceived":
      return advertReceived(turn, event.packet);
    case "deadline":
      return deadlinePassed(turn);
    case "linkChanged":
      return linkChanged(turn, event.link);
    case "trackingChanged":
      return trackingChanged(turn, event.tracked);
    case "groupChanged":
      return groupChanged(turn, event.group);
    case "groupMoved":
      return groupMoved(turn, event);
    case "groupContested":
      return groupContested(turn);
    case "operatorChanged":
      return operatorChanged(turn, event.operator);
    case "addressesLost":
      return addressesLost(turn, event.addresses);
    case "routingLost":
      return routingLost(turn, event.what);
    case "reloading":
      if (turn.state.phase === "master") sendAdvert(turn, turn.state.priority);
      return;
    case "reconfigured":
      return reconfigured(turn, event);
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
  const { group, wantsMaster } = turn.state;
  // Who waits for its group says so once, however long that takes.
  if (!wantsMaster) logDetail(turn, "Receive advertisement timeout");
  if (group.othersWantMaster) return becomeMaster(turn, takeOverDecision(turn));
  // keepalived.md §6: the whole group or none of it.
  change(turn, { wantsMaster: true, roleDeadline: plus(turn.now, downMicros(turn)) });
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
  if (turn.state.leaving === "switchover") return keepAddresses(turn);
  sendAdvert(turn, resignPriority);
  finish(turn, stopping);
}

/** A switch-over to nobody: better here than nowhere. */
function keepAddresses(turn: Turn): void {
  const because = "no other router took over within the limit";
  log(turn, `${because}: staying MASTER`, "warning");
  becomeMaster(turn, { rule: "notTakenOver", because, heard: null });
}

const stopping: Decision = { rule: "stop", because: "the process ends", heard: null };

function stop(turn: Turn, limitMicros: Micros): void {
  const { phase, leaving } = turn.state;
  if (leaving === "stop") return;
  // Peers have been told already: the wait goes on, for another end.
  if (leaving === "switchover" && limitMicros > 0) return change(turn, { leaving: "stop" });
  if (phase === "master" && limitMicros > 0) return handOver(turn, limitMicros, "stop");
  if (phase === "master") sendAdvert(turn, resignPriority);
  finish(turn, stopping);
}
