/** The checksums that VRRP messages carry, and have carried. */
import type { IpAddress } from "../address.ts";
import { isSumValid, pseudoHeaderSum, sumOfWords } from "../net/checksum.ts";
import { type ChecksumKind, protocolVrrp } from "./advert.ts";
import { vrrpGroupIpv4 } from "./groups.ts";

export interface Endpoints {
  readonly source: IpAddress;
  readonly destination: IpAddress;
}

/** What is added to the sum of an IPv4 message of `messageBytes` before it is finished. */
export function seedOf(
  kind: "pseudoHeader" | "oldUnicast" | "bodyOnly",
  { source, destination }: Endpoints,
  messageBytes: number,
): number {
  switch (kind) {
    case "pseudoHeader":
      return pseudoHeaderSum(source, destination, protocolVrrp, messageBytes);
    case "oldUnicast":
      return pseudoHeaderSum(source, vrrpGroupIpv4, protocolVrrp, messageBytes);
    case "bodyOnly":
      return 0;
  }
}

const kindsOfVersion = {
  // RFC 3768 §5.3.8.
  2: ["bodyOnly"],
  // RFC 9568 §5.2.8 first, then what older and configured senders use.
  3: ["pseudoHeader", "oldUnicast", "bodyOnly"],
} as const;

/** The first computation that an IPv4 message, its first `messageBytes`, agrees with. */
export function checksumKindOf(
  version: 2 | 3,
  message: Uint8Array,
  messageBytes: number,
  endpoints: Endpoints,
): ChecksumKind {
  const sum = sumOfWords(message, 0, messageBytes);
  for (const kind of kindsOfVersion[version]) {
    if (isSumValid(sum + seedOf(kind, endpoints, messageBytes))) return kind;
  }
  return "invalid";
}
