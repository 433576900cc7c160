/** The question `why`: an instance's arithmetic, what it heard, the rule that decided, and what next. */
import type { Tracking } from "../../../config/model/tracking.ts";
import type { Contribution } from "../../../core/tracking/condition.ts";
import { type Decision, type Heard, ruleText } from "../../../core/vrrp/decision.ts";
import { contributionText } from "../../../core/vrrp/faults.ts";
import { presentDecision } from "../../../core/vrrp/present-decision.ts";
import type { VrrpState } from "../../../core/vrrp/state.ts";
import type { Micros } from "../../../wire/units.ts";
import { ownerPriority } from "../../../wire/vrrp/advert.ts";
import type {
  Arithmetic,
  ArithmeticPart,
  DecisionStatus,
  HeardStatus,
  InstanceReasons,
} from "../../status/vrrp-status.ts";
import type { RunningInstance } from "../running-instance.ts";
import { outlookOf } from "./outlook.ts";
import { groupStatus, instanceStatus, type StatusSubject } from "./status.ts";

export interface ReasonsSubject extends StatusSubject {
  readonly tracking: Tracking;
}

export function reasonsOf(running: RunningInstance, subject: ReasonsSubject): InstanceReasons {
  const { instance, state } = running;
  const { now, tracking, groups } = subject;
  const group = groups.find(({ members }) => members.includes(running));
  return {
    atMillis: subject.nowMillis,
    instance: instanceStatus(running, subject),
    arithmetic: arithmeticOf(instance.priority, state),
    decision: decisionStatus(presentDecision(instance, state, now), instance.version, now),
    heard: heardStatus(state.lastHeard, now),
    discarded: heardStatus(state.lastDiscarded, now),
    next: outlookOf({ instance, state, tracking, now }),
    group: group === undefined ? null : groupStatus(group, subject),
  };
}

function arithmeticOf(
  base: number,
  { priority, operator, tracked }: Pick<VrrpState, "priority" | "operator" | "tracked">,
): Arithmetic {
  const parts = tracked.contributions.map(partOf);
  const ordered = base === ownerPriority ? null : operator.priority;
  const sum = parts.reduce<number>((total, { amount }) => total + amount, ordered ?? base);
  return { base, ordered, parts, sum, effective: priority, limit: limitOf(base, sum, priority) };
}

function limitOf(base: number, sum: number, effective: number): string | null {
  if (sum === effective) return null;
  if (base === ownerPriority) return "the priority of an address owner never changes";
  return sum > effective ? "254 at most: 255 is an address owner's" : "1 at least: 0 gives up";
}

const partOf = (contribution: Contribution): ArithmeticPart => {
  const { tracker, effect } = contribution;
  return {
    kind: tracker.kind,
    name: tracker.name,
    text: contributionText(contribution),
    weight: tracker.weight,
    effect: effect.kind,
    amount: effect.kind === "priority" ? effect.amount : 0,
  };
};

function decisionStatus(
  decision: Decision | null,
  version: 2 | 3,
  now: Micros,
): DecisionStatus | null {
  if (decision === null) return null;
  const { rule, because, heard } = decision;
  return { rule, ...ruleText(rule, version), because, heard: heardStatus(heard, now) };
}

const heardStatus = (heard: Heard | null, now: Micros): HeardStatus | null =>
  heard === null
    ? null
    : { address: heard.address, priority: heard.priority, agoMicros: now - heard.at };
