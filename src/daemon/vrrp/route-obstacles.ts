/**
 * Virtual routes whose way out is down: the kernel has removed them without a word, and a master
 * without them had better let another be master (behaviours §10.4).
 */
import type { Route } from "../../config/model/route.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { Obstacle } from "../../core/vrrp/events.ts";
import type { Link, NetworkTable } from "../../ports/network.ts";
import { type IpAddress, inSameNetwork } from "../../wire/address.ts";

/**
 * Of tracked routes that name a gateway and no interface: the link on whose network the gateway is.
 * An interface that is named is a tracker of the instance, and needs nothing here.
 */
export function routeObstacles(
  { virtualRoutes }: VrrpInstance,
  network: NetworkTable,
  isUp: (interfaceName: string) => boolean,
): readonly Obstacle[] {
  const gateways = virtualRoutes.filter(({ tracked }) => tracked).flatMap(bareGateways);
  const obstacles = new Map<string, Obstacle>();
  for (const gateway of gateways) {
    const links = linksTo(gateway, network);
    const [first] = links;
    if (first === undefined || links.some(({ name }) => isUp(name))) continue;
    obstacles.set(first.name, { reason: "routeInterfaceDown", interfaceName: first.name });
  }
  return [...obstacles.values()];
}

const bareGateways = (route: Route): readonly IpAddress[] =>
  [route, ...route.nextHops].flatMap(({ gateway, interface: name }) =>
    gateway === null || name !== null ? [] : [gateway],
  );

const linksTo = (gateway: IpAddress, network: NetworkTable): readonly Link[] =>
  [...network.links()].filter(({ index }) =>
    network
      .addressesOf(index)
      .some(({ address, prefixLength }) => inSameNetwork(address, gateway, prefixLength)),
  );
