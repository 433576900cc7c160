/**
 * Virtual routes whose way out is down: the kernel has removed them without a word, and a master
 * without them had better let another be master (keepalived.md §10.4).
 */
import type { NextHop, Route } from "../../config/model/route.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { Obstacle } from "../../core/vrrp/events.ts";
import type { Link, NetworkTable } from "../../ports/network.ts";
import { type IpAddress, inSameNetwork } from "../../wire/address.ts";

/**
 * Of tracked routes whose every way is down, the first one's link. An interface that the route itself
 * names is a tracker of the instance, and needs nothing here.
 */
export function routeObstacles(
  { virtualRoutes }: VrrpInstance,
  network: NetworkTable,
  isUp: (interfaceName: string) => boolean,
): readonly Obstacle[] {
  const obstacles = new Map<string, Obstacle>();
  for (const route of virtualRoutes.filter(mayLeaveAnywhere)) {
    const ways = route.nextHops.length > 0 ? route.nextHops : [route];
    const links = ways.map((way) => linksOf(way, network));
    const first = links.find((names) => names.length > 0)?.[0];
    // A way of which nothing is known may be open.
    const isOpen = links.some((names) => names.length === 0 || names.some(isUp));
    if (first === undefined || isOpen) continue;
    obstacles.set(first, { reason: "routeInterfaceDown", interfaceName: first });
  }
  return [...obstacles.values()];
}

/** Tracked, and its ways are to be found out. */
export const mayLeaveAnywhere = ({ tracked, interface: name }: Route): boolean =>
  tracked && name === null;

type Way = Pick<NextHop, "gateway" | "interface">;

/** Where it leaves: the interface it names, or those on whose networks its gateway is. */
function linksOf({ gateway, interface: name }: Way, network: NetworkTable): readonly string[] {
  if (name !== null) return [name];
  return gateway === null ? [] : linksTo(gateway, network).map((link) => link.name);
}

const linksTo = (gateway: IpAddress, network: NetworkTable): readonly Link[] =>
  [...network.links()].filter(({ index }) =>
    network
      .addressesOf(index)
      .some(({ address, prefixLength }) => inSameNetwork(address, gateway, prefixLength)),
  );
