/** Where multicast adverts go: RFC 9568 §5.1.1.2 and §5.1.2.2. */
import type { IpAddress } from "../address.ts";

export const vrrpGroupIpv4 = "224.0.0.18" as IpAddress;
export const vrrpGroupIpv6 = "ff02::12" as IpAddress;
