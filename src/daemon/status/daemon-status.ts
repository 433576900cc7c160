/** The whole answer to `status`: what `holdfast status --json` prints. */
import type { LvsStatus } from "./lvs-status.ts";
import type { RunnerStatus } from "./runner-status.ts";
import type { VrrpStatus } from "./vrrp-status.ts";

export interface DaemonStatus {
  readonly version: 1;
  /** Wall clock, milliseconds since 1970, as every `…Millis` here. */
  readonly atMillis: number;
  readonly daemon: {
    readonly product: string;
    readonly release: string;
    readonly configurationFile: string;
    readonly startedAtMillis: number;
  };
  readonly reloads: ReloadCounts;
  /** Deaths that nobody asked for, of all processes. */
  readonly deaths: number;
  readonly processes: readonly ProcessHealth[];
  /** Adverts that the kernel threw away as they were not read in time; null where it is not known. */
  readonly droppedAdverts: number | null;
  /** Each null while its process does not answer: what is not known is not shown. */
  readonly vrrp: VrrpStatus | null;
  readonly lvs: LvsStatus | null;
  readonly runner: RunnerStatus | null;
  /** When each tracker got its present result, as far as the journal in memory tells. */
  readonly trackersSince: readonly TrackerSince[];
}

export interface ReloadCounts {
  readonly applied: number;
  readonly refused: number;
  readonly last: {
    readonly atMillis: number;
    readonly applied: boolean;
    readonly because: string;
  } | null;
}

export interface ProcessHealth {
  readonly role: "supervisor" | "vrrp" | "lvs" | "runner";
  /** Null while it is dead. */
  readonly processId: number | null;
  readonly sinceMillis: number | null;
  readonly residentBytes: number | null;
  /** "Not running: starts again in 4 s", "The VRRP process has not answered within 1 s"; null when all is well. */
  readonly problem: string | null;
}

export interface TrackerSince {
  readonly kind: string;
  readonly name: string;
  readonly sinceMillis: number;
}
