/** Opens the kernel's links and addresses: to look at, to be told of, and to change. */
import type { AddressTable, KernelError, NetworkTable } from "../../ports/network.ts";
import type { AddressMessage } from "../../wire/netlink/address-message.ts";
import { type Result, success } from "../../wire/result.ts";
import type { Poller } from "../poller.ts";
import type { Sys } from "../sys.ts";
import { type AppliedListener, createAddressTable } from "./address-table.ts";
import { type BufferSize, type NetlinkSocket, openNetlinkSocket } from "./netlink-socket.ts";
import { NETLINK_ROUTE, openRtnetlinkClient, type RtnetlinkClient } from "./rtnetlink-client.ts";
import { RtnetlinkTable } from "./rtnetlink-table.ts";

export interface NetworkOptions {
  /** `vrrp_netlink_cmd_rcv_bufs`: answers to requests that can wait at a time. */
  readonly requestBuffer?: BufferSize;
  /** `vrrp_netlink_monitor_rcv_bufs`: notifications that can wait at a time. */
  readonly notificationBuffer?: BufferSize;
  /** A table could not be read again: the picture is out of date until the next notification. */
  readonly report?: (error: KernelError) => void;
  /** Told of each address that is gone by our doing, before the kernel tells it. */
  readonly removed?: (address: AddressMessage) => void;
}

export interface Network {
  /** Knows of our own changes as soon as `addresses` has made them. */
  readonly table: NetworkTable;
  readonly addresses: AddressTable;
  /** For what the ports do not offer. */
  readonly client: RtnetlinkClient;
  close(): void;
}

/** Answers to some 800 requests; the memory is used only while they wait. */
const defaultRequestBuffer: BufferSize = { bytes: 512 * 1024, force: true };
/** About two thousand notifications. */
export const defaultNotificationBuffer: BufferSize = { bytes: 1024 * 1024, force: true };
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
  return startedNetwork(poller, client.value, socket.value, options);
}

function startedNetwork(
  poller: Poller,
  client: RtnetlinkClient,
  socket: NetlinkSocket,
  options: NetworkOptions,
): Result<Network, KernelError> {
  const table = new RtnetlinkTable(socket, client, options.report ?? (() => {}));
  const started = table.start();
  if (!started.ok) {
    socket.close();
    client.close();
    return started;
  }
  const watch = poller.watch(socket.descriptor, { readable: true }, () => table.catchUp());
  const addresses = createAddressTable(client, appliedTo(table, options));
  const close = () => {
    watch.close();
    socket.close();
    client.close();
  };
  return success({ table, addresses, client, close });
}

/** What we do to addresses is known before the kernel tells it. */
const appliedTo =
  (table: RtnetlinkTable, { removed }: NetworkOptions): AppliedListener =>
  (kind, address) => {
    table.applied(kind, address);
    if (kind === "remove") removed?.(address);
  };
