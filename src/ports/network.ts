/** The kernel's links and addresses: what is there, what changes, and how to change it. */
import type { AddressLine } from "../config/model/address-line.ts";
import type { IpAddress } from "../wire/address.ts";
import type { Result } from "../wire/result.ts";
import type { InterfaceIndex } from "../wire/units.ts";

export interface Link {
  readonly index: InterfaceIndex;
  readonly name: string;
  /** IFF_UP and IFF_RUNNING (netdevice(7)). */
  readonly up: boolean;
  readonly loopback: boolean;
  readonly noArp: boolean;
  readonly multicast: boolean;
  readonly mtuBytes: number;
  /** ARPHRD_*; 1 is Ethernet. */
  readonly hardwareType: number;
  readonly hardwareAddress: Uint8Array;
  /** Of a VRF: the routing table of its members. */
  readonly vrfTable?: number;
}

export interface InterfaceAddress {
  readonly interfaceIndex: InterfaceIndex;
  readonly address: IpAddress;
  readonly prefixLength: number;
  readonly scope: number;
  readonly label: string | null;
  /** IFA_F_* (rtnetlink(7)). */
  readonly flags: number;
  /** IFA_PROTO: who added it; 18 is keepalived's number and ours, 0 where the kernel does not say. */
  readonly protocol: number;
}

export type NetworkChange =
  | { readonly kind: "linkChanged"; readonly link: Link }
  | { readonly kind: "linkRemoved"; readonly link: Link }
  | { readonly kind: "addressAdded"; readonly address: InterfaceAddress }
  | { readonly kind: "addressRemoved"; readonly address: InterfaceAddress }
  /** Notifications were lost and the tables read anew: compare everything. */
  | { readonly kind: "resynchronised" };

/** A picture of links and addresses kept current by the kernel's notifications. */
export interface NetworkTable {
  links(): Iterable<Link>;
  linkByName(name: string): Link | null;
  linkByIndex(index: InterfaceIndex): Link | null;
  addressesOf(index: InterfaceIndex): readonly InterfaceAddress[];
  subscribe(listener: (change: NetworkChange) => void): void;
}

export interface AddressOperation {
  readonly kind: "add" | "remove";
  readonly interfaceIndex: InterfaceIndex;
  readonly line: AddressLine;
}

/** A refusal of the kernel: what was asked, errno, and its own explanation where it gives one. */
export interface KernelError {
  /** "add 10.0.0.1/24 to eth0", "open a raw VRRP socket". */
  readonly operation: string;
  /** Symbolic: "EPERM", "ENODEV". */
  readonly errno: string;
  /** Extended acknowledgement text of netlink, or null. */
  readonly explanation: string | null;
  /** What the operator can do about it, or null where there is nothing general to say. */
  readonly remedy: string | null;
}

export interface AddressTable {
  /**
   * Carries out all operations in one datagram, in order; one result for each. An address that is
   * already there, or already gone, is a success.
   */
  apply(operations: readonly AddressOperation[]): readonly Result<null, KernelError>[];
}
