/** Which instances belong to which `vrrp_sync_group` (keepalived.md §6). */
import { groupCodes } from "../../diagnostics/codes-groups.ts";
import { trackingCodes } from "../../diagnostics/codes-tracking.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../keywords/nearest.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { SyncGroup } from "../../model/sync-group.ts";
import type { Tracker } from "../../model/tracking.ts";
import type { VrrpInstance } from "../../model/vrrp-instance.ts";
import { append } from "../append.ts";
import { ownerPriority } from "../instance/role.ts";
import { Judgement } from "../judgement.ts";
import { readDefinitions } from "../tracking/definition.ts";
import { settleTrackers } from "../tracking/settle-trackers.ts";
import type { Trackables } from "../tracking/trackables.ts";
import { readSyncGroup, type UnresolvedGroup } from "./read-sync-group.ts";

export interface InstanceRoster {
  /** Those that run. */
  readonly instances: readonly VrrpInstance[];
  /** Names of all that the file has. */
  readonly names: ReadonlySet<string>;
}

export interface GroupsReading {
  readonly syncGroups: readonly SyncGroup[];
  /** The same as in the roster, each with its group and all that it follows. */
  readonly instances: readonly VrrpInstance[];
  readonly diagnostics: readonly Diagnostic[];
}

export function buildSyncGroups(
  blocks: readonly Statement[],
  roster: InstanceRoster,
  trackables: Trackables,
): GroupsReading {
  const { named, diagnostics: nameless } = withOneName(blocks);
  const read = readDefinitions(named, (name, block, judgement) =>
    readSyncGroup(name, block, judgement, trackables),
  );
  const running = new Map(roster.instances.map((instance) => [instance.name, instance]));
  const groupOf = new Map<string, SyncGroup>();
  const syncGroups: SyncGroup[] = [];
  const diagnostics: Diagnostic[] = [...nameless, ...read.diagnostics];
  for (const { value } of read.definitions) {
    if (value === null) continue;
    const judgement = new Judgement(value.group.name);
    const members = membersOf(value, { running, names: roster.names, groupOf }, judgement);
    const group = completeGroup(value.group, members, judgement);
    append(diagnostics, judgement.diagnostics);
    if (members.length === 0) continue;
    syncGroups.push(group);
    for (const { name } of members) groupOf.set(name, group);
  }
  const instances = roster.instances.map((instance) => {
    const judgement = new Judgement(instance.name);
    const group = groupOf.get(instance.name) ?? null;
    const settled = settleTrackers(instance, group, judgement);
    append(diagnostics, judgement.diagnostics);
    // A group that is to tell of priorities has its members tell: it has none itself.
    return group?.notifyPriorityChanges === true
      ? { ...settled, notifiesPriorityChanges: true }
      : settled;
  });
  return { syncGroups, instances, diagnostics };
}

/** A group with two words is no group, as one with none: keepalived skips both. */
export function withOneName(blocks: readonly Statement[]): {
  named: readonly Statement[];
  diagnostics: readonly Diagnostic[];
} {
  const judgement = new Judgement("the group");
  const named = blocks.filter(({ words: [keyword, ...names] }) => {
    if (names.length === 1) return true;
    judgement.report(groupCodes.groupNameMissing, keyword.span, {
      message:
        names.length === 0
          ? `this ${keyword.text} has no name`
          : `this ${keyword.text} has more than one name`,
      help: `write ${keyword.text} NAME { ... }`,
      consequence: "The group has no effect.",
    });
    return false;
  });
  return { named, diagnostics: judgement.diagnostics };
}

interface Candidates {
  readonly running: ReadonlyMap<string, VrrpInstance>;
  readonly names: ReadonlySet<string>;
  /** Of those that an earlier group has. */
  readonly groupOf: ReadonlyMap<string, SyncGroup>;
}

function membersOf(
  { memberNames }: UnresolvedGroup,
  candidates: Candidates,
  judgement: Judgement,
): readonly VrrpInstance[] {
  const members = new Map<string, VrrpInstance>();
  for (const word of memberNames) {
    const other = candidates.groupOf.get(word.text)?.name;
    const taken = members.has(word.text) ? judgement.name : other;
    const instance = candidates.running.get(word.text);
    if (instance === undefined) reportMissing(word, candidates.names, judgement);
    else if (taken !== undefined) reportTaken(word, taken, judgement);
    else members.set(word.text, instance);
  }
  return [...members.values()];
}

function reportMissing(word: Word, names: ReadonlySet<string>, judgement: Judgement): void {
  if (names.has(word.text)) {
    judgement.report(groupCodes.memberDisabled, word.span, {
      message: `${word.text} is disabled, so ${judgement.name} is without it`,
      help: "what is wrong with the instance is said there",
    });
    return;
  }
  const meant = nearest(word.text, names);
  judgement.report(groupCodes.memberUnknown, word.span, {
    message: `there is no vrrp_instance "${word.text}"`,
    help: meant === null ? "name an instance of this file" : `did you mean "${meant}"?`,
    consequence: `${judgement.name} is therefore without it.`,
  });
}

const reportTaken = (word: Word, group: string, judgement: Judgement): void =>
  judgement.report(groupCodes.memberTaken, word.span, {
    message: `${word.text} is in the sync group ${group} already`,
    help: "an instance is in one group, once",
    consequence: "The earlier place counts.",
  });

function completeGroup(
  group: SyncGroup,
  members: readonly VrrpInstance[],
  judgement: Judgement,
): SyncGroup {
  const owners = members.filter(({ priority }) => priority === ownerPriority);
  if (members.length === 0) {
    judgement.report(groupCodes.noMembers, group.place, {
      message: `no instance of the sync group "${group.name}" runs`,
      help: "name two or more instances in it: group { VI_1 VI_2 }",
      consequence: "The group is left out.",
    });
  } else if (members.length === 1) {
    judgement.report(groupCodes.oneMember, group.place, {
      message: `the sync group "${group.name}" has one instance only`,
      help: "a group is for two or more",
    });
  } else if (owners.length > 0 && owners.length < members.length) {
    reportMix(group, owners, judgement);
  }
  const trackers =
    owners.length === 0
      ? group.trackers
      : group.trackers.map((tracker) => withoutWeight(tracker, judgement));
  return { ...group, members: members.map(({ name }) => name), trackers };
}

function reportMix(group: SyncGroup, owners: readonly VrrpInstance[], judgement: Judgement): void {
  const names = owners.map(({ name }) => name).join(" and ");
  judgement.report(groupCodes.ownersMixed, group.place, {
    message: `of the sync group "${group.name}" only ${names} has priority 255`,
    help: "give all members priority 255, or none of them",
    consequence: `${names} therefore starts as BACKUP, with the others.`,
  });
}

/** What a group follows acts on all members, and the priority of one of them cannot change. */
function withoutWeight(tracker: Tracker, judgement: Judgement): Tracker {
  if (tracker.weight === 0) return tracker;
  const what = `${tracker.kind} "${tracker.name}"`;
  judgement.report(trackingCodes.weightOfOwnersGroup, tracker.place, {
    message: `the weight of ${what} cannot count: a member has priority 255`,
    help: "write weight 0 behind it",
    consequence: `A failure of ${tracker.name} is a fault of ${judgement.name} instead.`,
  });
  return { ...tracker, weight: 0, reversed: false, weightFrom: "owner" };
}
