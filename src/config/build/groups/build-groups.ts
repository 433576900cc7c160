/** Once all instances are known: who belongs together, and what each of them follows. */
import { diagnose } from "../../diagnostics/code.ts";
import { trackingCodes } from "../../diagnostics/codes-tracking.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SyncGroup, TrackGroup } from "../../model/sync-group.ts";
import type { Tracking, TrackScript } from "../../model/tracking.ts";
import type { VrrpInstance } from "../../model/vrrp-instance.ts";
import type { RootDraft } from "../drafts.ts";
import type { TrackingReading } from "../tracking/tracking.ts";
import { buildSyncGroups, type InstanceRoster } from "./sync-groups.ts";
import { buildTrackGroups } from "./track-groups.ts";

export interface Grouping {
  readonly instances: readonly VrrpInstance[];
  readonly syncGroups: readonly SyncGroup[];
  readonly trackGroups: readonly TrackGroup[];
  /** Without the scripts that nobody follows. */
  readonly tracking: Tracking;
  readonly diagnostics: readonly Diagnostic[];
}

export function buildGroups(
  root: RootDraft,
  running: readonly VrrpInstance[],
  { tracking, trackables }: TrackingReading,
): Grouping {
  const names = (root.vrrp_instance?.value ?? []).flatMap(({ words }) => words[1]?.text ?? []);
  const roster: InstanceRoster = { instances: running, names: new Set(names) };
  const blocks = root.vrrp_sync_group?.value ?? [];
  const { syncGroups, instances, diagnostics } = buildSyncGroups(blocks, roster, trackables);
  const followers = buildTrackGroups(root.track_group?.value ?? [], roster);
  const used = scriptsIn([...instances, ...syncGroups]);
  // One whose weight cannot count is named all the same, and what becomes of it is said there.
  const named = scriptsIn([...running, ...syncGroups]);
  const unused = tracking.scripts.filter(({ name }) => !named.has(name));
  return {
    instances,
    syncGroups,
    trackGroups: followers.trackGroups,
    tracking: { ...tracking, scripts: tracking.scripts.filter(({ name }) => used.has(name)) },
    diagnostics: [...diagnostics, ...followers.diagnostics, ...unused.map(reportUnused)],
  };
}

const scriptsIn = (users: readonly Pick<SyncGroup, "trackers">[]): ReadonlySet<string> =>
  new Set(
    users
      .flatMap(({ trackers }) => trackers)
      .filter(({ kind }) => kind === "script")
      .map(({ name }) => name),
  );

const reportUnused = ({ name, place }: TrackScript): Diagnostic =>
  diagnose(trackingCodes.unusedScript, place, {
    message: `nobody follows vrrp_script "${name}"`,
    help: `name it in the track_script of an instance: track_script { ${name} }`,
    consequence: "The script does not run.",
  });
