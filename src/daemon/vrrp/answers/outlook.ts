/** What would have to happen for an instance to change, in sentences an operator can act on. */
import type { Tracking } from "../../../config/model/tracking.ts";
import type { VrrpInstance } from "../../../config/model/vrrp-instance.ts";
import { faultText } from "../../../core/vrrp/faults.ts";
import type { Fault, VrrpState } from "../../../core/vrrp/state.ts";
import { masterDownMicros } from "../../../core/vrrp/timers.ts";
import { type Micros, microsPerSecond } from "../../../wire/units.ts";
import { ownerPriority } from "../../../wire/vrrp/advert.ts";

export interface OutlookSubject {
  readonly instance: VrrpInstance;
  readonly state: VrrpState;
  readonly tracking: Tracking;
  readonly now: Micros;
}

export function outlookOf(subject: OutlookSubject): readonly string[] {
  switch (subject.state.phase) {
    case "init":
      return ["It begins when it has heard of all that it waits for."];
    case "backup":
      return backupOutlook(subject);
    case "master":
      return masterOutlook(subject);
    case "fault":
      return subject.state.faults.map((fault) => `In FAULT until ${endOf(fault, subject)}.`);
    case "handingOver":
      return [handOverOutlook(subject)];
    case "stopped":
      return [];
  }
}

function backupOutlook({ instance, state, now }: OutlookSubject): readonly string[] {
  const { master, priority, roleDeadline, preemptDelay, operator } = state;
  const inTime = roleDeadline === null ? "" : ` in ${secondsText(roleDeadline - now)}`;
  if (master === null) {
    return [`Takes over${inTime} unless it hears a master it has to follow.`, ...groupWait(state)];
  }
  const down = masterDownMicros(instance, priority, state.masterAdvertIntervalMicros);
  const who = `${master.address} (priority ${master.priority})`;
  const silence = `Takes over when ${who} is silent for ${secondsText(down)}, or gives up.`;
  return [silence, ...risingOutlook(), ...groupWait(state)];

  function risingOutlook(): readonly string[] {
    const lower = master !== null && master.priority < priority;
    if (operator.standsBack) {
      return [`Does not preempt before: holdfast instance switchover ${instance.name} --back.`];
    }
    if (!instance.preempt) return ["Does not preempt: nopreempt."];
    if (lower && preemptDelay.kind === "running" && preemptDelay.until > now) {
      return [`Takes over in ${secondsText(preemptDelay.until - now)}: preempt_delay.`];
    }
    if (lower)
      return ["Takes over when its master down timer has run out: its priority is higher."];
    return [`Takes over from it when the priority here, ${priority}, is higher than there.`];
  }
}

const groupWait = ({ group, wantsMaster }: VrrpState): readonly string[] =>
  group.othersWantMaster
    ? []
    : [
        wantsMaster
          ? "It wants to be MASTER, and waits for the other members of its sync group."
          : "Only together with the other members of its sync group.",
      ];

function masterOutlook({ instance, state, now }: OutlookSubject): readonly string[] {
  const { priority, lastDiscarded: discarded, lastTransition } = state;
  if (priority === ownerPriority) return ["MASTER for as long as it runs: it owns its addresses."];
  const address = state.link.sourceAddress ?? "its own";
  const rival =
    discarded === null || discarded.at <= lastTransition || isSilent(discarded.at)
      ? []
      : [`${discarded.address} (priority ${discarded.priority}) speaks too, and has to give way.`];
  return [
    `Gives way to a router with a priority above ${priority}, or of ${priority} with an address above ${address}.`,
    ...(instance.trackPrimary || instance.trackers.length > 0
      ? ["Gives up when its interface or something else that it follows without a weight fails."]
      : []),
    ...rival,
  ];

  function isSilent(at: Micros): boolean {
    return now - at > masterDownMicros(instance, priority, instance.advertIntervalMicros);
  }
}

function handOverOutlook({ state, now }: OutlookSubject): string {
  const limit =
    state.roleDeadline === null ? "" : `, at most ${secondsText(state.roleDeadline - now)}`;
  return `Holds its addresses until another router speaks as MASTER${limit}.`;
}

/** What has to be true for the fault to go. */
function endOf(fault: Fault, { instance, tracking }: OutlookSubject): string {
  switch (fault.reason) {
    case "interfaceMissing":
      return `interface ${fault.interfaceName} exists and is up`;
    case "interfaceDown":
    case "routeInterfaceDown":
      return `interface ${fault.interfaceName} is up`;
    case "noSourceAddress":
      return `interface ${fault.interfaceName} has an address to send adverts from`;
    case "noMulticast":
      return `interface ${fault.interfaceName} has multicast, or the file a unicast_peer`;
    case "socketRefused":
      return `the kernel gives a socket on ${fault.interfaceName}; the log says what it refuses`;
    case "groupMember":
      return `instance ${fault.name} of its sync group is well`;
    case "operator":
      return `an operator takes it back: holdfast instance fault ${instance.name} off`;
    case "tracker":
      return trackerEnd(fault, tracking);
    case "staticMissing":
      return `${faultText(fault)} no longer`;
  }
}

function trackerEnd(
  { tracker, name }: Extract<Fault, { reason: "tracker" }>,
  { scripts }: Tracking,
): string {
  const rise = scripts.find((script) => script.name === name)?.rise ?? 1;
  switch (tracker) {
    case "script":
      return `script ${name} succeeds${rise === 1 ? "" : ` ${rise} times in a row`}`;
    case "interface":
      return `interface ${name} is up`;
    case "file":
      return `the number in the file of ${name} is another`;
    case "process":
      return `as many processes run as ${name} asks for`;
    case "bfd":
      return `BFD session ${name} is up`;
  }
}

const secondsText = (micros: number): string =>
  `${Math.max(0, micros / microsPerSecond).toFixed(1)} s`;
