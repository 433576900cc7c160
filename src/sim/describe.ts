/** Steps and instances in words, for the timeline. */
import type { VrrpInstance } from "../config/model/vrrp-instance.ts";
import type { VrrpEffect } from "../core/vrrp/effects.ts";
import type { VrrpEvent } from "../core/vrrp/events.ts";
import type { StepSeen } from "./instance-shell.ts";
import { formatSpan } from "./timeline.ts";

/** Whether a reader can do without the step: an advert that changed nothing, sent or received. */
export function isRoutine({ before, after, effects }: StepSeen): boolean {
  return before.phase === after.phase && effects.every((one) => routine.has(one.kind));
}

const routine: ReadonlySet<VrrpEffect["kind"]> = new Set(["sendAdvert", "log"]);

/** One line: what came, the role after it, and what was done. */
export function describeStep({ event, before, after, now, effects }: StepSeen): string {
  const role =
    before.phase === after.phase ? after.phase : `${before.phase} → ${after.phase.toUpperCase()}`;
  const deadline = after.deadline === null ? "" : `, next in ${formatSpan(after.deadline - now)}`;
  const done = effects.map(describeEffect).filter((text) => text !== "");
  return `${describeEvent(event)}: ${role}${deadline}${done.map((text) => `; ${text}`).join("")}`;
}

/** "priority 100, v2 every 1000 ms, preempt". */
export function describeInstance(instance: VrrpInstance): string {
  const { priority, version, family, advertIntervalMicros, preemptDelayMicros } = instance;
  const words = [
    `priority ${priority}`,
    `v${version} ${family} ${instance.delivery.kind} every ${formatSpan(advertIntervalMicros)}`,
    instance.preempt ? "preempt" : "nopreempt",
  ];
  if (preemptDelayMicros > 0) words.push(`after ${formatSpan(preemptDelayMicros)}`);
  if (instance.wantsMaster) words.push("state MASTER");
  if (instance.lowerPriorityNoAdvert) words.push("lower_prio_no_advert");
  if (instance.higherPrioritySendAdvert) words.push("higher_prio_send_advert");
  if (instance.ownerIgnoreAdverts) words.push("owner_ignore_adverts");
  if (instance.downTimerAdverts !== 3) words.push(`down after ${instance.downTimerAdverts}`);
  return words.join(", ");
}

function describeEvent(event: VrrpEvent): string {
  switch (event.kind) {
    case "start":
      return event.resume ? "start, resuming" : "start";
    case "advertReceived": {
      const { source, received } = event.packet;
      const what = received.ok ? `priority ${received.value.advert.priority}` : received.error.code;
      return `advert from ${source}, ${what}`;
    }
    case "linkChanged": {
      const { present, up, sourceAddress } = event.link;
      const words = [present ? "present" : "missing", up ? "up" : "down", sourceAddress ?? "-"];
      return `link ${words.join(" ")}`;
    }
    case "trackingChanged":
      return `tracked: priority ${event.tracked.priority}`;
    case "groupMoved":
      return `group to ${event.to}`;
    case "operatorChanged":
      return `operator ${JSON.stringify(event.operator)}`;
    case "routingLost":
      return `lost ${event.what.join(", ")}`;
    case "addressesLost":
      return `lost ${event.addresses.join(" ")}`;
    case "stop":
      return `stop within ${formatSpan(event.limitMicros)}`;
    case "deadline":
    case "reloading":
    case "reconfigured":
    case "groupChanged":
    case "groupContested":
      return event.kind;
  }
}

function describeEffect(effect: VrrpEffect): string {
  switch (effect.kind) {
    case "sendAdvert":
      return `sends priority ${effect.priority}`;
    case "claimAddresses":
      return "claims";
    case "releaseAddresses":
      return "releases";
    case "restoreAddresses":
      return `restores ${effect.addresses.join(" ")}`;
    case "announce":
      return `announces × ${effect.repeat}`;
    case "announceSource":
      return "announces its own address";
    case "stopped":
      return "stopped";
    case "log":
    case "stateChanged":
    case "priorityChanged":
    case "cancelAnnouncements":
    case "notifyMasterReceivedLowerPriority":
    case "noticed":
      return "";
  }
}
