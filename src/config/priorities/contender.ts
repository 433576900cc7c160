/** An instance in the election, with all that its trackers can do to its priority. */
import type { Configuration } from "../model/configuration.ts";
import type { VrrpInstance } from "../model/vrrp-instance.ts";
import type { Candidate } from "./election.ts";
import { type Range, rangeOf, standingOf } from "./standing.ts";
import { type Watched, watchedBy } from "./watched.ts";

export interface Contender extends Candidate {
  readonly instance: VrrpInstance;
  readonly watched: readonly Watched[];
  readonly range: Range;
}

/** While nothing has failed. */
export function contenderOf(instance: VrrpInstance, configuration: Configuration): Contender {
  const watched = watchedBy(instance, configuration);
  return {
    instance,
    watched,
    standing: standingOf(instance, watched, () => false),
    range: rangeOf(instance, watched),
    preempt: instance.preempt,
    source: instance.delivery.source,
  };
}
