/** Reads Holdfast's table out of nftables. */
import { dispatchMap } from "../../core/balancing/nftables/base-rules.ts";
import { families, table } from "../../core/balancing/nftables/names.ts";
import { type ReadTable, readTable } from "../../core/balancing/nftables/read-table.ts";
import { serviceKinds } from "../../core/balancing/nftables/service-kinds.ts";
import type { KernelError } from "../../ports/network.ts";
import { type ListedSet, type NftListing, readListing } from "../../wire/nftables/listing.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import type { RunNft } from "./nft-process.ts";
import { complaintsOf, nftRefusal } from "./nft-refusal.ts";

export const noTable: ReadTable = { whole: false, table: new Map() };

export async function readNftTable(run: RunNft): Promise<Result<ReadTable, KernelError>> {
  // Terse: the elements of sets are left out, counters of tens of thousands of servers among them.
  const listed = await list(run, ["--terse", "list", "table", ...table.split(" ")]);
  if (!listed.ok) return listed;
  if (listed.value === null) return success(noTable);
  const sets = new Map(listed.value.sets);
  for (const family of families) {
    for (const kind of serviceKinds) {
      const name = dispatchMap(family, kind);
      if (!sets.has(name)) continue;
      const map = await listSet(run, "map", name);
      if (!map.ok) return map;
      sets.set(name, map.value);
    }
  }
  return success(readTable({ chains: listed.value.chains, sets }));
}

/** Empty where there is none. */
export async function listSet(
  run: RunNft,
  kind: "set" | "map",
  name: string,
): Promise<Result<ListedSet, KernelError>> {
  const listed = await list(run, ["list", kind, ...table.split(" "), name]);
  if (!listed.ok) return listed;
  return success(listed.value?.sets.get(name) ?? { elements: [] });
}

/** Null where it does not exist. */
async function list(
  run: RunNft,
  words: readonly string[],
): Promise<Result<NftListing | null, KernelError>> {
  const operation = `read nftables: nft ${words.join(" ")}`;
  const ran = await run(["--json", ...words]);
  if (!ran.ok) return ran;
  if (!ran.value.succeeded) {
    const error = nftRefusal(operation, complaintsOf(ran.value)[0], null);
    return error.errno === "ENOENT" ? success(null) : failure(error);
  }
  const listing = readListing(ran.value.output);
  if (listing.ok) return listing;
  return failure({ operation, errno: "EBADMSG", explanation: listing.error, remedy: null });
}
