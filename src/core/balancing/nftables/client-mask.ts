import type { ClientMask } from "../../../config/model/load-balancing.ts";
import { addressFromBytes, type Family } from "../../../wire/address.ts";
import { headerWord } from "./service-kinds.ts";

/** The client as persistence knows it: `ip saddr & 255.255.255.0`. */
export function clientExpression(family: Family, mask: ClientMask | null): string {
  const source = `${headerWord(family)} saddr`;
  // A group of both families may have a mask for one of them.
  if (mask === null || mask.family !== family) return source;
  if (mask.family === "ipv4") {
    return mask.netmask === "255.255.255.255" ? source : `${source} & ${mask.netmask}`;
  }
  return mask.prefixLength === 128 ? source : `${source} & ${prefixMask(mask.prefixLength)}`;
}

function prefixMask(prefixLength: number): string {
  const bytes = new Uint8Array(16);
  for (let index = 0; index < 16; index++) {
    const bits = Math.min(8, Math.max(0, prefixLength - 8 * index));
    bytes[index] = (0xff << (8 - bits)) & 0xff;
  }
  return addressFromBytes(bytes);
}
