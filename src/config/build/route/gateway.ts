import { familyOf, type IpAddress } from "../../../wire/address.ts";
import type { Word } from "../../language/tree.ts";
import type { OptionWords } from "../reading/option-words.ts";

export interface Hop {
  gateway: IpAddress | null;
  /** Where the line names it. */
  gatewayWord: Word | null;
  /** `inet6` stands before it: an IPv4 route may lead to it all the same (RFC 8950). */
  gatewayIsNamedIpv6: boolean;
}

/** `via [inet|inet6] ADDR`. */
export function readGateway(hop: Hop, option: Word, words: OptionWords): void {
  const named = words.takeIf("inet") ? "ipv4" : words.takeIf("inet6") ? "ipv6" : null;
  const word = words.peek();
  const address = words.address(option);
  if (address === undefined || word === undefined) return;
  hop.gateway = address;
  hop.gatewayWord = word;
  hop.gatewayIsNamedIpv6 = named === "ipv6";
  if (named === null || familyOf(address) === named) return;
  words.refuse(word, `${address} is of the other address family`);
}
