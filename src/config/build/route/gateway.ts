import { familyOf, type IpAddress } from "../../../wire/address.ts";
import type { Word } from "../../language/tree.ts";
import type { OptionWords } from "../reading/option-words.ts";

export interface Hop {
  gateway: IpAddress | null;
  /** Where the line names it. */
  gatewayWord: Word | null;
}

/** `via [inet|inet6] ADDR`. */
export function readGateway(hop: Hop, option: Word, words: OptionWords): void {
  const named = words.takeIf("inet") ? "ipv4" : words.takeIf("inet6") ? "ipv6" : null;
  const word = words.peek();
  const address = words.address(option);
  if (address === undefined || word === undefined) return;
  hop.gateway = address;
  hop.gatewayWord = word;
  if (named === null || familyOf(address) === named) return;
  words.refuse(word, `${address} is of the other address family`);
}
