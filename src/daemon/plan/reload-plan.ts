/** What a reload would do: the answer of the daemon to `holdfast plan`, of version 1. */
import type { ConfigurationChange } from "../supervisor/reload/change.ts";
import type { ProcessPlan } from "./process-plan.ts";

export interface ReloadPlan extends ProcessPlan {
  readonly version: 1;
  /** The file that was read. */
  readonly file: string;
  readonly verdict: Verdict;
  /** Why it would be refused; empty where it would be applied. */
  readonly reasons: readonly string[];
  /** What is in the way, as `holdfast check` prints it; empty where it is no mistake in a file. */
  readonly report: string;
  /** What is wrong in the file and in nobody's way, in the words of the log. */
  readonly findings: readonly string[];
  /** What the file says and the running configuration does not. */
  readonly changes: readonly ConfigurationChange[];
  /** Whether everything that is served now goes on being served. */
  readonly hitless: Hitless;
}

export type Verdict = "nothing" | "changes" | "refused";
/** `perhaps` depends on what other routers do. */
export type Hitless = "yes" | "perhaps" | "no";

export const exitCodeOfPlan: Readonly<Record<Verdict, number>> = {
  nothing: 0,
  refused: 1,
  changes: 2,
};

export function hitlessOf({ interruptions }: ProcessPlan): Hitless {
  if (interruptions.length === 0) return "yes";
  return interruptions.some(({ certain }) => certain) ? "no" : "perhaps";
}

/** Of all processes together. */
export const joinPlans = (plans: readonly ProcessPlan[]): ProcessPlan => ({
  states: plans.flatMap(({ states }) => states),
  operations: plans.flatMap(({ operations }) => operations),
  interruptions: plans.flatMap(({ interruptions }) => interruptions),
});
