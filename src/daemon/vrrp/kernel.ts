/** The real kernel behind the router's ports, or the first thing it refuses. */
import { readFileSync } from "node:fs";
import { createAdvertSocketFactory } from "../../kernel/advert-socket.ts";
import { requireCapability } from "../../kernel/capabilities.ts";
import { systemCalls } from "../../kernel/libc.ts";
import { openRoutedNetwork } from "../../kernel/netlink/routed-network.ts";
import { openAnnouncer } from "../../kernel/packet-socket.ts";
import { createPoller } from "../../kernel/poller.ts";
import { monotonicClock, openAlarm } from "../../kernel/timer.ts";
import type { KernelError } from "../../ports/network.ts";
import { type Result, success } from "../../wire/result.ts";
import type { RouterPorts } from "./ports.ts";

export type KernelPorts = Omit<RouterPorts, "log" | "watch" | "listener">;

export interface KernelReports {
  /** The alarm has gone off. */
  alarmed(): void;
  /** A callback threw. */
  threw(problem: unknown): void;
  /** Notifications could not be read. */
  refused(error: KernelError): void;
}

export function openKernel(reports: KernelReports): Result<KernelPorts, KernelError> {
  // A master that may send adverts but not add addresses would keep everybody from the service.
  const mayChange = requireCapability("CAP_NET_ADMIN", "add and remove addresses");
  if (!mayChange.ok) return mayChange;
  const sys = systemCalls();
  const poller = createPoller(sys, (problem) => reports.threw(problem));
  const alarm = openAlarm(sys, poller, monotonicClock, () => reports.alarmed());
  if (!alarm.ok) return alarm;
  const announcer = openAnnouncer(sys);
  if (!announcer.ok) return announcer;
  const network = openRoutedNetwork(sys, poller, { report: (error) => reports.refused(error) });
  if (!network.ok) return network;
  return success({
    clock: monotonicClock,
    alarm: alarm.value,
    sockets: createAdvertSocketFactory(sys, poller),
    announcer: announcer.value,
    network: network.value.table,
    addresses: network.value.addresses,
    routing: network.value.routing,
    forwardsIpv6,
  });
}

function forwardsIpv6(interfaceName: string): boolean {
  try {
    return readFileSync(`/proc/sys/net/ipv6/conf/${interfaceName}/forwarding`, "latin1")[0] !== "0";
  } catch {
    // No IPv6, or the interface is gone: then nothing is announced on it either.
    return false;
  }
}
