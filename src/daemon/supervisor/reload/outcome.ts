/** How a reload ended: for the log, and for who asked for it. */
import type { ConfigurationChange } from "./change.ts";

export type ReloadOutcome =
  | {
      readonly kind: "applied";
      /** What was found in the files, in the words of the log. */
      readonly findings: readonly string[];
      /** What the new configuration says and the one before did not. */
      readonly changes: readonly ConfigurationChange[];
      /** Processes that could not take it over yet, each with why; they do when they start again. */
      readonly delayed: readonly string[];
    }
  | {
      readonly kind: "refused";
      readonly findings: readonly string[];
      /** All of them. What ran before runs on. */
      readonly reasons: readonly string[];
    };

export const refusedBecause = (
  reasons: readonly string[],
  findings: readonly string[] = [],
): ReloadOutcome => ({ kind: "refused", reasons, findings });
