/** Where the fields of a VRRP message lie: RFC 3768 §5.1 for version 2, RFC 9568 §5.1 for 3. */
import type { Family } from "../address.ts";

/** Offsets in bytes. */
export const field = {
  versionAndType: 0,
  virtualRouterId: 1,
  priority: 2,
  addressCount: 3,
  /** Version 2 only. */
  authenticationType: 4,
  /** Version 2 only: whole seconds. */
  intervalSeconds: 5,
  /** Version 3 only: four reserved bits, then twelve bits of centiseconds. */
  intervalCentiseconds: 4,
  checksum: 6,
  addresses: 8,
} as const;

/** RFC 3768 §5.3.10: follows the addresses of a version 2 message, whatever its type. */
export const authenticationDataBytes = 8;
export const authenticationNone = 0;
/** "Simple text password" (RFC 2338 §5.3.6). */
export const authenticationPass = 1;

/** The only packet type (RFC 9568 §5.2.2). */
export const typeAdvertisement = 1;
export const maximumIntervalCentiseconds = 0x0fff;
export const maximumAddresses = 255;

export const addressBytesOf = (family: Family): number => (family === "ipv4" ? 4 : 16);

/** Length of the whole message, in bytes. */
export function messageBytes(version: 2 | 3, family: Family, addressCount: number): number {
  const trailer = version === 2 ? authenticationDataBytes : 0;
  return field.addresses + addressCount * addressBytesOf(family) + trailer;
}
