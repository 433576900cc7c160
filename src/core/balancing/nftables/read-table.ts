/** The rows that a listing of the table stands for. */
import { type Family, parseAddress } from "../../../wire/address.ts";
import type { ListedChain, NftListing } from "../../../wire/nftables/listing.ts";
import {
  type BalancingTable,
  type DestinationRow,
  destinationKey,
  type ServiceIdentity,
  serviceKey,
  type TableEntry,
} from "../table.ts";
import { baseChains, dispatchMap } from "./base-rules.ts";
import { chainOf, clientMapsOf, families, rememberChainOf } from "./names.ts";
import { readDestinationComment, readServiceComment } from "./row-comments.ts";
import { protocols, serviceKinds } from "./service-kinds.ts";
import { rememberRules, workingRulesOf } from "./service-rules.ts";

export interface ReadTable {
  /**
   * False where hooks, dispatching or counting are not as they were made: nothing is balanced by
   * it for sure, and there are no rows.
   */
  readonly whole: boolean;
  readonly table: BalancingTable;
}

/**
 * `listing` is of the whole table, and has the elements of the dispatching maps. A service that is not
 * as it was made is left out: it will be made again.
 */
export function readTable(listing: NftListing): ReadTable {
  const table = new Map<string, TableEntry>();
  for (const [name, rules] of baseChains) {
    if (listing.chains.get(name)?.comments.length !== rules) return { whole: false, table };
  }
  for (const family of families) {
    for (const kind of serviceKinds) {
      const map = listing.sets.get(dispatchMap(family, kind));
      if (map === undefined) return { whole: false, table };
      for (const { key, value } of map.elements) {
        const identity = readIdentity(family, key);
        if (identity === null || value !== chainOf(identity)) continue;
        const entry = readService(identity, listing);
        if (entry !== null) table.set(serviceKey(identity), entry);
      }
    }
  }
  return { whole: true, table };
}

/** `192.0.2.1 . tcp . 80`, or a mark, which nft prints as a number. */
export function readIdentity(family: Family, element: string): ServiceIdentity | null {
  const [first = "", protocolWord = "", port = "0"] = element.split(" . ");
  if (/^\d+$/.test(first)) return { kind: "fwmark", mark: Number(first), family };
  const address = parseAddress(first);
  const protocol = protocols.find((one) => one === protocolWord || numberOf[one] === protocolWord);
  if (address === null || protocol === undefined) return null;
  return { kind: "address", protocol, address, port: Number(port) };
}

/** Where /etc/protocols lacks the name, nft prints the number. */
const numberOf = { tcp: "6", udp: "17", sctp: "132" } as const;

function readService(identity: ServiceIdentity, listing: NftListing): TableEntry | null {
  const entry = readRows(identity, listing.chains.get(chainOf(identity)));
  if (entry === null) return null;
  if (entry.service.persistence === null) return entry;
  const { addresses, ports } = clientMapsOf(identity);
  const remembering = listing.chains.get(rememberChainOf(identity));
  const whole =
    listing.sets.has(addresses) &&
    listing.sets.has(ports) &&
    remembering?.comments.length === rememberRules(entry).length;
  return whole ? entry : null;
}

function readRows(identity: ServiceIdentity, chain: ListedChain | undefined): TableEntry | null {
  if (chain === undefined) return null;
  const start = chain.comments.findIndex((comment) => comment?.startsWith("service ") === true);
  const service = readServiceComment(identity, chain.comments[start] ?? "");
  if (service === null) return null;
  const destinations = new Map<string, DestinationRow>();
  for (const comment of chain.comments.slice(start + 1)) {
    const rows = readDestinationComment(comment ?? "");
    if (rows === null) return null;
    for (const row of rows) destinations.set(destinationKey(row), row);
  }
  const entry = { service, destinations };
  return start === workingRulesOf(entry) ? entry : null;
}
