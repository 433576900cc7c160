/** What a new configuration says and the one before did not, in the words of the file. */
import type { Configuration } from "../../../config/model/configuration.ts";
import { meansTheSame } from "../../configuration/same-meaning.ts";
import type { ConfigurationChange } from "./change.ts";
import { instanceChanges } from "./instance-changes.ts";
import { settingChanges } from "./setting-changes.ts";

export function configurationChanges(
  before: Configuration,
  after: Configuration,
): readonly ConfigurationChange[] {
  return [
    ...globalChanges(before, after),
    ...instanceChanges(before.vrrpInstances, after.vrrpInstances),
    ...blocks("vrrp_sync_group", before.syncGroups, after.syncGroups),
    ...blocks("track_group", before.trackGroups, after.trackGroups),
    ...trackerChanges(before, after),
    ...balancingChanges(before, after),
  ];
}

function globalChanges(before: Configuration, after: Configuration): ConfigurationChange[] {
  const parts = [
    ["global_defs", before.global, after.global],
    ["static blocks", before.statics, after.statics],
    ["linkbeat and interface delays", before.links, after.links],
    ["SSL", before.ssl ?? {}, after.ssl ?? {}],
  ] as const;
  const changes: ConfigurationChange[] = [];
  for (const [subject, one, other] of parts) {
    const details = settingChanges(one, other);
    if (details.length > 0) changes.push({ subject, name: "", change: "changed", details });
  }
  if (!meansTheSame(before.announcementGroups, after.announcementGroups)) {
    changes.push({ subject: "garp_group", name: "", change: "changed", details: [] });
  }
  return changes;
}

const trackerChanges = (
  { tracking: before }: Configuration,
  { tracking: after }: Configuration,
): readonly ConfigurationChange[] => [
  ...blocks("vrrp_script", before.scripts, after.scripts),
  ...blocks("track_file", before.files, after.files),
  ...blocks("vrrp_track_process", before.processes, after.processes),
  ...blocks("bfd_instance", before.bfdInstances, after.bfdInstances),
];

function balancingChanges(
  { loadBalancing: before }: Configuration,
  { loadBalancing: after }: Configuration,
): readonly ConfigurationChange[] {
  const { virtualServers: _oldServers, groups: _oldGroups, ...plain } = before;
  const { virtualServers: _servers, groups: _groups, ...now } = after;
  const details = settingChanges(plain, now);
  const subject = "load balancing";
  return [
    ...(details.length === 0 ? [] : [{ subject, name: "", change: "changed", details } as const]),
    ...blocks("virtual_server_group", before.groups, after.groups),
    ...blocks("virtual_server", before.virtualServers, after.virtualServers),
  ];
}

/** Looked up by name: there may be thousands. */
function blocks(
  subject: string,
  before: readonly Named[],
  after: readonly Named[],
): readonly ConfigurationChange[] {
  const old = new Map(before.map((block) => [block.name, block]));
  const changes: ConfigurationChange[] = [];
  for (const block of after) {
    const { name } = block;
    const was = old.get(name);
    old.delete(name);
    if (was === undefined) changes.push({ subject, name, change: "added", details: [] });
    else if (!meansTheSame(was, block)) {
      changes.push({ subject, name, change: "changed", details: settingChanges(was, block) });
    }
  }
  for (const name of old.keys()) changes.push({ subject, name, change: "removed", details: [] });
  return changes;
}

interface Named {
  readonly name: string;
}
