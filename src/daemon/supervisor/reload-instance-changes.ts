/** Which instances of a new configuration are new, gone, or changed; as the vrrp process matches them. */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { isSameRouter } from "../../core/vrrp/reconfigure.ts";
import { meansTheSame } from "../configuration/same-meaning.ts";
import type { ConfigurationChange } from "./reload-changes.ts";
import { settingChanges } from "./reload-settings.ts";

const subject = "vrrp_instance";

export function instanceChanges(
  before: readonly VrrpInstance[],
  after: readonly VrrpInstance[],
): readonly ConfigurationChange[] {
  const gone = new Map(before.map((instance) => [instance.name, instance]));
  const changes: ConfigurationChange[] = [];
  const unmatched: VrrpInstance[] = [];
  for (const instance of after) {
    const old = sameRouter(gone, instance);
    if (old === undefined) {
      unmatched.push(instance);
      continue;
    }
    gone.delete(old.name);
    if (meansTheSame(old, instance)) continue;
    const { name } = old;
    changes.push({ subject, name, change: "changed", details: settingChanges(old, instance) });
  }
  for (const instance of unmatched) {
    const { name } = instance;
    const old = gone.get(name);
    if (old === undefined) {
      changes.push({ subject, name, change: "added", details: [] });
      continue;
    }
    gone.delete(name);
    changes.push({ subject, name, change: "replaced", details: settingChanges(old, instance) });
  }
  for (const name of gone.keys()) changes.push({ subject, name, change: "removed", details: [] });
  return changes;
}

/** The one of the same name in the first place: most keep it. */
function sameRouter(
  candidates: ReadonlyMap<string, VrrpInstance>,
  instance: VrrpInstance,
): VrrpInstance | undefined {
  const named = candidates.get(instance.name);
  if (named !== undefined && isSameRouter(named, instance)) return named;
  return [...candidates.values()].find((candidate) => isSameRouter(candidate, instance));
}
