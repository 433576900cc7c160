/** Opens the kernel's routes and rules of our protocol, beside the links that they go out of. */
import type { KernelError, NetworkTable } from "../../ports/network.ts";
import { familyOf } from "../../wire/address.ts";
import { type Result, success } from "../../wire/result.ts";
import type { Poller } from "../poller.ts";
import type { Sys } from "../sys.ts";
import { NetlinkClient } from "./netlink-client.ts";
import {
  type BufferSize,
  type NetlinkSocket,
  openNetlinkSocket,
  strictDumps,
} from "./netlink-socket.ts";
import type { Interfaces } from "./route-message-of.ts";
import { onlyOurRoutes } from "./routing-filter.ts";
import { createRoutingReader } from "./routing-reader.ts";
import { NETLINK_ROUTE } from "./rtnetlink-client.ts";
import { RtnetlinkRouting } from "./rtnetlink-routing.ts";

export interface RoutingOptions {
  readonly network: NetworkTable;
  /** Carries out the operations. */
  readonly client: NetlinkClient;
  readonly notificationBuffer: BufferSize;
  readonly report: (error: KernelError) => void;
}

export interface Routing {
  readonly table: RtnetlinkRouting;
  close(): void;
}

/** RTNLGRP_* (linux/rtnetlink.h). */
const groups = { ipv4Route: 7, ipv4Rule: 8, ipv6Route: 11, ipv6Rule: 19 } as const;
/** A dump is read while it is made, so it needs no more than its messages. */
const dumpBuffer: BufferSize = { bytes: 256 * 1024, force: true };

/** Of the calling thread's network namespace, with what is there read. */
export function openRouting(
  sys: Sys,
  poller: Poller,
  options: RoutingOptions,
): Result<Routing, KernelError> {
  // Opened before anything is read, so that no change falls in between.
  const heard = openNetlinkSocket(sys, {
    operation: "open a netlink socket for changes of routes and rules",
    protocol: NETLINK_ROUTE,
    groups: Object.values(groups),
    receiveBuffer: options.notificationBuffer,
    settings: [onlyOurRoutes()],
  });
  if (!heard.ok) return heard;
  const asked = openNetlinkSocket(sys, {
    operation: "open a netlink socket for lists of routes and rules",
    protocol: NETLINK_ROUTE,
    groups: [],
    receiveBuffer: dumpBuffer,
    settings: [strictDumps],
  });
  if (!asked.ok) {
    heard.value.close();
    return asked;
  }
  return started(poller, heard.value, asked.value, options);
}

function started(
  poller: Poller,
  heard: NetlinkSocket,
  asked: NetlinkSocket,
  { network, client, report }: RoutingOptions,
): Result<Routing, KernelError> {
  const reader = createRoutingReader(new NetlinkClient(asked));
  const interfaces = interfacesOf(network);
  const table = new RtnetlinkRouting({ transport: heard, client, reader, interfaces, report });
  const read = table.start();
  if (!read.ok) {
    heard.close();
    asked.close();
    return read;
  }
  const watch = poller.watch(heard.descriptor, { readable: true }, () => table.catchUp());
  network.subscribe((change) => table.networkChanged(change));
  const close = () => {
    watch.close();
    heard.close();
    asked.close();
  };
  return success({ table, close });
}

const interfacesOf = (network: NetworkTable): Interfaces => ({
  indexOf: (name) => network.linkByName(name)?.index ?? null,
  hasIpv4: (index) =>
    network.addressesOf(index).some(({ address }) => familyOf(address) === "ipv4"),
  vrfTableOf: (name) => network.linkByName(name)?.vrfTable ?? null,
});
