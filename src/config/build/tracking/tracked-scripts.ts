/** The `vrrp_script`s of a file, with all places where keepalived complains of one that fails. */
import type { Span } from "../../language/tree.ts";
import type { Tracker, TrackScript } from "../../model/tracking.ts";
import type { Grouping } from "../groups/build-groups.ts";
import type { TrackingReading } from "./tracking.ts";

/** One that the file defines, whether somebody follows it or not. */
export interface TrackedScript {
  readonly script: TrackScript;
  /** Where its block ends: there keepalived complains of its user. */
  readonly end: Span;
  /** The lines of `track_script` that name it. */
  readonly followers: readonly Span[];
  /** The names of the instances that follow it, themselves or with their group. */
  readonly instances: readonly string[];
}

export function trackedScriptsOf(
  { tracking, scriptEnds }: TrackingReading,
  { instances, syncGroups }: Grouping,
): readonly TrackedScript[] {
  const followers = Map.groupBy(
    [
      ...instances.flatMap(({ name, trackers }) => ofScripts(trackers, name)),
      ...syncGroups.flatMap(({ trackers }) => ofScripts(trackers, null)),
    ],
    ({ tracker }) => tracker.name,
  );
  return tracking.scripts.map((script) => ({
    script,
    end: scriptEnds.get(script.name) ?? script.place,
    followers: (followers.get(script.name) ?? []).map(({ tracker }) => tracker.place),
    instances: (followers.get(script.name) ?? []).flatMap(({ instance }) => instance ?? []),
  }));
}

/** With the instance that follows them; null for a group. */
const ofScripts = (trackers: readonly Tracker[], instance: string | null) =>
  trackers.filter(({ kind }) => kind === "script").map((tracker) => ({ tracker, instance }));
