/** Virtual services as desired state: what has to be done so that the data plane holds what it should. */
import type { BalancingTable, TableEntry, TableOperation } from "../balancing/table.ts";

/**
 * The operations that lead one service from `observed` to `desired`, none when it is so already;
 * null is that it is not there, or not to be there.
 */
export function reconcileEntry(
  _desired: TableEntry | null,
  _observed: TableEntry | null,
): readonly TableOperation[] {
  return [];
}

/**
 * The same for whole tables. Services of `observed` that are not desired are removed where their key
 * is in `managed`; all others were made by somebody else, and stay.
 */
export function reconcileTable(
  _desired: BalancingTable,
  _observed: BalancingTable,
  _managed: ReadonlySet<string>,
): readonly TableOperation[] {
  return [];
}
