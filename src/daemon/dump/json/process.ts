/** A `vrrp_track_process` in `keepalived.json`, which version 2 has. */
import type { TrackProcess } from "../../../config/model/tracking.ts";
import type { TrackerReport } from "../../../core/tracking/result.ts";
import { microsPerSecond } from "../../../wire/units.ts";

/** UINT_MAX: keepalived's for no limit. */
const unlimited = 4_294_967_295;

/** `count`: how many run, where that is known. */
export function processData(
  tracker: TrackProcess,
  results: readonly TrackerReport[],
  count: number | undefined,
): Readonly<Record<string, unknown>> {
  const report = results.find(({ kind, name }) => kind === "process" && name === tracker.name);
  const hasQuorum = report?.result.kind === "verdict" && report.result.good;
  return {
    process: tracker.process,
    ...(tracker.parameters.length === 0 ? {} : { parameters: tracker.parameters.join(" ") }),
    param_match: tracker.parameterMatch,
    min_processes: tracker.quorum,
    max_processes: tracker.quorumMaximum ?? unlimited,
    current_processes: count ?? (hasQuorum ? tracker.quorum : 0),
    have_quorum: hasQuorum,
    weight: tracker.weight,
    terminate_delay: tracker.terminateDelayMicros / microsPerSecond,
    fork_delay: tracker.forkDelayMicros / microsPerSecond,
    full_command: tracker.fullCommand,
  };
}
