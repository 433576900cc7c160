/** A VRRP advertisement as a value. Codec in `encode.ts` and `decode.ts`. */
import type { IpAddress } from "../address.ts";
import type { Centiseconds, Priority, VirtualRouterId } from "../units.ts";

/** IANA protocol number of VRRP in IPv4 and IPv6. */
export const protocolVrrp = 112;
/** RFC 9568 §5.1.1.3. */
export const vrrpTtl = 255;
/** RFC 9568 §5.2.4: the router whose own address is the virtual one. */
export const ownerPriority = 255 as Priority;
/** RFC 9568 §5.2.4: the sender gives up the role. */
export const resignPriority = 0 as Priority;

interface AdvertFields {
  readonly virtualRouterId: VirtualRouterId;
  readonly priority: Priority;
  /** In the packet's order. */
  readonly addresses: readonly IpAddress[];
}

/** RFC 3768 §5.3; IPv4 only. */
export interface AdvertV2 extends AdvertFields {
  readonly version: 2;
  /** Whole seconds, 0..255 as received. */
  readonly advertIntervalSeconds: number;
}

/** RFC 9568 §5.2. */
export interface AdvertV3 extends AdvertFields {
  readonly version: 3;
  readonly advertIntervalCentiseconds: Centiseconds;
}

export type Advert = AdvertV2 | AdvertV3;

/** Which computation the IPv4 checksum of a received packet agrees with. */
export type ChecksumKind =
  /** RFC 9568 §5.2.8: pseudo header with the packet's own destination. */
  | "pseudoHeader"
  /** Pseudo header with 224.0.0.18 as destination, as keepalived up to 1.3.6 for unicast. */
  | "oldUnicast"
  /** VRRP message alone: VRRPv2, and `v3_checksum_as_v2`. */
  | "bodyOnly"
  /** IPv6: the kernel drops what does not agree. */
  | "kernel"
  | "invalid";

/** What a receiver needs to know beyond the fields; no secret and no raw bytes, so it may be logged. */
export interface ReceivedAdvert {
  readonly advert: Advert;
  /** 1 is ADVERTISEMENT, the only type there is (RFC 9568 §5.2.2). */
  readonly type: number;
  readonly checksum: ChecksumKind;
  /** VRRPv2 only: 0 none, 1 PASS, 2 AH, others reserved (RFC 3768 §5.3.6); 0 for v3. */
  readonly authenticationType: number;
  /** Type 1 and the eight bytes equal the expected password, compared in constant time. */
  readonly passwordMatches: boolean;
}

export type AdvertError =
  | { readonly code: "truncated"; readonly neededBytes: number; readonly gotBytes: number }
  /** Longer than the fields say and not Ethernet padding. */
  | { readonly code: "tooLong"; readonly expectedBytes: number; readonly gotBytes: number }
  | { readonly code: "unknownVersion"; readonly version: number };
