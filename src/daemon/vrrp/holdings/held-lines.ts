/**
 * All that is to be there for somebody: addresses, then routes, then rules (keepalived.md §10.5).
 */
import type { AddressLine } from "../../../config/model/address-line.ts";
import type { Statics } from "../../../config/model/statics.ts";
import { addressLinesOf, type VrrpInstance } from "../../../config/model/vrrp-instance.ts";
import { type RoutingLine, routingLines } from "../../../core/reconcile/routing.ts";

export interface Lines {
  readonly addresses: readonly AddressLine[];
  readonly routing: readonly RoutingLine[];
}

export const routingLinesOf = ({
  virtualRoutes,
  virtualRules,
}: VrrpInstance): readonly RoutingLine[] => routingLines(virtualRoutes, virtualRules);

/** What a MASTER holds. */
export const linesOfInstance = (instance: VrrpInstance): Lines => ({
  addresses: addressLinesOf(instance),
  routing: routingLinesOf(instance),
});

export const linesOfStatics = ({ addresses, routes, rules }: Statics): Lines => ({
  addresses,
  routing: routingLines(routes, rules),
});
