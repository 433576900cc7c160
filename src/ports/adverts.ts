/** Where adverts come from and go to, and how neighbours are told who answers for an address. */
import type { Family, IpAddress } from "../wire/address.ts";
import type { Result } from "../wire/result.ts";
import type { InterfaceIndex } from "../wire/units.ts";
import type { KernelError } from "./network.ts";

export interface AdvertSocketOptions {
  readonly family: Family;
  readonly interfaceName: string;
  readonly interfaceIndex: InterfaceIndex;
  readonly delivery:
    | { readonly kind: "multicast"; readonly group: IpAddress }
    | { readonly kind: "unicast"; readonly source: IpAddress | null; readonly ttl: number };
  /** Bytes for SO_RCVBUF; null for the system's default. */
  readonly receiveBufferBytes: number | null;
}

export interface ReceivedDatagram {
  readonly source: IpAddress;
  readonly destination: IpAddress;
  readonly ttl: number;
  /** The IPv4 header's total length equals what was received, padding allowed; true for IPv6. */
  readonly lengthMatches: boolean;
  /** The VRRP message; a view that is valid only during the call. */
  readonly payload: Uint8Array;
}

/** A datagram whose bytes and destination are already where the kernel will read them. */
export interface PreparedDatagram {
  readonly kind: "preparedDatagram";
}

/** One raw VRRP socket, shared by all instances with the same interface, family and delivery. */
export interface AdvertSocket {
  /** `packet` is the whole IPv4 packet with its header, or the VRRP message for IPv6. */
  prepare(packet: Uint8Array, source: IpAddress, destination: IpAddress): PreparedDatagram;
  /** All in as few system calls as possible; the first refusal is returned, the rest still sent. */
  send(datagrams: readonly PreparedDatagram[]): Result<null, KernelError>;
  /** Hands out all that waits, at once: before anybody concludes from silence. */
  drain(): void;
  close(): void;
}

export interface AdvertSocketFactory {
  /** `receive` is called once for each datagram, in order, and must not throw. */
  open(
    options: AdvertSocketOptions,
    receive: (datagram: ReceivedDatagram) => void,
  ): Result<AdvertSocket, KernelError>;
}

/** A complete Ethernet frame for one link: gratuitous ARP or neighbour advertisement. */
export interface AnnouncementFrame {
  readonly interfaceIndex: InterfaceIndex;
  readonly frame: Uint8Array;
}

export interface Announcer {
  send(frames: readonly AnnouncementFrame[]): Result<null, KernelError>;
}
