/** What the interfaces of an instance offer it right now. */
import { addressLinesOf, type VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { LinkCondition, Obstacle } from "../../core/vrrp/events.ts";
import type { InterfaceAddress, Link, NetworkTable } from "../../ports/network.ts";
import { familyOf, type IpAddress, isLinkLocal } from "../../wire/address.ts";
import { ownerPriority } from "../../wire/vrrp/advert.ts";

/** IFA_F_SECONDARY, IFA_F_DADFAILED, IFA_F_TENTATIVE (if_addr.h). */
const flag = { secondary: 0x01, dadFailed: 0x08, tentative: 0x40 } as const;

export interface InterfaceView {
  readonly link: Link | null;
  readonly condition: LinkCondition;
}

export interface Surroundings {
  readonly network: NetworkTable;
  /** Whether it counts as up. */
  readonly isUp: (interfaceName: string) => boolean;
  /** Addresses that come and go with an instance are nobody's own. */
  readonly isVirtual: (address: IpAddress) => boolean;
  /** What else than its own interface keeps the instance from being of use. */
  readonly obstaclesOf: (instance: VrrpInstance) => readonly Obstacle[];
}

export function viewInterface(
  instance: VrrpInstance,
  { network, isUp, isVirtual, obstaclesOf }: Surroundings,
): InterfaceView {
  const link = network.linkByName(instance.interface);
  const obstacles = [...obstaclesOf(instance)];
  if (link === null) {
    return { link, condition: { present: false, up: false, sourceAddress: null, obstacles } };
  }
  if (instance.delivery.kind === "multicast" && !link.multicast) {
    obstacles.push({ reason: "noMulticast", interfaceName: link.name });
  }
  const addresses = network.addressesOf(link.index);
  const sourceAddress = sourceAddressOf(instance, addresses, isVirtual);
  return { link, condition: { present: true, up: isUp(link.name), sourceAddress, obstacles } };
}

/** Every interface an instance's adverts or addresses need. */
export function interfacesOf(instance: VrrpInstance): ReadonlySet<string> {
  const lines = addressLinesOf(instance);
  return new Set([instance.interface, ...lines.map((line) => line.interface)]);
}

function sourceAddressOf(
  instance: VrrpInstance,
  addresses: readonly InterfaceAddress[],
  isVirtual: (address: IpAddress) => boolean,
): IpAddress | null {
  const configured = instance.delivery.source;
  if (configured !== null) {
    const isPresent = addresses.some((each) => each.address === configured);
    return isPresent || !instance.trackSourceAddress ? configured : null;
  }
  const usable = addresses.filter((each) => isUsable(instance, each));
  const own = usable.find((each) => !isVirtual(each.address));
  // The owner's virtual address is its own (RFC 9568 §6.1).
  const owned = instance.priority === ownerPriority ? usable[0] : undefined;
  return (own ?? owned)?.address ?? null;
}

/** IPv4: the primary address. IPv6: link-local, as RFC 9568 §5.1.2.1 demands, and fit for sending. */
function isUsable(instance: VrrpInstance, candidate: InterfaceAddress): boolean {
  if (familyOf(candidate.address) !== instance.family) return false;
  if (instance.family === "ipv4") return (candidate.flags & flag.secondary) === 0;
  if ((candidate.flags & (flag.tentative | flag.dadFailed)) !== 0) return false;
  return instance.delivery.kind === "unicast" || isLinkLocal(candidate.address);
}
