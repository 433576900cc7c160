/** The kernel's tables of links, addresses and neighbours, read whole (rtnetlink(7)). */
import type { KernelError } from "../../ports/network.ts";
import {
  decodeAddress,
  encodeAddressDump,
  type ReceivedAddress,
} from "../../wire/netlink/address-message.ts";
import { decodeLink, encodeLinkDump, type LinkMessage } from "../../wire/netlink/link-message.ts";
import type { NetlinkDecodeError } from "../../wire/netlink/message.ts";
import type { NetlinkEncodeError } from "../../wire/netlink/message-writer.ts";
import {
  decodeNeighbour,
  encodeNeighbourDump,
  type ReceivedNeighbour,
} from "../../wire/netlink/neighbour-message.ts";
import { type Result, success } from "../../wire/result.ts";
import type { Sys } from "../sys.ts";
import { NetlinkClient } from "./netlink-client.ts";
import type { AnswerDecoder } from "./netlink-queries.ts";
import { type BufferSize, openNetlinkSocket } from "./netlink-socket.ts";

export const NETLINK_ROUTE = 0;

export class RtnetlinkClient extends NetlinkClient {
  links(): Result<readonly LinkMessage[], KernelError> {
    return this.#table("list the links", encodeLinkDump(), decodeLink);
  }

  addresses(): Result<readonly ReceivedAddress[], KernelError> {
    return this.#table("list the addresses", encodeAddressDump(), ipOnly(decodeAddress));
  }

  neighbours(): Result<readonly ReceivedNeighbour[], KernelError> {
    return this.#table("list the neighbours", encodeNeighbourDump(), ipOnly(decodeNeighbour));
  }

  #table<Value>(
    operation: string,
    message: Result<Uint8Array, NetlinkEncodeError>,
    decode: AnswerDecoder<Value>,
  ): Result<readonly Value[], KernelError> {
    if (!message.ok) throw new Error(`a dump request cannot be encoded: ${message.error.code}`);
    return this.dump({ operation, message: message.value }, decode);
  }
}

/** Dumps of all families may hold those that are neither IPv4 nor IPv6: they are left out. */
const ipOnly =
  <Value>(
    decode: (message: Parameters<AnswerDecoder<Value>>[0]) => Result<Value, NetlinkDecodeError>,
  ): AnswerDecoder<Value> =>
  (message) => {
    const decoded = decode(message);
    return !decoded.ok && decoded.error.code === "unexpectedType" ? null : decoded;
  };

/** A client for the calling thread's network namespace. */
export function openRtnetlinkClient(
  sys: Sys,
  receiveBuffer: BufferSize,
): Result<RtnetlinkClient, KernelError> {
  const operation = "open a netlink socket for requests";
  const socket = openNetlinkSocket(sys, {
    operation,
    protocol: NETLINK_ROUTE,
    groups: [],
    receiveBuffer,
  });
  return socket.ok ? success(new RtnetlinkClient(socket.value)) : socket;
}
