/** How the daemon itself is: its processes, its timers, its reloads. */
import type { DaemonStatus, ProcessHealth } from "../../daemon/status/daemon-status.ts";
import type { DeliveryStatus, RunnerStatus } from "../../daemon/status/runner-status.ts";
import { mebibytesText, shortSpanText, spanText } from "../spans.ts";
import { type Cell, fitted, type Paper, tableLines } from "../table.ts";

export function healthLines(status: DaemonStatus, paper: Paper): readonly string[] {
  const rows = status.processes.map((process) => processRow(process, status.atMillis));
  return [
    ...tableLines(["PROCESS", "PID", "FOR", "MEMORY", ""], rows, paper),
    "",
    ...remarks(status).map((text) => fitted(text, paper.width)),
  ];
}

/** What is wrong with a process, where anything is. */
export const processProblems = ({ processes }: DaemonStatus): readonly string[] =>
  processes.flatMap(({ role, problem }) => (problem === null ? [] : [`${role}: ${problem}`]));

function processRow(process: ProcessHealth, atMillis: number): readonly Cell[] {
  const { role, processId, sinceMillis, residentBytes, problem } = process;
  return [
    role,
    processId === null ? "-" : String(processId),
    sinceMillis === null ? "-" : spanText(atMillis - sinceMillis),
    residentBytes === null ? "-" : mebibytesText(residentBytes),
    { text: problem ?? "", style: "bad" },
  ];
}

function remarks(status: DaemonStatus): readonly string[] {
  return [
    ...timerRemark(status),
    ...(status.runner === null ? [] : runnerRemark(status.runner)),
    ...(status.runner?.deliveries ?? []).flatMap(deliveryRemark),
    ...reloadRemark(status),
    ...(status.deaths === 0 ? [] : [`Processes that died: ${status.deaths}`]),
  ];
}

function timerRemark({ vrrp, droppedAdverts }: DaemonStatus): readonly string[] {
  if (vrrp === null) return [];
  const { count, p99Micros, worstMicros } = vrrp.timers;
  const late =
    count === 0
      ? []
      : [
          `Timers of instances: 99 % at most ${shortSpanText(p99Micros)} late, ` +
            `the worst ${shortSpanText(worstMicros)} (of ${count})`,
        ];
  return [...late, ...(droppedAdverts === null ? [] : [`Dropped adverts: ${droppedAdverts}`])];
}

function runnerRemark({ queues, worstLatenessMicros }: RunnerStatus): readonly string[] {
  const { notifications, checks, trackedScripts } = queues;
  const counts = [
    `${notifications.running} notifications (${notifications.waiting} wait)`,
    `${checks.running} checks (${checks.waiting} wait)`,
    `${trackedScripts.running} tracked`,
  ];
  const late = `a tracked script began ${shortSpanText(worstLatenessMicros)} late at worst`;
  return [`Scripts that run now: ${counts.join(", ")}; ${late}`];
}

/** Of mail servers and webhooks that take what they are given there is nothing to say. */
function deliveryRemark({ name, waiting, problem }: DeliveryStatus): readonly string[] {
  if (problem === null) return [];
  return [`${name}: ${problem}; ${waiting} ${waiting === 1 ? "waits" : "wait"}`];
}

function reloadRemark({ reloads, atMillis }: DaemonStatus): readonly string[] {
  const { applied, refused, last } = reloads;
  if (last === null) return [];
  const what = last.applied ? "applied" : "refused";
  const when = `${spanText(atMillis - last.atMillis)} ago`;
  return [
    `Reloads: ${applied} applied, ${refused} refused; the last, ${when}, was ${what}: ${last.because}`,
  ];
}
