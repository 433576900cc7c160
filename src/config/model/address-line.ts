import type { IpAddress, Prefix } from "../../wire/address.ts";
import type { Span } from "../language/tree.ts";

/** `preferred_lft forever`, as the kernel writes it: INFINITY_LIFE_TIME of linux/if_addr.h. */
export const lifetimeForever = 0xffff_ffff;

/** One line of `virtual_ipaddress`, its excluded kin or `static_ipaddress`, completed. */
export interface AddressLine extends Prefix {
  readonly place: Span;
  /** `dev`, else the instance's interface. */
  readonly interface: string;
  /** Where `dev` names it; absent without `dev`. */
  readonly interfacePlace?: Span;
  /** rtm_scope: 0 global, 200 site, 253 link, 254 host, 255 nowhere (rtnetlink(7)). */
  readonly scope: number;
  readonly label: string | null;
  /** IPv4 only; `brd +` and `brd -` are already computed. */
  readonly broadcast: IpAddress | null;
  readonly peer: Prefix | null;
  /** `-nodad`: let the kernel do duplicate address detection (IPv6). */
  readonly duplicateAddressDetection: boolean;
  readonly home: boolean;
  readonly managedTemporaryAddress: boolean;
  readonly noPrefixRoute: boolean;
  readonly autojoin: boolean;
  /** `no_track`: nobody minds when somebody else removes it. */
  readonly tracked: boolean;
  /** Seconds, or `lifetimeForever` where that is asked for; null is the kernel's default. */
  readonly preferredLifetimeSeconds: number | null;
  /** Of a static address: the group whose instances follow it. */
  readonly trackGroup?: string;
  /** `use_vmac`: it goes to a virtual MAC interface on top of `interface`. */
  readonly onVirtualMac?: true;
}
