/** Which instances of a new configuration are the ones that run (keepalived.md §4.4). */
import type { Configuration } from "../../config/model/configuration.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { matchRouters } from "../../core/vrrp/match-routers.ts";
import { initialState } from "../../core/vrrp/step.ts";
import type { Micros } from "../../wire/units.ts";
import { RunningInstance } from "./running-instance.ts";

export interface InstanceMatch {
  /** In the order of the configuration. */
  readonly all: readonly RunningInstance[];
  /** Already configured anew; `before` is what it was. */
  readonly kept: readonly { readonly running: RunningInstance; readonly before: VrrpInstance }[];
  readonly fresh: readonly RunningInstance[];
  readonly gone: readonly RunningInstance[];
}

export function matchInstances(
  running: readonly RunningInstance[],
  { vrrpInstances }: Configuration,
  now: Micros,
): InstanceMatch {
  const gone = new Set(running);
  const kept: { running: RunningInstance; before: VrrpInstance }[] = [];
  const fresh: RunningInstance[] = [];
  const all: RunningInstance[] = [];
  const matches = matchRouters(running, ({ instance }) => instance, vrrpInstances);
  for (const [index, instance] of vrrpInstances.entries()) {
    const same = matches[index] ?? null;
    if (same === null) {
      const begins = new RunningInstance(instance, initialState(instance, now));
      fresh.push(begins);
      all.push(begins);
      continue;
    }
    gone.delete(same);
    all.push(same);
    kept.push({ running: same, before: same.instance });
    same.configure(instance);
  }
  return { all, kept, fresh, gone: [...gone] };
}
