/** Which of the routers that run each instance of a new configuration is (keepalived.md §4.4). */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { isSameRouter } from "./reconfigure.ts";

/**
 * By the new configuration's order, and each at most once; null is new. Where several would do, as
 * with unicast, the one of the same name is meant.
 */
export function matchRouters<Running>(
  running: readonly Running[],
  instanceOf: (running: Running) => VrrpInstance,
  instances: readonly VrrpInstance[],
): readonly (Running | null)[] {
  const left = new Set(running);
  const matches = new Map<VrrpInstance, Running>();
  const take = (instance: VrrpInstance, isIt: (old: VrrpInstance) => boolean): void => {
    if (matches.has(instance)) return;
    for (const each of left) {
      const old = instanceOf(each);
      if (!isSameRouter(old, instance) || !isIt(old)) continue;
      left.delete(each);
      matches.set(instance, each);
      return;
    }
  };
  for (const instance of instances) take(instance, ({ name }) => name === instance.name);
  for (const instance of instances) take(instance, () => true);
  return instances.map((instance) => matches.get(instance) ?? null);
}
