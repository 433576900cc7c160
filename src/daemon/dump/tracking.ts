/** The scripts, files and processes that instances follow, in `keepalived.data`. */

import type {
  TrackerKind,
  TrackFile,
  Tracking,
  TrackProcess,
  TrackScript,
} from "../../config/model/tracking.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { TrackerReport, TrackerResult } from "../../core/tracking/result.ts";
import { entry, heading, labelled, secondsText } from "./labels.ts";
import { weightText } from "./trackers.ts";

export interface TrackingDump {
  readonly tracking: Pick<Tracking, "scripts" | "files" | "processes">;
  readonly results: readonly TrackerReport[];
  readonly instances: readonly VrrpInstance[];
}

export function trackingLines(dump: TrackingDump): string[] {
  const { scripts, files, processes } = dump.tracking;
  return [
    ...section("VRRP Scripts", scripts, (script) => scriptLines(script, dump)),
    ...section("VRRP Track files", files, (file) => fileLines(file, dump)),
    ...section("VRRP Track processes", processes, (process) => processLines(process, dump)),
  ];
}

const section = <Item>(
  title: string,
  items: readonly Item[],
  lines: (item: Item) => readonly string[],
): string[] => (items.length === 0 ? [] : [heading(title), ...items.flatMap(lines)]);

function scriptLines(script: TrackScript, dump: TrackingDump): string[] {
  const { name, command, rise, fall } = script;
  const result = resultOf(dump, "script", name);
  const good = result?.kind === "verdict" && result.good;
  return [
    labelled(1, "VRRP Script", name),
    labelled(3, "Command", command.argv.map((word) => `'${word}'`).join(" ")),
    labelled(3, "Interval", `${secondsText(script.intervalMicros)} sec`),
    labelled(3, "Timeout", `${secondsText(script.timeoutMicros)} sec`),
    labelled(3, "Weight", weightText(script)),
    labelled(3, "Rise", rise),
    labelled(3, "Fall", fall),
    // The counter is the runner's: its ends are all that shows from here.
    labelled(3, "Result", good ? rise + fall - 1 : 0),
    labelled(3, "Init state", script.startsFailed ? "failed" : "unknown"),
    labelled(3, "Status", result === null ? "INIT" : good ? "GOOD" : "BAD"),
    ...followerLines("script", name, dump),
  ];
}

function fileLines(file: TrackFile, dump: TrackingDump): string[] {
  const result = resultOf(dump, "file", file.name);
  return [
    labelled(1, "Track file", file.name),
    labelled(3, "File", file.path),
    labelled(3, "Status", result?.kind === "value" ? result.value : 0),
    labelled(3, "Weight", weightText(file)),
    ...followerLines("file", file.name, dump),
  ];
}

function processLines(process: TrackProcess, dump: TrackingDump): string[] {
  const result = resultOf(dump, "process", process.name);
  return [
    labelled(1, "VRRP Track process", process.name),
    labelled(3, "Process", process.process),
    ...(process.parameters.length === 0
      ? []
      : [labelled(3, "Parameters", process.parameters.join(" "))]),
    labelled(3, "Min processes", process.quorum),
    ...(process.quorumMaximum === null
      ? []
      : [labelled(3, "Max processes", process.quorumMaximum)]),
    labelled(3, "Have quorum", String(result?.kind === "verdict" && result.good)),
    labelled(3, "Weight", weightText(process)),
    labelled(3, "Terminate delay", `${(process.terminateDelayMicros / 1_000_000).toFixed(6)}s`),
    labelled(3, "Fork delay", `${(process.forkDelayMicros / 1_000_000).toFixed(6)}s`),
    labelled(3, "Full command", String(process.fullCommand)),
    ...followerLines("process", process.name, dump),
  ];
}

function resultOf(
  { results }: TrackingDump,
  kind: TrackerKind,
  name: string,
): TrackerResult | null {
  return results.find((each) => each.kind === kind && each.name === name)?.result ?? null;
}

function followerLines(kind: TrackerKind, name: string, { instances }: TrackingDump): string[] {
  const followers = instances.flatMap((instance) =>
    instance.trackers
      .filter((tracker) => tracker.kind === kind && tracker.name === name)
      .map((tracker) => entry(5, `${instance.name}, weight ${weightText(tracker)}`)),
  );
  return [entry(3, "Tracking instances :"), ...followers];
}
