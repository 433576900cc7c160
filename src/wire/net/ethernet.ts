/** The Ethernet frame around an ARP or IPv6 packet (RFC 894, RFC 2464). */

/** Shorter payloads are filled up to this length by the sender (IEEE 802.3 §3.2.7). */
export const minimumEthernetPayloadBytes = 46;

/** Offsets in bytes. */
export const ethernetField = { destination: 0, source: 6, etherType: 12, payload: 14 } as const;

export const etherTypeArp = 0x0806;
export const etherTypeIpv4 = 0x0800;
export const etherTypeIpv6 = 0x86dd;

/** Six bytes: the address of a station, or of a group of them. */
export type HardwareAddress = Uint8Array & { readonly length: 6 };

/** The bytes themselves when they are an Ethernet address; null for any other kind of link. */
export const hardwareAddressFrom = (bytes: Uint8Array): HardwareAddress | null =>
  bytes.length === 6 ? (bytes as HardwareAddress) : null;

/** A copy of the six bytes at `offset`, which the caller has checked to be there. */
export const hardwareAddressAt = (frame: Uint8Array, offset: number): HardwareAddress =>
  frame.slice(offset, offset + 6) as HardwareAddress;
