/** What a process before this one left on the machine, when no process goes on with it. */
import type { Configuration } from "../../config/model/configuration.ts";
import { systemCalls } from "../../kernel/libc.ts";
import { openNetwork } from "../../kernel/netlink/network-table.ts";
import { createPoller } from "../../kernel/poller.ts";
import type { AddressTable, KernelError, NetworkTable } from "../../ports/network.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import type { Logger } from "../log/logger.ts";
import { HeldAddresses } from "./held-addresses.ts";

/** Removes every address of every instance from the calling thread's network namespace. */
export function releaseLeftovers(
  configuration: Configuration,
  log: Logger,
): Result<null, KernelError> {
  // Nothing is waited for: all requests are answered before this returns.
  const poller = createPoller(systemCalls(), () => undefined);
  const network = openNetwork(systemCalls(), poller);
  if (!network.ok) return network;
  const removed = removeAddresses(configuration, network.value, log);
  network.value.close();
  return removed;
}

/** The first refusal, after everything was tried. */
export function removeAddresses(
  { vrrpInstances }: Configuration,
  { table, addresses }: { readonly table: NetworkTable; readonly addresses: AddressTable },
  log: Logger,
): Result<null, KernelError> {
  const lines = vrrpInstances.flatMap((instance) => [
    ...instance.virtualAddresses,
    ...instance.excludedAddresses,
  ]);
  const operations = new HeldAddresses(table, () => undefined).removeLeftovers(lines);
  if (operations.length === 0) return success(null);
  const results = addresses.apply(operations);
  for (const [index, { line }] of operations.entries()) {
    if (results[index]?.ok) log.info(`Removed ${line.address} from ${line.interface}`);
  }
  const refused = results.find((result) => !result.ok);
  return refused === undefined || refused.ok ? success(null) : failure(refused.error);
}
