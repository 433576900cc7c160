/** Why an instance is still what it is: the rule that keeps it, else the one that made it so. */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { Micros } from "../../wire/units.ts";
import { resignPriority } from "../../wire/vrrp/advert.ts";
import type { Decision, Heard, Rule } from "./decision.ts";
import { awaitedTrackers, faultDecision } from "./faults.ts";
import type { VrrpState } from "./state.ts";
import { masterDownMicros } from "./timers.ts";

/** Null of an instance that has not been told to begin. */
export function presentDecision(
  instance: VrrpInstance,
  state: VrrpState,
  now: Micros,
): Decision | null {
  const { phase, started, lastDecision } = state;
  switch (phase) {
    case "init":
      return started ? whatIsAwaited(state) : null;
    case "backup":
      return whatKeepsBackup(instance, state) ?? lastDecision;
    case "master":
      return whatKeepsMaster(instance, state, now) ?? lastDecision;
    case "fault":
      return state.faults.length === 0 ? whatIsAwaited(state) : faultDecision(state.faults);
    case "handingOver":
    case "stopped":
      return lastDecision;
  }
}

function whatIsAwaited({ tracked, group }: VrrpState): Decision {
  const members = group.awaitedMembers.map((name) => `${name} of the sync group`);
  const names = [...awaitedTrackers(tracked), ...members].join(", ");
  return { rule: "waiting", because: `no first result yet: ${names}`, heard: null };
}

function whatKeepsBackup(instance: VrrpInstance, state: VrrpState): Decision | null {
  const { priority, wantsMaster, group, lastDiscarded } = state;
  if (wantsMaster && !group.othersWantMaster) {
    const because = "no master heard, but other members of the sync group hear theirs";
    return { rule: "groupWaits", because, heard: null };
  }
  const heard = lately(state, state.lastHeard);
  const discarded = lately(state, lastDiscarded);
  if (discarded !== null && discarded.at > (heard?.at ?? 0)) {
    const because = `${inWords(discarded)}, ours is ${priority}: waiting for the timer to run out`;
    return { rule: "preempt", because, heard: discarded };
  }
  if (heard === null) return null;
  if (heard.priority === resignPriority) {
    const because = `${heard.address} gave up: waiting for the skew time to end`;
    return { rule: "masterResigned", because, heard };
  }
  const rule = heard.priority >= priority ? "follows" : whatForbidsPreempting(instance, state);
  return { rule, because: `${inWords(heard)}, ours is ${priority}`, heard };
}

function whatForbidsPreempting({ preempt }: VrrpInstance, { operator }: VrrpState): Rule {
  if (operator.standsBack) return "standsBack";
  return preempt ? "preemptDelay" : "nopreempt";
}

/** Nothing, once the other one has given way. */
function whatKeepsMaster(instance: VrrpInstance, state: VrrpState, now: Micros): Decision | null {
  const heard = lately(state, state.lastDiscarded);
  if (heard === null) return null;
  const silence = masterDownMicros(instance, state.priority, instance.advertIntervalMicros);
  if (now - heard.at > silence) return null;
  const because = `${inWords(heard)}, ours is ${state.priority}`;
  return { rule: "prevails", because, heard };
}

/** What was heard before the last change of phase, or with it, decided that change if anything. */
const lately = ({ lastTransition }: VrrpState, heard: Heard | null): Heard | null =>
  heard !== null && heard.at > lastTransition ? heard : null;

const inWords = ({ address, priority }: Heard): string =>
  `${address} is master with priority ${priority}`;
