/** Trackers for tests: the defaults, and what differs. */
import type {
  TrackFile,
  TrackProcess,
  TrackScript,
} from "../../../../../src/config/model/tracking.ts";
import { seconds } from "../../../../../src/wire/units.ts";

const place = { source: 0, line: 1, column: 1, length: 1 };
const weightless = { weight: 0, reversed: false };

export function trackScript(
  name: string,
  argv: readonly [string, ...string[]],
  differences: Partial<TrackScript> = {},
): TrackScript {
  return {
    name,
    place,
    command: { argv, user: null, group: null, place },
    intervalMicros: seconds(1),
    timeoutMicros: seconds(1),
    rise: 1,
    fall: 1,
    startsFailed: false,
    ...weightless,
    ...differences,
  };
}

export const trackFile = (
  name: string,
  path: string,
  initial: TrackFile["initial"] = null,
): TrackFile => ({ name, place, path, initial, ...weightless });

export function trackProcess(name: string, differences: Partial<TrackProcess> = {}): TrackProcess {
  return {
    name,
    place,
    process: name,
    parameters: [],
    parameterMatch: "none",
    fullCommand: false,
    quorum: 1,
    quorumMaximum: null,
    forkDelayMicros: seconds(0),
    terminateDelayMicros: seconds(0),
    ...weightless,
    ...differences,
  };
}
