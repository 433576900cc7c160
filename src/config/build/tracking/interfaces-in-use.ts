/** What an instance follows without a line for it: where its addresses, routes and rules are. */
import type { Span } from "../../language/tree.ts";
import type { Tracker } from "../../model/tracking.ts";
import { addressLinesOf, type VrrpInstance } from "../../model/vrrp-instance.ts";

interface Use {
  readonly interface: string | null;
  readonly place: Span;
}

/** Each interface once, with weight 0: what is on one that is down is out of reach (§8). */
export function interfacesInUse(instance: VrrpInstance): readonly Tracker[] {
  const trackers = new Map<string, Tracker>();
  for (const { interface: name, place } of usesOf(instance)) {
    if (name === null || name === instance.interface || trackers.has(name)) continue;
    trackers.set(name, {
      kind: "interface",
      name,
      weight: 0,
      reversed: false,
      weightFrom: "default",
      origin: { kind: "address" },
      place,
    });
  }
  return [...trackers.values()];
}

/**
 * What is not tracked itself does not have its interface tracked either. A route of several ways is
 * there as long as one of them is: none of their interfaces counts by itself.
 */
function usesOf(instance: VrrpInstance): readonly Use[] {
  const { virtualRoutes, virtualRules } = instance;
  const addresses = addressLinesOf(instance).filter(isTracked);
  const routes = virtualRoutes.filter(isTracked);
  const rules = virtualRules.filter(isTracked);
  return [
    ...addresses.map((line) => useOf(line, line.place)),
    ...routes.map((route) => useOf(route, route.place)),
    ...rules
      .flatMap(({ inputInterface, outputInterface }) => [inputInterface, outputInterface])
      .filter((selector) => selector !== null)
      .map(({ name, place }) => ({ interface: name, place })),
  ];
}

const isTracked = ({ tracked }: { readonly tracked: boolean }): boolean => tracked;

const useOf = (
  user: { readonly interface: string | null; readonly interfacePlace?: Span },
  place: Span,
): Use => ({ interface: user.interface, place: user.interfacePlace ?? place });
