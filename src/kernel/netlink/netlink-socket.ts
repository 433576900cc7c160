/** One netlink socket (netlink(7)): datagrams out, datagrams in, and nothing about their content. */
import type { KernelError } from "../../ports/network.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errno } from "../errno.ts";
import { kernelError } from "../kernel-error.ts";
import { hostIsLittleEndian, int32At, int32Bytes } from "../memory.ts";
import {
  AF_NETLINK,
  MSG_DONTWAIT,
  MSG_TRUNC,
  SO_RCVBUF,
  SO_RCVBUFFORCE,
  SOCK_CLOEXEC,
  SOCK_RAW,
  SOL_SOCKET,
} from "../socket-constants.ts";
import { openSocket, type SocketOption } from "../socket-options.ts";
import type { Sys } from "../sys.ts";

/** The other side of a conversation: the kernel's, or in tests a function's. */
export interface NetlinkTransport {
  /** What SO_RCVBUF amounts to: replies that do not fit are lost, and ENOBUFS says so. */
  readonly receiveBufferBytes: number;
  /** 0, or the negative error number. */
  send(datagram: Uint8Array): number;
  /**
   * One datagram, valid until the next call; or the negative error number, -EAGAIN when there is
   * none. `wait` allows up to two seconds for it.
   */
  receive(wait: boolean): Uint8Array | number;
  close(): void;
}

export interface NetlinkSocket extends NetlinkTransport {
  /** For the poller. */
  readonly descriptor: number;
}

export interface BufferSize {
  readonly bytes: number;
  /** Beyond net.core.rmem_max too (SO_RCVBUFFORCE), which needs CAP_NET_ADMIN. */
  readonly force: boolean;
}

export interface NetlinkSocketOptions {
  /** "open a netlink socket for requests": names the socket in errors. */
  readonly operation: string;
  /** NETLINK_*: 0 is rtnetlink, 16 generic netlink. */
  readonly protocol: number;
  /** RTNLGRP_* to hear, 1..32. */
  readonly groups: readonly number[];
  readonly receiveBuffer: BufferSize;
  /** What else is to be set on it. */
  readonly settings?: readonly SocketOption[];
}

const SOL_NETLINK = 270;
const NETLINK_CAP_ACK = 10;
const NETLINK_EXT_ACK = 11;
const NETLINK_GET_STRICT_CHK = 12;
const SO_RCVTIMEO = 20;
/** Nothing the kernel does within a request takes this long on a machine that is alive. */
const receiveLimitSeconds = 2;
/** Twice what the kernel makes of a dump at once; larger single messages do not occur. */
const datagramLimitBytes = 64 * 1024;

/** Opens a socket that talks to the kernel of the calling thread's network namespace. */
export function openNetlinkSocket(
  sys: Sys,
  options: NetlinkSocketOptions,
): Result<NetlinkSocket, KernelError> {
  const { operation, protocol } = options;
  const context = { kernelOption: "CONFIG_NET" };
  const opened = openSocket(sys, {
    operation,
    domain: AF_NETLINK,
    type: SOCK_RAW | SOCK_CLOEXEC,
    protocol,
    options: [...(options.settings ?? []), ...socketOptions(options.receiveBuffer)],
    bindTo: socketAddress(options.groups),
    context,
  });
  if (!opened.ok) return opened;
  // Connected, the socket hears nobody but the kernel, whose port is 0.
  const connected = sys.connect(opened.value, socketAddress([]));
  if (connected >= 0) return success(new LinuxNetlinkSocket(sys, opened.value));
  sys.close(opened.value);
  return failure(kernelError(operation, connected, context));
}

/** A dump then obeys what its request says of it (since 4.20). */
export const strictDumps: SocketOption = {
  purpose: "ask strictly",
  level: SOL_NETLINK,
  option: NETLINK_GET_STRICT_CHK,
  value: 1,
  optional: true,
};

function socketOptions({ bytes, force }: BufferSize): readonly SocketOption[] {
  // As large as wished, else as large as allowed: a small buffer works, with more effort.
  const size = { purpose: "size its receive buffer", level: SOL_SOCKET, value: bytes };
  const forced = [{ ...size, option: SO_RCVBUFFORCE, optional: true }];
  // Kernels before 4.12 do not know these two, and explain nothing.
  const netlink = { purpose: "ask for explanations", level: SOL_NETLINK, value: 1, optional: true };
  const limit = timeval(receiveLimitSeconds);
  return [
    { ...size, option: SO_RCVBUF, optional: true },
    ...(force ? forced : []),
    { ...netlink, option: NETLINK_EXT_ACK },
    { ...netlink, option: NETLINK_CAP_ACK },
    { purpose: "limit its waiting", level: SOL_SOCKET, option: SO_RCVTIMEO, value: limit },
  ];
}

/** struct sockaddr_nl; port 0 is the kernel, or when binding "choose one". */
function socketAddress(groups: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, AF_NETLINK, hostIsLittleEndian);
  const mask = groups.reduce((bits, group) => bits | (1 << (group - 1)), 0);
  view.setUint32(8, mask, hostIsLittleEndian);
  return bytes;
}

function timeval(seconds: number): Uint8Array {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(seconds), hostIsLittleEndian);
  return bytes;
}

class LinuxNetlinkSocket implements NetlinkSocket {
  #descriptor: number;
  readonly receiveBufferBytes: number;
  readonly #sys: Sys;
  readonly #buffer = new Uint8Array(datagramLimitBytes);

  constructor(sys: Sys, descriptor: number) {
    this.#sys = sys;
    this.#descriptor = descriptor;
    const value = int32Bytes(0);
    sys.getsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, value, int32Bytes(value.length));
    this.receiveBufferBytes = int32At(value);
  }

  get descriptor(): number {
    return this.#descriptor;
  }

  send(datagram: Uint8Array): number {
    for (;;) {
      const sent = this.#sys.sendto(this.#descriptor, datagram, 0, null);
      if (sent !== -errno.EINTR) return Math.min(sent, 0);
    }
  }

  receive(wait: boolean): Uint8Array | number {
    const flags = wait ? MSG_TRUNC : MSG_TRUNC | MSG_DONTWAIT;
    for (;;) {
      const received = this.#sys.recv(this.#descriptor, this.#buffer, flags);
      if (received === -errno.EINTR) continue;
      if (received < 0) return received;
      if (received > this.#buffer.length) return -errno.EMSGSIZE;
      return this.#buffer.subarray(0, received);
    }
  }

  /** Who still asks then hears EBADF, and not what another descriptor of this number says. */
  close(): void {
    if (this.#descriptor >= 0) this.#sys.close(this.#descriptor);
    this.#descriptor = -1;
  }
}
