/** What the runner answers to the question `status`. */
import type { TrackerResult } from "../../core/tracking/result.ts";
import type { Micros } from "../../wire/units.ts";

export interface RunnerStatus {
  /** In the order of the configuration. */
  readonly scripts: readonly ScriptStatus[];
  readonly files: readonly FileStatus[];
  readonly processes: readonly ProcessStatus[];
  /** How it learns of processes; null while none are watched. */
  readonly processSource: "events" | "polling" | null;
  readonly queues: {
    readonly notifications: QueueStatus;
    readonly checks: QueueStatus;
    /** Runs of tracked scripts: `waiting` is always 0, for one that cannot begin is skipped. */
    readonly trackedScripts: QueueStatus;
  };
  /** Of the mail server and of each webhook. */
  readonly deliveries: readonly DeliveryStatus[];
  /** How late a tracked script began at worst, since the runner did. */
  readonly worstLatenessMicros: Micros;
  readonly residentBytes: number;
}

export interface DeliveryStatus {
  /** "Mail server [192.0.2.25]:25"; of a webhook never more than its server. */
  readonly name: string;
  readonly waiting: number;
  /** Why nothing is delivered; null while there is no reason. */
  readonly problem: string | null;
}

export interface QueueStatus {
  readonly running: number;
  readonly waiting: number;
}

export interface ScriptStatus {
  readonly name: string;
  /** Null until the first result. */
  readonly good: boolean | null;
  /** Where it stands between 0 and rise + fall - 1; good from rise on. */
  readonly counter: number;
  readonly runs: number;
  readonly failures: number;
  /** Runs that were due while the one before them had not ended. */
  readonly skipped: number;
  /** Null while it does not run. */
  readonly runningForMicros: Micros | null;
  readonly last: LastRun | null;
  readonly longestMicros: Micros;
}

export interface LastRun {
  /** "succeeded", "exited with status 1", "timed out". */
  readonly exit: string;
  readonly good: boolean;
  readonly durationMicros: Micros;
  /** Of its end: wall clock, milliseconds since 1970. */
  readonly atMillis: number;
}

export interface FileStatus {
  readonly name: string;
  readonly path: string;
  readonly value: number;
}

export interface ProcessStatus {
  readonly name: string;
  readonly result: TrackerResult | null;
  readonly count: number;
}
