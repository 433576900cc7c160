/** Trackers and groups for tests: a sound default of everything, and what differs on top of it. */
import type { SyncGroup } from "../../../../src/config/model/sync-group.ts";
import type {
  Tracker,
  TrackerKind,
  TrackFile,
  TrackProcess,
  TrackScript,
} from "../../../../src/config/model/tracking.ts";
import { seconds } from "../../../../src/wire/units.ts";
import * as models from "../runner/trackers/models.ts";

const place = { source: 0, line: 1, column: 1, length: 1 };

export const trackScript = (
  name: string,
  argv: readonly [string, ...string[]] = ["/bin/true"],
): TrackScript => models.trackScript(name, argv, { timeoutMicros: seconds(3) });

export const trackFile = (name: string): TrackFile => ({
  ...models.trackFile(name, `/run/${name}`),
  weight: 1,
});

export const trackProcess = (name: string): TrackProcess =>
  models.trackProcess(name, { process: "nginx" });

export const syncGroup = (name: string, members: readonly string[]): SyncGroup => ({
  name,
  place,
  members,
  trackers: [],
  allowsWeights: false,
  notify: { master: null, backup: null, fault: null, stop: null, any: null },
  smtpAlert: null,
  notifyPriorityChanges: null,
});

/** A line of `track_script` and its like. */
export const tracker = (kind: TrackerKind, name: string, weight = 0): Tracker => ({
  kind,
  name,
  weight,
  reversed: false,
  weightFrom: "line",
  origin: { kind: "instance" },
  place,
});
