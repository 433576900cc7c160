/** What an accepted advert does in each role (RFC 9568 §6.4.2, §6.4.3; keepalived.md §5). */
import { compareAddresses, type IpAddress } from "../../wire/address.ts";
import { type Micros, microsPerCentisecond, microsPerSecond, plus } from "../../wire/units.ts";
import { type Advert, ownerPriority, resignPriority } from "../../wire/vrrp/advert.ts";
import { announceAfterLowerPriority } from "./announcements.ts";
import type { Heard } from "./decision.ts";
import type { AdvertPacket } from "./events.ts";
import { acceptedAdvert } from "./receive-checks.ts";
import { sight } from "./sightings.ts";
import { skewMicros } from "./timers.ts";
import { becomeBackup, downMicros, finish, sendAdvert } from "./transitions.ts";
import { change, count, log, logDetail, logOnce, type Turn } from "./turn.ts";

/** An advert for our VRID has arrived; in INIT, FAULT and after the end nobody listens. */
export function advertReceived(turn: Turn, packet: AdvertPacket): void {
  const { phase } = turn.state;
  if (phase !== "backup" && phase !== "master" && phase !== "handingOver") return;
  const advert = acceptedAdvert(turn, packet);
  if (advert === null) return;
  if (advert.priority === resignPriority) count(turn, "priorityZeroReceived");
  if (phase === "backup") return receivedAsBackup(turn, packet.source, advert);
  if (phase === "master") return receivedAsMaster(turn, packet.source, advert);
  if (advert.priority !== resignPriority) successorSpoke(turn, packet.source, advert);
}

/** Whoever speaks now has taken over: there is no reason left to answer for the addresses. */
function successorSpoke(turn: Turn, source: IpAddress, advert: Advert): void {
  const heard = hear(turn, source, advert);
  const because = `${source} speaks as MASTER`;
  if (turn.state.leaving === "stop") return finish(turn, { rule: "handOver", because, heard });
  becomeBackup(turn, { rule: "handedOver", because, heard }, downMicros(turn));
  followMaster(turn, source, advert);
}

/** Kept for those who ask why. */
function hear(turn: Turn, address: IpAddress, { priority }: Advert): Heard {
  const heard = { address, priority, at: turn.now };
  change(turn, { lastHeard: heard });
  return heard;
}

function discard(turn: Turn, address: IpAddress, { priority }: Advert): void {
  change(turn, { lastDiscarded: { address, priority, at: turn.now } });
}

function receivedAsBackup(turn: Turn, source: IpAddress, advert: Advert): void {
  const { instance, state } = turn;
  if (advert.priority === resignPriority) return masterResigned(turn, source, advert);
  const weWouldWin = advert.priority < state.priority;
  const preempts = instance.preempt && !state.operator.standsBack;
  if (weWouldWin && preempts && !holdsBack(turn)) {
    discard(turn, source, advert);
    const message = `received lower priority (${advert.priority}) advert from ${source} - discarding`;
    return logOnce(turn, "lowerPriority", message, "info");
  }
  if (!weWouldWin) stopPreemptDelay(turn);
  followMaster(turn, source, advert);
}

/** RFC 9568 §6.4.2 (435): the master leaves; the backup with the shortest skew takes over. */
function masterResigned(turn: Turn, source: IpAddress, advert: Advert): void {
  hear(turn, source, advert);
  const { priority, masterAdvertIntervalMicros } = turn.state;
  const skew = skewMicros(turn.instance.version, priority, masterAdvertIntervalMicros);
  logDetail(turn, `${source} gives up: taking over in ${skew / 1000} ms unless another does`);
  change(turn, { roleDeadline: plus(turn.now, skew), master: null });
}

/** Preempt delay: starts with the first advert of a lower-priority master, then is lived through. */
function holdsBack(turn: Turn): boolean {
  const { preemptDelay } = turn.state;
  switch (preemptDelay.kind) {
    case "none":
      return false;
    case "pending": {
      const delay = turn.instance.preemptDelayMicros;
      log(turn, `start preempt delay (${delay / microsPerSecond} seconds)`);
      change(turn, { preemptDelay: { kind: "running", until: plus(turn.now, delay) } });
      return true;
    }
    case "running":
      return turn.now < preemptDelay.until;
  }
}

function stopPreemptDelay(turn: Turn): void {
  if (turn.state.preemptDelay.kind !== "running") return;
  log(turn, "stop preempt delay");
  change(turn, { preemptDelay: { kind: "pending" } });
}

/** RFC 9568 §6.4.2 (445): adopt its interval and start waiting anew. */
function followMaster(turn: Turn, source: IpAddress, advert: Advert): void {
  const { master } = turn.state;
  hear(turn, source, advert);
  adoptInterval(turn, advert);
  if (master?.address !== source || master.priority !== advert.priority) {
    const sameRouter = master?.address === source;
    change(turn, {
      master: { address: source, priority: advert.priority },
      reported: sameRouter ? turn.state.reported : [],
    });
  }
  change(turn, { roleDeadline: plus(turn.now, downMicros(turn)), wantsMaster: false });
}

/** VRRPv3 backups count in the master's interval, not in their own (RFC 9568 §6.1). */
function adoptInterval(turn: Turn, advert: Advert): void {
  if (advert.version === 2) return;
  const learned = (advert.advertIntervalCentiseconds * microsPerCentisecond) as Micros;
  const before = turn.state.masterAdvertIntervalMicros;
  if (learned === before) return;
  change(turn, { masterAdvertIntervalMicros: learned });
  log(turn, `advertisement interval changed from ${before / 1000} ms to ${learned / 1000} ms`);
}

function receivedAsMaster(turn: Turn, source: IpAddress, advert: Advert): void {
  const { priority, link } = turn.state;
  if (advert.priority === resignPriority) return answer(turn);
  if (advert.priority > priority) return yieldTo(turn, source, advert, "higherPriority");
  if (advert.priority < priority) return contest(turn, source, advert);
  const ours = link.sourceAddress;
  if (source === ours) {
    const message = `another router sends adverts from our address ${source} with our priority`;
    return logOnce(turn, "ownAddress", message, "error");
  }
  if (priority === ownerPriority) {
    const message = `CONFIGURATION ERROR: ${source} and we are both configured as address owner`;
    logOnce(turn, "twoOwners", message, "error");
  }
  // RFC 9568 §6.4.3 (765): equal priorities are decided by the greater primary address.
  const theirsIsGreater = ours === null || compareAddresses(source, ours) > 0;
  if (theirsIsGreater) return yieldTo(turn, source, advert, "higherAddress");
  contest(turn, source, advert);
}

function yieldTo(
  turn: Turn,
  source: IpAddress,
  advert: Advert,
  rule: "higherPriority" | "higherAddress",
): void {
  const { priority } = turn.state;
  const message =
    rule === "higherPriority"
      ? `Master received advert from ${source} with higher priority ${advert.priority}, ours ${priority}`
      : `Master received advert from ${source} with same priority ${priority} but higher IP address than ours`;
  log(turn, message);
  // The last advert tells a master that never stopped, nor heard of us, to announce its addresses
  // again. One that was only late has heard our first advert, and answers within an interval.
  const wasMasterMicros = turn.now - turn.state.lastTransition;
  const healed =
    turn.state.supplanted === source && wasMasterMicros >= turn.instance.advertIntervalMicros;
  if (turn.instance.higherPrioritySendAdvert || healed) sendAdvert(turn, priority);
  adoptInterval(turn, advert);
  const heard = hear(turn, source, advert);
  becomeBackup(turn, { rule, because: message, heard }, downMicros(turn));
  change(turn, { master: { address: source, priority: advert.priority } });
}

/** Another master that has to give way: it and the neighbours are told. */
function contest(turn: Turn, source: IpAddress, advert: Advert): void {
  const { priority } = turn.state;
  discard(turn, source, advert);
  const message = `Received advert from ${source} with lower priority ${advert.priority}, ours ${priority}, forcing new election`;
  logOnce(turn, `contest ${source}`, message, "info");
  reportSecondMaster(turn, source, advert);
  if (!turn.instance.lowerPriorityNoAdvert) answer(turn);
  announceAfterLowerPriority(turn);
  turn.effects.push({ kind: "notifyMasterReceivedLowerPriority", priority });
}

/** One that heard our answers would have given way. */
function reportSecondMaster(turn: Turn, address: IpAddress, advert: Advert): void {
  const kind = "secondMaster";
  const because = "it does not hear this router, or refuses its adverts";
  if (!sight(turn, { kind, address, reason: kind, because, advert })) return;
  const { priority } = turn.state;
  const who = `${address} with priority ${advert.priority}, ours ${priority}`;
  log(turn, `second master seen: ${who}: ${because}`, "warning");
}

/** An advert out of turn; the interval starts anew. */
function answer(turn: Turn): void {
  sendAdvert(turn, turn.state.priority);
  change(turn, { roleDeadline: plus(turn.now, turn.instance.advertIntervalMicros) });
}
