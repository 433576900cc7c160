/** What is told of the runs of a script: how many there were, and how they went. */
import type { Micros } from "../../../wire/units.ts";
import type { LastRun, ScriptStatus } from "../../status/runner-status.ts";

type Summary = Pick<ScriptStatus, "runs" | "failures" | "skipped" | "last" | "longestMicros">;

export class RunRecord {
  #runs = 0;
  #failures = 0;
  #skipped = 0;
  #last: LastRun | null = null;
  #longestMicros = 0 as Micros;
  #refusal: string | null = null;
  worstLatenessMicros = 0 as Micros;

  began(): void {
    this.#runs++;
  }

  late(latenessMicros: Micros): void {
    if (latenessMicros > this.worstLatenessMicros) this.worstLatenessMicros = latenessMicros;
  }

  wasSkipped(): void {
    this.#skipped++;
  }

  /** `good` is null where it says nothing of what it tests. */
  ended(
    { how, good }: { readonly how: string; readonly good: boolean | null },
    durationMicros: Micros,
    atMillis: number,
  ): void {
    if (good === false) this.#failures++;
    if (durationMicros > this.#longestMicros) this.#longestMicros = durationMicros;
    this.#last = { exit: how, good: good === true, durationMicros, atMillis };
    if (good === true) this.#refusal = null;
  }

  /** The same one each second is worth one line. */
  isNewRefusal(reason: string): boolean {
    if (reason === this.#refusal) return false;
    this.#refusal = reason;
    return true;
  }

  summary(): Summary {
    return {
      runs: this.#runs,
      failures: this.#failures,
      skipped: this.#skipped,
      last: this.#last,
      longestMicros: this.#longestMicros,
    };
  }
}
