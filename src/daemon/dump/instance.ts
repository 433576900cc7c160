/** One instance in `keepalived.data`: labels and order are keepalived's (keepalived.md §3). */
import type { Delivery, NotifyScripts, VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { awaitedTrackers } from "../../core/vrrp/faults.ts";
import type { Phase, VrrpState } from "../../core/vrrp/state.ts";
import { masterDownMicros } from "../../core/vrrp/timers.ts";
import { dumpTime } from "../log/time.ts";
import { addressText } from "./addresses.ts";
import { enabled, entry, intervalText, labelled, secondsText, yesNo } from "./labels.ts";
import { routeText } from "./routes.ts";
import { ruleText } from "./rules.ts";
import type { InstanceDump } from "./snapshot.ts";
import { trackerLines } from "./trackers.ts";

export const stateNames: Readonly<Record<Phase, string>> = {
  init: "INIT",
  backup: "BACKUP",
  master: "MASTER",
  fault: "FAULT",
  handingOver: "MASTER",
  stopped: "STOP",
};

export function instanceLines(dump: InstanceDump, wallClockOffsetMicros: number): string[] {
  const { instance, state } = dump;
  return [
    labelled(1, "VRRP Instance", instance.name),
    labelled(3, "VRRP Version", instance.version),
    ...(instance.syncGroup === null ? [] : [labelled(3, "Sync group", instance.syncGroup)]),
    ...stateLines(instance, state, wallClockOffsetMicros),
    labelled(3, "Interface", instance.interface),
    labelled(3, "Using src_ip", state.link.sourceAddress ?? "(none)"),
    ...(instance.delivery.kind === "multicast"
      ? [entry(3, `Multicast address ${instance.delivery.group}`)]
      : []),
    ...announcementLines(instance),
    ...identityLines(instance, state),
    ...authenticationLines(instance),
    ...addressLines(instance, holdsAddresses(state.phase)),
    ...listLines("Virtual Routes :", instance.virtualRoutes.map(routeText)),
    ...listLines("Virtual Rules :", instance.virtualRules.map(ruleText)),
    ...deliveryLines(instance.delivery, instance.checkUnicastSource),
    ...trackerLines(instance.trackers),
    ...scriptLines(instance.notify),
    entry(3, `Using smtp notification = ${yesNo(instance.smtpAlert)}`),
    labelled(3, "Notify deleted", instance.notifiesDeletion ? "Deleted" : "Fault"),
    labelled(3, "Notify priority changes", String(instance.notifiesPriorityChanges)),
  ];
}

function stateLines(instance: VrrpInstance, state: VrrpState, offsetMicros: number): string[] {
  const { master, roleDeadline, phase, masterAdvertIntervalMicros } = state;
  const known = phase === "backup" && master !== null;
  const down = masterDownMicros(instance, state.priority, masterAdvertIntervalMicros);
  return [
    labelled(3, "State", stateNames[phase]),
    ...(known ? [labelled(3, "Master router", master.address)] : []),
    ...(known ? [labelled(3, "Master priority", master.priority)] : []),
    ...(known && instance.version === 3
      ? [labelled(3, "Master advert int", intervalText(masterAdvertIntervalMicros))]
      : []),
    entry(3, "Flags:"),
    ...(instance.delivery.kind === "unicast" ? [entry(5, "Using unicast")] : []),
    labelled(3, "Wantstate", instance.wantsMaster ? "MASTER" : stateNames[phase]),
    labelled(3, "Number of interface and track script faults", state.faults.length),
    labelled(3, "Number of track scripts init", awaitedTrackers(state.tracked).length),
    labelled(3, "Last transition", dumpTime(state.lastTransition + offsetMicros)),
    ...(roleDeadline === null
      ? []
      : [labelled(3, "Read timeout", dumpTime(roleDeadline + offsetMicros))]),
    labelled(3, "Master down timer", `${down} usecs`),
  ];
}

function announcementLines({ announcements: garp, ...instance }: VrrpInstance): string[] {
  return [
    labelled(3, "Gratuitous ARP delay", secondsText(garp.masterDelayMicros)),
    labelled(3, "Gratuitous ARP repeat", garp.masterRepeat),
    labelled(3, "Gratuitous ARP refresh", secondsText(garp.refreshMicros)),
    labelled(3, "Gratuitous ARP refresh repeat", garp.refreshRepeat),
    labelled(3, "Gratuitous ARP lower priority delay", secondsText(garp.lowerPriorityDelayMicros)),
    labelled(3, "Gratuitous ARP lower priority repeat", garp.lowerPriorityRepeat),
    labelled(3, "Down timer adverts", instance.downTimerAdverts),
    labelled(
      3,
      "Send advert after receive lower priority advert",
      String(!instance.lowerPriorityNoAdvert),
    ),
    labelled(
      3,
      "Send advert after receive higher priority advert",
      String(instance.higherPrioritySendAdvert),
    ),
  ];
}

function identityLines(instance: VrrpInstance, state: VrrpState): string[] {
  const { preemptDelayMicros } = instance;
  return [
    labelled(3, "Virtual Router ID", instance.virtualRouterId),
    labelled(3, "Priority", instance.priority),
    labelled(3, "Effective priority", state.priority),
    labelled(3, "Total priority", state.priority),
    labelled(3, "Advert interval", intervalText(instance.advertIntervalMicros)),
    labelled(3, "Accept", enabled(instance.accept)),
    labelled(3, "Preempt", enabled(instance.preempt)),
    ...(preemptDelayMicros === 0
      ? []
      : [labelled(3, "Preempt delay", `${secondsText(preemptDelayMicros)} secs`)]),
  ];
}

function authenticationLines({ authentication }: VrrpInstance): string[] {
  if (authentication.type === "none") return [];
  return [
    labelled(3, "Authentication type", "SIMPLE_PASSWORD"),
    labelled(3, "Password", authentication.password.toString()),
  ];
}

function addressLines(instance: VrrpInstance, held: boolean): string[] {
  const { virtualAddresses, excludedAddresses } = instance;
  const excluded = excludedAddresses.map((line) => addressText(line, held));
  return [
    entry(3, `Virtual IP (${virtualAddresses.length}):`),
    ...virtualAddresses.map((line) => entry(5, addressText(line, held))),
    ...listLines("Virtual IP Excluded :", excluded),
  ];
}

const listLines = (title: string, texts: readonly string[]): string[] =>
  texts.length === 0 ? [] : [entry(3, title), ...texts.map((text) => entry(5, text))];

function deliveryLines(delivery: Delivery, checkSource: boolean): string[] {
  if (delivery.kind !== "unicast") return [];
  return [
    labelled(3, "Unicast TTL", delivery.ttl),
    entry(3, `Check unicast src : ${yesNo(checkSource)}`),
    entry(3, "Unicast Peer :"),
    ...delivery.peers.map(({ address, minTtl, maxTtl }) =>
      entry(5, `${address} min_ttl ${minTtl} max_ttl ${maxTtl}`),
    ),
  ];
}

export function scriptLines(notify: Partial<NotifyScripts>): string[] {
  const scripts = [
    ["Backup state transition script", notify.backup],
    ["Fault state transition script", notify.fault],
    ["Master state transition script", notify.master],
    ["Stop state transition script", notify.stop],
    ["Deleted state transition script", notify.deleted],
    ["Generic state transition script", notify.any],
  ] as const;
  return scripts.flatMap(([label, script]) =>
    script ? [labelled(3, label, `'${script.argv.join(" ")}'`)] : [],
  );
}

const holdsAddresses = (phase: Phase): boolean => phase === "master" || phase === "handingOver";
