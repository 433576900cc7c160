/** What a process before this one left on the machine, when no process goes on with it. */
import type { Configuration } from "../../../config/model/configuration.ts";
import { describeRoutingLine } from "../../../core/reconcile/describe.ts";
import { systemCalls } from "../../../kernel/libc.ts";
import { openRoutedNetwork } from "../../../kernel/netlink/routed-network.ts";
import { createPoller } from "../../../kernel/poller.ts";
import type { KernelError } from "../../../ports/network.ts";
import { failure, type Result, success } from "../../../wire/result.ts";
import type { Logger } from "../../log/logger.ts";
import type { RouterPorts } from "../ports.ts";
import { HeldAddresses } from "./held-addresses.ts";
import { linesOfInstance, linesOfStatics } from "./held-lines.ts";
import { HeldRouting } from "./held-routing.ts";

/** Removes what is of every instance, and what is static, from the calling thread's network namespace. */
export function releaseLeftovers(
  configuration: Configuration,
  log: Logger,
): Result<null, KernelError> {
  // Nothing is waited for: all requests are answered before this returns.
  const poller = createPoller(systemCalls(), () => undefined);
  const network = openRoutedNetwork(systemCalls(), poller);
  if (!network.ok) return network;
  const { table, addresses, routing } = network.value;
  const removed = removeLeftovers(configuration, { network: table, addresses, routing }, log);
  network.value.close();
  return removed;
}

type Ports = Pick<RouterPorts, "network" | "addresses" | "routing">;

/** The first refusal, after everything was tried. Rules go first, addresses last. */
export function removeLeftovers(
  { vrrpInstances, statics }: Configuration,
  ports: Ports,
  log: Logger,
): Result<null, KernelError> {
  const lines = [linesOfStatics(statics), ...vrrpInstances.map(linesOfInstance)];
  const routing = new HeldRouting(ports.routing).removeLeftovers(
    lines.flatMap((each) => each.routing),
  );
  const addresses = new HeldAddresses(ports.network, () => undefined).removeLeftovers(
    lines.flatMap((each) => each.addresses),
  );
  const routingResults = routing.length === 0 ? [] : ports.routing.apply(routing);
  const addressResults = addresses.length === 0 ? [] : ports.addresses.apply(addresses);
  for (const [index, line] of routing.entries()) {
    if (routingResults[index]?.ok) log.info(`Removed ${describeRoutingLine(line)}`);
  }
  for (const [index, { line }] of addresses.entries()) {
    if (addressResults[index]?.ok) log.info(`Removed ${line.address} from ${line.interface}`);
  }
  const refused = [...routingResults, ...addressResults].find((result) => !result.ok);
  return refused === undefined || refused.ok ? success(null) : failure(refused.error);
}
