/** `keepalived.json`, for the exporters that read it: version 1 is a list, version 2 an object. */
import type { DumpSnapshot } from "../snapshot.ts";
import { instanceData } from "./instance.ts";
import { processData } from "./process.ts";
import { statisticsData } from "./statistics.ts";

/** How many processes run for each `vrrp_track_process`, as far as the runner says. */
export type ProcessCounts = Readonly<Record<string, number>>;

/** The whole text. Shows no secret. */
export function writeJson(snapshot: DumpSnapshot, counts: ProcessCounts): string {
  const { instances, tracking, results, wallClockOffsetMicros } = snapshot;
  const commands = new Map(tracking.scripts.map(({ name, command }) => [name, command.argv]));
  const vrrp = instances.map((dump) => ({
    data: instanceData(dump, wallClockOffsetMicros, commands),
    stats: statisticsData(dump.state.statistics),
  }));
  if (snapshot.global.dumps.jsonVersion === 1) return `${JSON.stringify(vrrp)}\n`;
  const processes = tracking.processes.map((tracker) =>
    processData(tracker, results, counts[tracker.name]),
  );
  return `${JSON.stringify({ vrrp, track_process: processes })}\n`;
}
