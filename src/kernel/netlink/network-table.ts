/** Opens the kernel's links, addresses, routes and rules: to look at, to be told of, to change. */
import type { AddressTable, KernelError, NetworkTable } from "../../ports/network.ts";
import type { RoutingTable } from "../../ports/routing.ts";
import { type Result, success } from "../../wire/result.ts";
import type { Poller } from "../poller.ts";
import type { Sys } from "../sys.ts";
import { type AppliedListener, createAddressTable } from "./address-table.ts";
import { type BufferSize, type NetlinkSocket, openNetlinkSocket } from "./netlink-socket.ts";
import { openRouting, type Routing } from "./routing-table.ts";
import { NETLINK_ROUTE, openRtnetlinkClient, type RtnetlinkClient } from "./rtnetlink-client.ts";
import { RtnetlinkTable } from "./rtnetlink-table.ts";

export interface NetworkOptions {
  /** `vrrp_netlink_cmd_rcv_bufs`: answers to requests that can wait at a time. */
  readonly requestBuffer?: BufferSize;
  /** `vrrp_netlink_monitor_rcv_bufs`: notifications that can wait at a time. */
  readonly notificationBuffer?: BufferSize;
  /** A table could not be read again: the picture is out of date until the next notification. */
  readonly report?: (error: KernelError) => void;
}

export interface Network {
  /** Knows of our own changes as soon as `addresses` has made them. */
  readonly table: NetworkTable;
  readonly addresses: AddressTable;
  readonly routing: RoutingTable;
  /** For what the ports do not offer. */
  readonly client: RtnetlinkClient;
  close(): void;
}

/** Answers to some 800 requests; the memory is used only while they wait. */
const defaultRequestBuffer: BufferSize = { bytes: 512 * 1024, force: true };
/** About two thousand notifications. */
const defaultNotificationBuffer: BufferSize = { bytes: 1024 * 1024, force: true };
/** RTNLGRP_* (linux/rtnetlink.h). */
const group = { link: 1, ipv4Address: 5, ipv6Address: 9 } as const;

/** Everything of the calling thread's network namespace, with both tables read. */
export function openNetwork(
  sys: Sys,
  poller: Poller,
  options: NetworkOptions = {},
): Result<Network, KernelError> {
  const client = openRtnetlinkClient(sys, options.requestBuffer ?? defaultRequestBuffer);
  if (!client.ok) return client;
  // Opened before the tables are read, so that no change falls in between.
  const socket = openNetlinkSocket(sys, {
    operation: "open a netlink socket for changes of links and addresses",
    protocol: NETLINK_ROUTE,
    groups: [group.link, group.ipv4Address, group.ipv6Address],
    receiveBuffer: options.notificationBuffer ?? defaultNotificationBuffer,
  });
  if (!socket.ok) {
    client.value.close();
    return socket;
  }
  return startedNetwork(sys, poller, client.value, socket.value, options);
}

function startedNetwork(
  sys: Sys,
  poller: Poller,
  client: RtnetlinkClient,
  socket: NetlinkSocket,
  options: NetworkOptions,
): Result<Network, KernelError> {
  const report = options.report ?? (() => {});
  const table = new RtnetlinkTable(socket, client, report);
  const started = table.start();
  const notificationBuffer = options.notificationBuffer ?? defaultNotificationBuffer;
  const routing = started.ok
    ? openRouting(sys, poller, { network: table, client, notificationBuffer, report })
    : started;
  if (!routing.ok) {
    socket.close();
    client.close();
    return routing;
  }
  const watch = poller.watch(socket.descriptor, { readable: true }, () => table.catchUp());
  const addresses = createAddressTable(client, appliedTo(table, routing.value));
  const close = () => {
    watch.close();
    routing.value.close();
    socket.close();
    client.close();
  };
  return success({ table, addresses, routing: routing.value.table, client, close });
}

/** What we do to addresses is known before the kernel tells it. */
const appliedTo =
  (table: RtnetlinkTable, routing: Routing): AppliedListener =>
  (kind, address) => {
    table.applied(kind, address);
    if (kind === "remove") routing.table.addressRemoved(address);
  };
