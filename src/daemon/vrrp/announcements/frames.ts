import type { AddressLine } from "../../../config/model/address-line.ts";
import type { AnnouncementFrame } from "../../../ports/adverts.ts";
import type { Link } from "../../../ports/network.ts";
import { familyOf, type IpAddress } from "../../../wire/address.ts";
import type { HardwareAddress } from "../../../wire/net/ethernet.ts";
import { encodeGratuitousArp } from "../../../wire/net/gratuitous-arp.ts";
import { encodeNeighbourAdvertisement } from "../../../wire/net/neighbour-advertisement.ts";

const hardwareTypeEthernet = 1;

/** Links without neighbours to tell: no ARP, or no Ethernet addresses. */
export const canAnnounce = (link: Link): boolean =>
  !link.noArp &&
  !link.loopback &&
  link.hardwareType === hardwareTypeEthernet &&
  link.hardwareAddress.length === 6;

/** The frame that tells the segment of `link` that `line`'s address is here now. */
export function announcementFrame(
  link: Link,
  line: Pick<AddressLine, "address">,
  router: boolean,
): AnnouncementFrame {
  const hardwareAddress = link.hardwareAddress as HardwareAddress;
  const address: IpAddress = line.address;
  const frame =
    familyOf(address) === "ipv4"
      ? encodeGratuitousArp({ hardwareAddress, address })
      : encodeNeighbourAdvertisement({ hardwareAddress, source: address, target: address, router });
  return { interfaceIndex: link.index, frame };
}
