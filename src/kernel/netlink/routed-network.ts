/** The kernel's links and addresses, and beside them our routes and rules. */
import type { KernelError } from "../../ports/network.ts";
import type { RoutingTable } from "../../ports/routing.ts";
import { type Result, success } from "../../wire/result.ts";
import type { Poller } from "../poller.ts";
import type { Sys } from "../sys.ts";
import {
  defaultNotificationBuffer,
  type Network,
  type NetworkOptions,
  openNetwork,
} from "./network-table.ts";
import { openRouting, type Routing } from "./routing-table.ts";

export interface RoutedNetwork extends Network {
  readonly routing: RoutingTable;
}

/** Everything of the calling thread's network namespace, with all tables read. */
export function openRoutedNetwork(
  sys: Sys,
  poller: Poller,
  options: Omit<NetworkOptions, "removed"> = {},
): Result<RoutedNetwork, KernelError> {
  let routing: Routing | null = null;
  const opened = openNetwork(sys, poller, {
    ...options,
    removed: (address) => routing?.table.addressRemoved(address),
  });
  if (!opened.ok) return opened;
  const network = opened.value;
  const routed = openRouting(sys, poller, {
    network: network.table,
    client: network.client,
    notificationBuffer: options.notificationBuffer ?? defaultNotificationBuffer,
    report: options.report ?? (() => undefined),
  });
  if (!routed.ok) {
    network.close();
    return routed;
  }
  routing = routed.value;
  const close = () => {
    routed.value.close();
    network.close();
  };
  return success({ ...network, routing: routed.value.table, close });
}
