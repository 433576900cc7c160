/**
 * What a real server needs to answer for a virtual address that a director sends it by direct
 * routing or in a tunnel: the address, without ever telling the neighbours that it is there.
 */
import { type Family, familyOf, type IpAddress } from "../../wire/address.ts";

/** `dr`: packets come as they are. `tun`: inside IP, so the director may be in another network. */
export type RealServerMode = "dr" | "tun";

export type Wanted =
  | { readonly kind: "link"; readonly interface: string; readonly module: string }
  | { readonly kind: "setting"; readonly path: string; readonly right: readonly string[] }
  | { readonly kind: "address"; readonly interface: string; readonly address: IpAddress };

/** Tunnel devices that the kernel's modules bring along, and that take packets from anybody. */
const tunnels: Record<Family, { readonly interface: string; readonly module: string }> = {
  ipv4: { interface: "tunl0", module: "ipip" },
  ipv6: { interface: "ip6tnl0", module: "ip6_tunnel" },
};

/**
 * All that is wanted for these addresses, in the order in which it is to be made: the neighbours
 * must have become quiet before the address is there. The first of the right values is to be set.
 */
export function wantedFor(mode: RealServerMode, addresses: readonly IpAddress[]): Wanted[] {
  const wanted = addresses.flatMap((address) => [
    ...surroundings(mode, familyOf(address)),
    addressOf(mode, address),
  ]);
  const order = ["link", "setting", "address"];
  return withoutRepeats(wanted).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** Each once, where it stands first. */
export const withoutRepeats = (wanted: readonly Wanted[]): Wanted[] => [
  ...new Map(wanted.map((item) => [JSON.stringify(item), item])).values(),
];

/** Where the address of this mode and family lives. */
export const interfaceOf = (mode: RealServerMode, family: Family): string =>
  mode === "dr" ? "lo" : tunnels[family].interface;

function addressOf(mode: RealServerMode, address: IpAddress): Wanted {
  return { kind: "address", interface: interfaceOf(mode, familyOf(address)), address };
}

/** Neighbour discovery answers for addresses of the link asked on only (RFC 4861 §7.2.3): none needed. */
function surroundings(mode: RealServerMode, family: Family): Wanted[] {
  const device = interfaceOf(mode, family);
  const link: Wanted[] = mode === "tun" ? [{ kind: "link", ...tunnels[family] }] : [];
  if (family === "ipv6") return link;
  const quiet = ["all", device].flatMap((name): Wanted[] => [
    // 1 and 2 do not answer for an address of another interface (kernel's ip-sysctl).
    { kind: "setting", path: `net/ipv4/conf/${name}/arp_ignore`, right: ["1", "2"] },
    { kind: "setting", path: `net/ipv4/conf/${name}/arp_announce`, right: ["2"] },
  ]);
  if (mode === "dr") return quiet;
  // The client's packets come out of a tunnel that no route to the client leads through. The larger
  // of this and `all` counts, so 2 loosens it here and leaves the other interfaces as strict as they are.
  const path = `net/ipv4/conf/${device}/rp_filter`;
  return [...link, ...quiet, { kind: "setting", path, right: ["2"] }];
}
