/** The answer to the question how the runner is. */
import type { QueueStatus, RunnerStatus } from "../status/runner-status.ts";
import type { Alerts } from "./alerts/alerts.ts";
import type { CheckRuns } from "./check-runs.ts";
import type { ScriptQueues } from "./script-queue.ts";
import type { Trackers } from "./trackers/trackers.ts";

/** Of one that asks for scripts. */
export interface Queues {
  readonly notifications: ScriptQueues;
  readonly checks: CheckRuns;
}

export function runnerStatus(
  trackers: Trackers,
  clients: readonly Queues[],
  alerts: Pick<Alerts, "status">,
): RunnerStatus {
  return {
    ...trackers.status,
    queues: {
      notifications: sumOf(clients.map(({ notifications }) => notifications.length)),
      checks: sumOf(clients.map(({ checks }) => checks.length)),
      trackedScripts: { running: trackers.runningScripts, waiting: 0 },
    },
    deliveries: alerts.status,
    residentBytes: process.memoryUsage.rss(),
  };
}

const sumOf = (queues: readonly QueueStatus[]): QueueStatus => ({
  running: queues.reduce((sum, { running }) => sum + running, 0),
  waiting: queues.reduce((sum, { waiting }) => sum + waiting, 0),
});
