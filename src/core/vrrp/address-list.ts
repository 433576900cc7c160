import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { IpAddress } from "../../wire/address.ts";

/**
 * Equal counts and all of ours present, in any order and without prefix lengths (keepalived.md
 * §7.7).
 */
export function addressListMatches(
  instance: VrrpInstance,
  advertised: readonly IpAddress[],
): boolean {
  const ours = instance.virtualAddresses;
  if (ours.length !== advertised.length) return false;
  if (ours.every((line, index) => line.address === advertised[index])) return true;
  const present = new Set(advertised);
  return ours.every((line) => present.has(line.address));
}
