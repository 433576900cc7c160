import type { Prefix } from "../../wire/address.ts";
import type { Span } from "../language/tree.ts";

/** `use_vmac` or `use_ipvlan`: an interface of its own on top of the instance's. */
export type VirtualLink = VirtualMac | Ipvlan;

export interface VirtualMac {
  readonly kind: "macvlan";
  readonly place: Span;
  /** Null is the usual one: prefix, point, VRID. */
  readonly name: string | null;
  /** Six octets with colons between; null is that of the virtual router (RFC 9568 §7.3). */
  readonly macAddress: string | null;
  readonly notifiesNetlink: boolean;
  /** Number or name of the interface group; null is that of the interface below. */
  readonly group: string | null;
  /** Adverts go through the interface below it. */
  readonly sendsFromBase: boolean;
  /** Addresses on other interfaces have virtual MACs there. */
  readonly alsoForAddresses: boolean;
}

export interface Ipvlan {
  readonly kind: "ipvlan";
  readonly place: Span;
  readonly name: string | null;
  readonly address: Prefix | null;
  readonly mode: "bridge" | "private" | "vepa";
  readonly group: string | null;
}
