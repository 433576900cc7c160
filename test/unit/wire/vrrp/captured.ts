/**
 * What keepalived 2.2.7 puts on a veth, captured with tcpdump: whole IP packets, as hexadecimal text.
 * IPv4 packets begin with their header; of IPv6 the 40 bytes of header are left out.
 */
import type { IpAddress } from "../../../../src/wire/address.ts";
import type { Centiseconds, Priority, VirtualRouterId } from "../../../../src/wire/units.ts";
import type { Advert } from "../../../../src/wire/vrrp/advert.ts";
import { vrrpGroupIpv4, vrrpGroupIpv6 } from "../../../../src/wire/vrrp/groups.ts";

export interface Captured {
  readonly name: string;
  readonly hexadecimal: string;
  /** IPv4 only. */
  readonly identification: number;
  readonly source: IpAddress;
  readonly destination: IpAddress;
  readonly password: string | null;
  readonly checksum: "pseudoHeader" | "bodyOnly" | "kernel";
  readonly advert: Advert;
}

const address = (text: string): IpAddress => text as IpAddress;
const common = (virtualRouterId: number, priority: number, ...addresses: readonly string[]) => ({
  virtualRouterId: virtualRouterId as VirtualRouterId,
  priority: priority as Priority,
  addresses: addresses.map(address),
});
const multicast = { source: address("192.0.2.1"), destination: vrrpGroupIpv4 };
const unicast = { source: address("192.0.2.1"), destination: address("192.0.2.2") };
const ipv6 = { source: address("fe80::1"), destination: vrrpGroupIpv6 };

const version2 = (seconds: number) => ({ version: 2 as const, advertIntervalSeconds: seconds });
const version3 = (centiseconds: number) => ({
  version: 3 as const,
  advertIntervalCentiseconds: centiseconds as Centiseconds,
});

export const captured: readonly Captured[] = [
  {
    name: "v2 with PASS and two addresses",
    hexadecimal:
      "45c0002c00010000ff70188dc0000201e0000012" +
      "213364020101b998c000020ac000020b7333637265740000",
    ...multicast,
    identification: 1,
    password: "s3cret",
    checksum: "bodyOnly",
    advert: { ...version2(1), ...common(51, 100, "192.0.2.10", "192.0.2.11") },
  },
  {
    name: "v2 with PASS, priority 0",
    hexadecimal:
      "45c0002c000f0000ff70187fc0000201e0000012" +
      "2133000201011d99c000020ac000020b7333637265740000",
    ...multicast,
    identification: 15,
    password: "s3cret",
    checksum: "bodyOnly",
    advert: { ...version2(1), ...common(51, 0, "192.0.2.10", "192.0.2.11") },
  },
  {
    name: "v2 without authentication, address owner",
    hexadecimal:
      "45c0002800010000ff701891c0000201e0000012" + "2134ff0100031dbac000020c0000000000000000",
    ...multicast,
    identification: 1,
    password: null,
    checksum: "bodyOnly",
    advert: { ...version2(3), ...common(52, 255, "192.0.2.12") },
  },
  {
    name: "v3 IPv4 multicast",
    hexadecimal: "45c0002000010000ff701899c0000201e0000012" + "313596010019d411c000020d",
    ...multicast,
    identification: 1,
    password: null,
    checksum: "pseudoHeader",
    advert: { ...version3(25), ...common(53, 150, "192.0.2.13") },
  },
  {
    name: "v3 IPv4 multicast, priority 0",
    hexadecimal: "45c0002000420000ff701858c0000201e0000012" + "3135000100196a12c000020d",
    ...multicast,
    identification: 66,
    password: null,
    checksum: "pseudoHeader",
    advert: { ...version3(25), ...common(53, 0, "192.0.2.13") },
  },
  {
    name: "v3 IPv4 unicast, interval of more than eight bits",
    hexadecimal: "45c0002400010000ff7036a5c0000201c0000202" + "31369602012c2ef8c000020ec000020f",
    ...unicast,
    identification: 1,
    password: null,
    checksum: "pseudoHeader",
    advert: { ...version3(300), ...common(54, 150, "192.0.2.14", "192.0.2.15") },
  },
  {
    name: "v3 IPv6",
    hexadecimal: "3137960200190d9afe80000000000000000000000000005520010db8000000000000000000000055",
    ...ipv6,
    identification: 0,
    password: null,
    checksum: "kernel",
    advert: { ...version3(25), ...common(55, 150, "fe80::55", "2001:db8::55") },
  },
  {
    name: "v3 IPv6, priority 0",
    hexadecimal: "313700020019a39afe80000000000000000000000000005520010db8000000000000000000000055",
    ...ipv6,
    identification: 0,
    password: null,
    checksum: "kernel",
    advert: { ...version3(25), ...common(55, 0, "fe80::55", "2001:db8::55") },
  },
];
