/** Everything that instances follow, as a table. */
import type { DaemonStatus } from "../../daemon/status/daemon-status.ts";
import type { RunnerStatus, ScriptStatus } from "../../daemon/status/runner-status.ts";
import type {
  InstanceStatus,
  NotFollowedStatus,
  TrackerStatus,
} from "../../daemon/status/vrrp-status.ts";
import { shortSpanText, spanText } from "../spans.ts";
import { type Cell, type Paper, tableLines } from "../table.ts";

const titles = ["TRACKER", "RESULT", "FOR", "LAST RUN", "TOOK", "LONGEST", "FAILED"];

/** None where these instances follow nothing. */
export function trackerLines(
  status: Pick<DaemonStatus, "atMillis" | "vrrp" | "runner" | "trackersSince">,
  instances: readonly InstanceStatus[],
  paper: Paper,
): readonly string[] {
  const trackers = distinct(instances.flatMap((instance) => instance.trackers));
  const shown = new Set(instances.map(({ name }) => name));
  const without = (status.vrrp?.notFollowed ?? []).filter((each) =>
    each.instances.some((name) => shown.has(name)),
  );
  const rows = [...trackers.map((tracker) => rowOf(tracker, status)), ...without.map(rowWithout)];
  return rows.length === 0 ? [] : tableLines(titles, rows, paper);
}

const rowWithout = ({ kind, name, because }: NotFollowedStatus): readonly Cell[] => [
  `${kind} ${name}`,
  { text: "not followed", style: "bad" },
  "-",
  because,
  "",
  "",
  "",
];

/** Several instances may follow one thing. */
function distinct(trackers: readonly TrackerStatus[]): readonly TrackerStatus[] {
  const known = new Map(trackers.map((tracker) => [`${tracker.kind} ${tracker.name}`, tracker]));
  return [...known.values()];
}

function rowOf(
  tracker: TrackerStatus,
  status: Pick<DaemonStatus, "atMillis" | "runner" | "trackersSince">,
): readonly Cell[] {
  const { kind, name } = tracker;
  const since = status.trackersSince.find((each) => each.kind === kind && each.name === name);
  return [
    `${kind} ${name}`,
    resultCell(tracker),
    since === undefined ? "-" : spanText(status.atMillis - since.sinceMillis),
    ...runCells(tracker, status.runner),
  ];
}

function resultCell({ result }: TrackerStatus): Cell {
  if (result === null) return { text: "none yet", style: "changing" };
  if (result === "good" || result === "bad") return { text: result, style: result };
  return result;
}

function runCells({ kind, name, reason }: TrackerStatus, runner: RunnerStatus | null): Cell[] {
  const script = kind === "script" ? runner?.scripts.find((each) => each.name === name) : undefined;
  if (script === undefined) return [detailOf(kind, name, runner) ?? reason, "", "", ""];
  const failed = `${script.failures} of ${script.runs}`;
  return [lastText(script), tookText(script), shortSpanText(script.longestMicros), failed];
}

function detailOf(kind: string, name: string, runner: RunnerStatus | null): string | null {
  if (kind === "file") return runner?.files.find((file) => file.name === name)?.path ?? null;
  const process = kind === "process" ? runner?.processes.find((each) => each.name === name) : null;
  return process == null ? null : `${process.count} running`;
}

function lastText({ last, runningForMicros }: ScriptStatus): Cell {
  if (last === null) return runningForMicros === null ? "" : "running";
  return last.good ? last.exit : { text: last.exit, style: "bad" };
}

const tookText = ({ last }: ScriptStatus): string =>
  last === null ? "" : shortSpanText(last.durationMicros);
