import type { AddressRange } from "../../config/model/load-balancing.ts";
import { addressBytes, addressFromBytes, type IpAddress } from "../../wire/address.ts";

/** Every address of a range, both ends included, in order. */
export function* addressesOf({ first, count }: AddressRange): Generator<IpAddress> {
  const bytes = addressBytes(first);
  for (let left = count; left > 0; left--) {
    yield addressFromBytes(bytes);
    increment(bytes);
  }
}

/** As an unsigned number in network order; the one after the last is the first. */
function increment(bytes: Uint8Array): void {
  for (let index = bytes.length - 1; index >= 0; index--) {
    const next = ((bytes[index] ?? 0) + 1) & 0xff;
    bytes[index] = next;
    if (next !== 0) return;
  }
}
