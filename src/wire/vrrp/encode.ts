/** From an advert to the VRRP message, the payload of the IP packet. */
import { addressBytes, type Family, familyOf } from "../address.ts";
import { finishChecksum, pseudoHeaderSum, sumOfWords } from "../net/checksum.ts";
import { type Advert, protocolVrrp } from "./advert.ts";
import { type Endpoints, seedOf } from "./checksum.ts";
import {
  addressBytesOf,
  authenticationNone,
  authenticationPass,
  field,
  maximumAddresses,
  maximumIntervalCentiseconds,
  messageBytes,
  typeAdvertisement,
} from "./layout.ts";
import { passwordBytes } from "./password.ts";

export interface EncodeOptions extends Endpoints {
  /**
   * Matters for version 3 over IPv4 only: version 2 always sums the message alone (RFC 3768
   * §5.3.8), IPv6 always the pseudo header too (RFC 9568 §5.2.8). "kernel" is "pseudoHeader".
   */
  readonly checksum: "pseudoHeader" | "oldUnicast" | "bodyOnly" | "kernel";
  /** Version 2 only: the clear-text password, of which eight bytes count; null for no authentication. */
  readonly password: string | null;
}

/**
 * Encodes the message with its checksum, ready to follow an IP header from `source` to `destination`.
 *
 * The family is that of `source`. An advert that no packet can carry (an address of the other
 * family, more than 255 addresses, an interval out of range, version 2 over IPv6) is a broken
 * invariant and throws.
 */
export function encodeAdvert(advert: Advert, options: EncodeOptions): Uint8Array {
  const family = familyOf(options.source);
  assertEncodable(advert, family);
  const message = new Uint8Array(messageBytes(advert.version, family, advert.addresses.length));
  message[field.versionAndType] = (advert.version << 4) | typeAdvertisement;
  message[field.virtualRouterId] = advert.virtualRouterId;
  message[field.priority] = advert.priority;
  message[field.addressCount] = advert.addresses.length;
  const trailer = writeAddresses(message, advert, family);
  if (advert.version === 2) {
    const { password } = options;
    message[field.authenticationType] = password === null ? authenticationNone : authenticationPass;
    message[field.intervalSeconds] = advert.advertIntervalSeconds;
    if (password !== null) message.set(passwordBytes(password), trailer);
  } else {
    message[field.intervalCentiseconds] = advert.advertIntervalCentiseconds >> 8;
    message[field.intervalCentiseconds + 1] = advert.advertIntervalCentiseconds & 0xff;
  }
  writeChecksum(message, advert.version, family, options);
  return message;
}

/** Returns the offset after the last address. */
function writeAddresses(message: Uint8Array, advert: Advert, family: Family): number {
  let offset: number = field.addresses;
  for (const address of advert.addresses) {
    message.set(addressBytes(address), offset);
    offset += addressBytesOf(family);
  }
  return offset;
}

function writeChecksum(
  message: Uint8Array,
  version: 2 | 3,
  family: Family,
  options: EncodeOptions,
): void {
  const checksum = finishChecksum(sumOfWords(message) + seed(message, version, family, options));
  message[field.checksum] = checksum >> 8;
  message[field.checksum + 1] = checksum & 0xff;
}

function seed(message: Uint8Array, version: 2 | 3, family: Family, options: EncodeOptions): number {
  const { source, destination, checksum } = options;
  if (version === 2) return 0;
  if (family === "ipv6" || checksum === "kernel") {
    return pseudoHeaderSum(source, destination, protocolVrrp, message.length);
  }
  return seedOf(checksum, options, message.length);
}

function assertEncodable(advert: Advert, family: Family): void {
  const foreign = advert.addresses.find((address) => familyOf(address) !== family);
  if (foreign !== undefined) throw new Error(`an ${family} advert cannot carry ${foreign}`);
  if (advert.version === 2 && family === "ipv6") throw new Error("VRRPv2 has no IPv6");
  if (advert.addresses.length > maximumAddresses) {
    throw new Error(`an advert carries 255 addresses at most, not ${advert.addresses.length}`);
  }
  const [interval, maximum] =
    advert.version === 2
      ? [advert.advertIntervalSeconds, 255]
      : [advert.advertIntervalCentiseconds, maximumIntervalCentiseconds];
  if (!Number.isInteger(interval) || interval < 0 || interval > maximum) {
    throw new Error(`${interval} is no VRRPv${advert.version} interval: 0..${maximum}`);
  }
}
