/** What the successes and failures of a script amount to (keepalived.md §9.3). */
import type { TrackScript } from "../../config/model/tracking.ts";

export type JudgementRule = Pick<TrackScript, "rise" | "fall" | "startsFailed">;

export interface Judgement {
  /** 0..rise+fall-1; good from rise on. */
  readonly counter: number;
  /** Null until the first result. */
  readonly good: boolean | null;
}

/** One success is enough at first, unless it counts as failed until it has risen. */
export const firstJudgement = ({ startsFailed, rise }: JudgementRule): Judgement =>
  startsFailed ? { counter: 0, good: false } : { counter: rise - 1, good: null };

/** As far from changing as it can be. */
export const knownJudgement = ({ rise, fall }: JudgementRule, good: boolean): Judgement => ({
  counter: good ? rise + fall - 1 : 0,
  good,
});

export function judge(rule: JudgementRule, { counter, good }: Judgement, success: boolean) {
  const { rise } = rule;
  if (success)
    return counter + 1 < rise ? { counter: counter + 1, good } : knownJudgement(rule, true);
  return counter > rise ? { counter: counter - 1, good } : knownJudgement(rule, false);
}
