/** What the configuration names and the machine lacks. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Configuration } from "../model/configuration.ts";
import type { SyncGroup } from "../model/sync-group.ts";
import type { TrackerOrigin } from "../model/tracking.ts";
import { addressLinesOf, type VrrpInstance } from "../model/vrrp-instance.ts";
import { checkForwarding } from "./check-machine-forwarding.ts";
import { checkLinks } from "./check-machine-links.ts";
import { checkMail } from "./check-machine-mail.ts";
import { checkPatterns } from "./check-machine-patterns.ts";
import { checkRouting } from "./check-machine-routing.ts";
import { interfaceMissing } from "./interface-missing.ts";
import type { Machine } from "./machine.ts";

/**
 * One warning for each instance or address whose interface is not there; none with
 * `dynamic_interfaces`. Of an instance that cannot run, nothing follows.
 */
export function checkMachine(
  configuration: Configuration,
  disabledInstances: readonly VrrpInstance[],
  machine: Machine,
): readonly Diagnostic[] {
  const unlinked = [
    ...checkMail(configuration, machine),
    ...checkForwarding(configuration, machine),
    ...checkPatterns(configuration, machine),
  ];
  if (configuration.global.dynamicInterfaces) return unlinked;
  const instances = [
    ...configuration.vrrpInstances.flatMap((instance) => checkInstance(instance, machine)),
    ...disabledInstances
      .flatMap((instance) => checkInstance(instance, machine))
      .map(({ consequence: _, ...diagnostic }) => diagnostic),
  ];
  const groups = configuration.syncGroups.flatMap((group) => checkTrackers(group, machine));
  return [
    ...unlinked,
    ...instances,
    ...groups,
    ...checkRouting(configuration, machine),
    ...checkLinks(configuration, machine),
  ];
}

const checkInstance = (instance: VrrpInstance, machine: Machine): readonly Diagnostic[] => [
  ...checkLink(instance, machine),
  ...checkAddresses(instance, machine),
  ...checkTrackers(instance, machine),
];

/** An address that names the same interface is not another thing to mend. */
function checkLink(instance: VrrpInstance, machine: Machine): readonly Diagnostic[] {
  if (isThere(instance.interface, machine)) return [];
  const consequence = `${instance.name} waits in FAULT until it appears.`;
  const span = instance.interfacePlace ?? instance.place;
  const finding = interfaceMissing(instance.interface, span, instance.name, consequence);
  const echoes = addressLinesOf(instance)
    .filter((line) => line.interface === instance.interface)
    .flatMap(({ interfacePlace }) => interfacePlace ?? []);
  return [{ ...finding, echoes }];
}

function checkAddresses(instance: VrrpInstance, machine: Machine): readonly Diagnostic[] {
  return addressLinesOf(instance)
    .filter((line) => line.interface !== instance.interface)
    .filter((line) => !isThere(line.interface, machine))
    .map((line) => {
      const consequence = `${instance.name} cannot hold ${line.address} until it appears.`;
      const span = line.interfacePlace ?? line.place;
      return interfaceMissing(line.interface, span, line.address, consequence);
    });
}

/** An instance that lacks its line "interface" has an empty name there, of which enough is said. */
const isThere = (name: string, machine: Machine): boolean =>
  name === "" || machine.interfaceExists(name);

/** Those of its own lines: what a member has from its group is said of the group. */
function checkTrackers(
  { name, trackers }: VrrpInstance | SyncGroup,
  machine: Machine,
): readonly Diagnostic[] {
  return trackers
    .filter(({ kind, origin }) => kind === "interface" && isOwn(origin, name))
    .filter((tracker) => !machine.interfaceExists(tracker.name))
    .map((tracker) => {
      const effect = tracker.weight === 0 ? "waits in FAULT" : "counts it as down";
      const consequence = `${name} ${effect} until it appears.`;
      return interfaceMissing(tracker.name, tracker.place, `${name} to follow`, consequence);
    });
}

const isOwn = (origin: TrackerOrigin, name: string): boolean =>
  origin.kind === "instance" || (origin.kind === "syncGroup" && origin.name === name);
