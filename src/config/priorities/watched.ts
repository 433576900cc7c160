/** Everything that may lower an instance's priority or put it in fault, its own interface first. */
import type { Configuration } from "../model/configuration.ts";
import type { Tracker } from "../model/tracking.ts";
import type { VrrpInstance } from "../model/vrrp-instance.ts";
import { type Effect, effectOf, effectOfFile, fault } from "./effect.ts";

export interface Watched {
  /** "script chk_web", "interface eth0". */
  readonly name: string;
  /** Why the instance follows it, where its own lines do not say so: "sync group G". */
  readonly because: string | null;
  /** "fails", or what else makes the difference: "is up". */
  readonly event: string;
  readonly effect: Effect;
  /** Null for what nobody had to ask for. */
  readonly tracker: Tracker | null;
  /**
   * Members of its sync group whose priority stays when it fails: a group moves as a whole, so the
   * weight alone moves nothing (keepalived.md §6).
   */
  readonly heldBy: readonly string[];
}

export function watchedBy(
  instance: VrrpInstance,
  configuration: Configuration,
): readonly Watched[] {
  const members = fellowsOf(instance, configuration);
  return [
    ...ownInterface(instance),
    ...instance.trackers.map((tracker) => watchedTracker(tracker, members)),
    ...members.map((member) => watchedMember(member, instance.syncGroup)),
  ];
}

/** The other members of its sync group. */
function fellowsOf(
  instance: VrrpInstance,
  { syncGroups, vrrpInstances }: Configuration,
): readonly VrrpInstance[] {
  const members = syncGroups.find(({ name }) => name === instance.syncGroup)?.members ?? [];
  return vrrpInstances.filter((each) => each !== instance && members.includes(each.name));
}

function ownInterface(instance: VrrpInstance): readonly Watched[] {
  if (!instance.trackPrimary) return [];
  const name = `interface ${instance.interface}`;
  return [{ name, because: "its own", event: "down", effect: fault, tracker: null, heldBy: [] }];
}

function watchedTracker(tracker: Tracker, members: readonly VrrpInstance[]): Watched {
  const { kind, name, origin, weight, reversed } = tracker;
  const because =
    origin.kind === "syncGroup"
      ? `sync group ${origin.name}`
      : origin.kind === "address"
        ? "of its addresses"
        : null;
  const effect = kind === "file" ? effectOfFile(tracker) : effectOf(tracker);
  const [bad, good] = events[kind];
  const event = weight === 0 && reversed ? good : bad;
  const heldBy = effect.kind === "fault" ? [] : members.filter((each) => !follows(each, tracker));
  return {
    name: `${kind} ${name}`,
    because,
    event,
    effect,
    tracker,
    heldBy: heldBy.map((member) => member.name),
  };
}

function follows(instance: VrrpInstance, { kind, name }: Tracker): boolean {
  const isOwn = kind === "interface" && instance.trackPrimary && instance.interface === name;
  return isOwn || instance.trackers.some((each) => each.kind === kind && each.name === name);
}

/** What counts as a failure, and its opposite: a reversed weight of 0 asks for that. */
const events: Readonly<Record<Tracker["kind"], readonly [string, string]>> = {
  interface: ["down", "up"],
  script: ["fails", "succeeds"],
  file: ["not 0", "0"],
  process: ["missing", "running"],
  bfd: ["down", "up"],
};

/** A member of a sync group in fault takes the others with it (keepalived.md §6). */
const watchedMember = ({ name }: VrrpInstance, group: string | null): Watched => ({
  name: `instance ${name}`,
  because: `sync group ${group}`,
  event: "in fault",
  effect: fault,
  tracker: null,
  heldBy: [],
});
