/** Carries out single probes of real servers; `core/check` decides when, and what follows. */
import type { Checker } from "../config/model/checker.ts";
import type { ProbeOutcome } from "../core/check/outcome.ts";

export type { ProbeOutcome };

/** A check that asks: the others are told (`file`, `bfd`). */
export type ProbedChecker = Exclude<Checker, { readonly kind: "file" | "bfd" }>;

export interface ProbeRequest {
  readonly checker: ProbedChecker;
  /** Index into `urls` of an http or ssl check; 0 for all others. */
  readonly url: number;
  /** Configured for the real server: `misc_dynamic` is told from it. */
  readonly serverWeight: number;
}

export interface RunningProbe {
  /** `done` is not called any more; sockets are closed, a script is ended. */
  cancel(): void;
}

export interface Prober {
  /**
   * Starts one probe. `done` is called exactly once, never from within the call, at the latest when
   * the checker's timeout has passed since the start: one deadline for the whole of it.
   */
  start(request: ProbeRequest, done: (outcome: ProbeOutcome) => void): RunningProbe;
}
