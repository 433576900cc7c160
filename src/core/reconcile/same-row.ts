/** Whether two rows of a balancing table ask the same of a data plane. */
import type { ClientMask, Forwarding, Persistence } from "../../config/model/load-balancing.ts";
import { hostPrefixLength } from "../../wire/address.ts";
import type { DestinationRow, ServiceRow } from "../balancing/table.ts";

/** Two of one identity. */
export const sameService = (left: ServiceRow, right: ServiceRow): boolean =>
  left === right ||
  (left.scheduler === right.scheduler &&
    left.flags.onePacket === right.flags.onePacket &&
    left.flags.flag1 === right.flags.flag1 &&
    left.flags.flag2 === right.flags.flag2 &&
    left.flags.flag3 === right.flags.flag3 &&
    samePersistence(left.persistence, right.persistence));

/** Two of one address and port. */
export const sameDestination = (left: DestinationRow, right: DestinationRow): boolean =>
  left === right ||
  (left.weight === right.weight &&
    left.upperThreshold === right.upperThreshold &&
    left.lowerThreshold === right.lowerThreshold &&
    sameForwarding(left.forwarding, right.forwarding));

function samePersistence(left: Persistence | null, right: Persistence | null): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  return (
    left.timeoutSeconds === right.timeoutSeconds &&
    left.engine === right.engine &&
    maskText(left.mask) === maskText(right.mask)
  );
}

/** A mask of every bit is none. */
function maskText(mask: ClientMask | null): string {
  if (mask === null) return "";
  if (mask.family === "ipv4") return mask.netmask === "255.255.255.255" ? "" : mask.netmask;
  return mask.prefixLength === hostPrefixLength("ipv6") ? "" : `${mask.prefixLength}`;
}

function sameForwarding(left: Forwarding, right: Forwarding): boolean {
  if (left === right) return true;
  if (left.method !== "tunnel" || right.method !== "tunnel") return left.method === right.method;
  const { type, port, checksum } = left.tunnel;
  const { type: otherType, port: otherPort, checksum: otherChecksum } = right.tunnel;
  return type === otherType && (port ?? 0) === (otherPort ?? 0) && checksum === otherChecksum;
}
