/** The whole IPv4 packet around an advert, for a socket that takes packets with their header. */
import { encodeIpv4Packet } from "../net/ipv4-header.ts";
import { type Advert, protocolVrrp, vrrpTtl } from "./advert.ts";
import { type EncodeOptions, encodeAdvert } from "./encode.ts";

/** DSCP CS6, "network control" (RFC 4594 §3.1). */
const vrrpTypeOfService = 0xc0;

export interface PacketOptions extends EncodeOptions {
  /** Hops; null for 255, which multicast must have (RFC 9568 §5.1.1.3). */
  readonly ttl: number | null;
  readonly identification: number;
}

/** The packet with both checksums filled in. Throws where `encodeAdvert` does. */
export function encodeIpv4Advert(advert: Advert, options: PacketOptions): Uint8Array {
  const { source, destination, identification } = options;
  const ttl = options.ttl ?? vrrpTtl;
  const typeOfService = vrrpTypeOfService;
  return encodeIpv4Packet(
    { typeOfService, identification, ttl, protocol: protocolVrrp, source, destination },
    encodeAdvert(advert, options),
  );
}
