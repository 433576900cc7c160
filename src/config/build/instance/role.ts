/** Priority, initial state and preemption (keepalived.md §5 and §8). */
import { type Micros, type Priority, seconds } from "../../../wire/units.ts";
import { instanceCodes } from "../../diagnostics/codes-instance.ts";
import { linkCodes } from "../../diagnostics/codes-link.ts";
import type { InstanceDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import type { Entry } from "../reading/values.ts";

/** RFC 9568 §5.2.4: the router whose own addresses the virtual ones are. */
export const ownerPriority = 255;
export const defaultPriority = 100;

export interface Role {
  readonly priority: Priority;
  readonly wantsMaster: boolean;
  readonly preempt: boolean;
  readonly preemptDelayMicros: Micros;
}

export function roleOf(draft: InstanceDraft, strict: boolean, judgement: Judgement): Role {
  const priority = priorityOf(draft);
  const isOwner = priority === ownerPriority;
  const wantsMaster = wantsMasterOf(draft, strict, isOwner, judgement);
  const preempt = preemptOf(draft, isOwner, wantsMaster, judgement);
  const preemptDelayMicros = preemptDelayOf(draft, { strict, wantsMaster, preempt }, judgement);
  return { priority, wantsMaster, preempt, preemptDelayMicros };
}

/** `state MASTER` without a priority says that this is the owner. */
export function priorityOf(draft: InstanceDraft): Priority {
  const unset = draft.state?.value === "MASTER" ? ownerPriority : defaultPriority;
  return (draft.priority?.value ?? unset) as Priority;
}

function wantsMasterOf(
  draft: InstanceDraft,
  strict: boolean,
  isOwner: boolean,
  judgement: Judgement,
): boolean {
  const given = draft.state;
  if (given === undefined) return isOwner;
  const wanted = given.value === "MASTER";
  if (!strict || wanted === isOwner) return wanted;
  const state = isOwner ? "MASTER" : "BACKUP";
  judgement.report(instanceCodes.stateCorrected, given.valueSpan, {
    message: `in strict mode state ${given.value} does not go with this priority`,
    help: "the address owner, priority 255, and only it starts as MASTER",
    consequence: `${judgement.name} therefore starts as ${state}.`,
  });
  return isOwner;
}

function preemptOf(
  draft: InstanceDraft,
  isOwner: boolean,
  wantsMaster: boolean,
  judgement: Judgement,
): boolean {
  const { nopreempt, preempt } = draft;
  if (nopreempt === undefined) return true;
  // Two lines that contradict each other: the later one holds.
  if (preempt !== undefined && preempt.order > nopreempt.order) return true;
  if (isOwner) clear(nopreempt, "nopreempt", "priority 255", judgement);
  else if (wantsMaster) clear(nopreempt, "nopreempt", "state MASTER", judgement);
  else return false;
  return true;
}

function preemptDelayOf(
  draft: InstanceDraft,
  role: { strict: boolean; wantsMaster: boolean; preempt: boolean },
  judgement: Judgement,
): Micros {
  const given = draft.preempt_delay;
  if (given === undefined || given.value === 0) return seconds(0);
  if (role.strict) clear(given, "preempt_delay", "strict mode", judgement);
  else if (role.wantsMaster) clear(given, "preempt_delay", "state MASTER", judgement);
  else if (!role.preempt) clear(given, "preempt_delay", "nopreempt", judgement);
  else return given.value;
  return seconds(0);
}

/** The priority that `timer_expired_backup` gives to a peer, 254 by default. */
export function lateYieldOf(
  draft: InstanceDraft,
  { preempt }: Role,
  judgement: Judgement,
): number | null {
  const given = draft.timer_expired_backup ?? draft.thread_timer_expired;
  if (given === undefined) return null;
  if (!preempt) return given.value ?? ownerPriority - 1;
  judgement.report(linkCodes.lateTimerUnused, given.span, {
    message: '"timer_expired_backup" has no effect without nopreempt',
    help: "add nopreempt, or remove it",
  });
  return null;
}

function clear(entry: Entry<unknown>, name: string, reason: string, judgement: Judgement): void {
  judgement.report(instanceCodes.preemptionSettingCleared, entry.span, {
    message: `"${name}" does not go with ${reason}`,
    help:
      reason === "state MASTER" ? 'remove it, or write "state BACKUP" on all routers' : "remove it",
    consequence: `${judgement.name} therefore runs without ${name}.`,
  });
}
