/** Nobody follows a `vrrp_script` that cannot run on this machine (docs/keepalived.md §9.3). */
import type { Configuration } from "../../model/configuration.ts";
import type { NotFollowed, Tracker } from "../../model/tracking.ts";

/** By the name of the script. */
export type UnusableScripts = ReadonlyMap<string, NotFollowed>;

/** The definitions stay, and say why nobody follows them. */
export function withoutUnusableScripts(
  configuration: Configuration,
  unusable: UnusableScripts,
): Configuration {
  if (unusable.size === 0) return configuration;
  const { tracking, vrrpInstances, syncGroups } = configuration;
  const isUsable = ({ kind, name }: Tracker) => kind !== "script" || !unusable.has(name);
  const withUsable = <Follower extends { readonly trackers: readonly Tracker[] }>(
    follower: Follower,
  ): Follower => ({ ...follower, trackers: follower.trackers.filter(isUsable) });
  const scripts = tracking.scripts.map((script) => {
    const notFollowed = unusable.get(script.name);
    return notFollowed === undefined ? script : { ...script, notFollowed };
  });
  return {
    ...configuration,
    vrrpInstances: vrrpInstances.map(withUsable),
    syncGroups: syncGroups.map(withUsable),
    tracking: { ...tracking, scripts },
  };
}
