/**
 * Instances that belong together: `vrrp_sync_group` (keepalived.md §6) and `track_group` (§10.3).
 */
import type { Span } from "../language/tree.ts";
import type { ScriptCommand } from "./script-command.ts";
import type { Tracker } from "./tracking.ts";

/** Its members change state together. */
export interface SyncGroup {
  readonly name: string;
  readonly place: Span;
  /** Names of instances that run, in the group's order; at least one. */
  readonly members: readonly string[];
  /** Those of its own lines; each member has them in its own list as well. */
  readonly trackers: readonly Tracker[];
  /** `sync_group_tracking_weight`: trackers may make the priorities of members differ. */
  readonly allowsWeights: boolean;
  readonly notify: GroupNotifyScripts;
  /** Null where the group does not say it. */
  readonly smtpAlert: boolean | null;
  readonly notifyPriorityChanges: boolean | null;
}

export interface GroupNotifyScripts {
  readonly master: ScriptCommand | null;
  readonly backup: ScriptCommand | null;
  readonly fault: ScriptCommand | null;
  readonly stop: ScriptCommand | null;
  readonly any: ScriptCommand | null;
}

/** Instances that are in fault while a static address, route or rule of the group is missing. */
export interface TrackGroup {
  readonly name: string;
  readonly place: Span;
  readonly members: readonly string[];
}
