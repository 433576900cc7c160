/** What all that happens in the soak has at hand. */
import type { Random } from "../../../src/sim/random.ts";
import type { Lab } from "../../lab/lab.ts";
import type { Excuses } from "./excuses.ts";
import type { SoakNode } from "./soak-node.ts";
import type { Timeline } from "./timeline.ts";

export interface Stage {
  readonly lab: Lab;
  readonly nodes: readonly SoakNode[];
  readonly random: Random;
  readonly excuses: Excuses;
  readonly timeline: Timeline;
  /** What goes on while other things happen; awaited before it is judged. */
  readonly pending: Promise<unknown>[];
}

/** Has it happen beside the rest of the burst. */
export function goesOn({ pending }: Stage, promise: Promise<unknown>): void {
  // It may fail long before somebody awaits it.
  promise.catch(() => undefined);
  pending.push(promise);
}
