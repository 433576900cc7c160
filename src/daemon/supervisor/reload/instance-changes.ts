/** Which instances of a new configuration are new, gone, or changed; as the vrrp process matches them. */
import type { VrrpInstance } from "../../../config/model/vrrp-instance.ts";
import { matchRouters } from "../../../core/vrrp/match-routers.ts";
import { meansTheSame } from "../../configuration/same-meaning.ts";
import type { ConfigurationChange } from "./change.ts";
import { settingChanges } from "./setting-changes.ts";

const subject = "vrrp_instance";

export function instanceChanges(
  before: readonly VrrpInstance[],
  after: readonly VrrpInstance[],
): readonly ConfigurationChange[] {
  const matches = matchRouters(before, (instance) => instance, after);
  const kept = new Set(matches);
  const gone = new Map(
    before.filter((old) => !kept.has(old)).map((instance) => [instance.name, instance]),
  );
  const changes: ConfigurationChange[] = [];
  for (const [index, instance] of after.entries()) {
    const same = matches[index] ?? null;
    const old = same ?? gone.get(instance.name);
    if (old === undefined) {
      changes.push({ subject, name: instance.name, change: "added", details: [] });
      continue;
    }
    if (same === null) gone.delete(instance.name);
    if (meansTheSame(old, instance)) continue;
    const change = same === null ? "replaced" : "changed";
    changes.push({ subject, name: old.name, change, details: settingChanges(old, instance) });
  }
  for (const name of gone.keys()) changes.push({ subject, name, change: "removed", details: [] });
  return changes;
}
