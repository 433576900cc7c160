/**
 * The Internet checksum (RFC 1071) and the pseudo headers it is seeded with.
 *
 * A sum is kept as a plain number until it is finished, so that header, pseudo header and body can
 * be added in any order without copying them together.
 */
import { addressBytes, familyOf, type IpAddress } from "../address.ts";

/**
 * Adds the 16-bit words of `bytes` from `start` to before `end`; an odd last byte counts as the upper
 * half of a word (RFC 1071 §4.1). `start` has to lie at an even distance from where the sum began.
 */
export function sumOfWords(bytes: Uint8Array, start = 0, end = bytes.length): number {
  const lastWord = end - 1;
  let sum = 0;
  let offset = start;
  for (; offset < lastWord; offset += 2) {
    sum += ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
  }
  if (offset < end) sum += (bytes[offset] ?? 0) << 8;
  return sum;
}

/** The ones' complement sum: all carries added back until 16 bits are left. */
export function foldSum(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded % 0x10000) + Math.floor(folded / 0x10000);
  return folded;
}

/** What belongs in the checksum field when `sum` was taken with that field zero. */
export const finishChecksum = (sum: number): number => ~foldSum(sum) & 0xffff;

/** Whether a sum that includes the received checksum field is that of an undamaged message. */
export const isSumValid = (sum: number): boolean => foldSum(sum) === 0xffff;

/**
 * Sum of the pseudo header in front of an upper-layer message: RFC 9293 §3.1 for IPv4, RFC 8200 §8.1
 * for IPv6. Both add up the same fields, only laid out differently.
 */
export function pseudoHeaderSum(
  source: IpAddress,
  destination: IpAddress,
  protocol: number,
  messageBytes: number,
): number {
  if (familyOf(source) !== familyOf(destination)) {
    throw new Error(`a packet from ${source} cannot go to ${destination}`);
  }
  const addresses = sumOfWords(addressBytes(source)) + sumOfWords(addressBytes(destination));
  return addresses + protocol + messageBytes;
}
