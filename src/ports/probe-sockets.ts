/** Sockets of health checks: bound, marked and tied to an interface before they connect. */
import type { IpAddress } from "../wire/address.ts";
import type { Result } from "../wire/result.ts";
import type { KernelError } from "./network.ts";

export interface ProbeSocketOptions {
  /** `echo` is a datagram socket of ICMP or ICMPv6 (ping without CAP_NET_RAW, icmp(7)). */
  readonly transport: "tcp" | "udp" | "echo";
  readonly address: IpAddress;
  readonly port: number;
  readonly bindAddress: IpAddress | null;
  readonly bindPort: number | null;
  readonly bindInterface: string | null;
  /** SO_MARK; 0 is none. */
  readonly mark: number;
}

/** Called from the event loop, never from within `open`; nothing more after `failed` or `close`. */
export interface ProbeSocketListener {
  /** TCP: the handshake is done. Datagrams: at once. */
  connected(): void;
  /** A view that is valid during the call only; of datagrams, one each. */
  received(bytes: Uint8Array): void;
  /** TCP: the peer has closed its side. */
  ended(): void;
  /** `errno` is symbolic: "ECONNREFUSED", also where ICMP said so of a datagram. */
  failed(errno: string): void;
}

export interface ProbeSocket {
  /** Queues what the kernel does not take at once. */
  send(bytes: Uint8Array): void;
  /** Closes a connection by a reset where `reset` is true: nothing stays in TIME_WAIT. */
  close(reset?: boolean): void;
  /**
   * Gives a connected TCP socket away, to Node's TLS: the descriptor is the caller's from now on, and
   * the listener hears no more.
   */
  release(): number;
}

export interface ProbeSockets {
  /** Connects without waiting; a refusal at once is given as the result. */
  open(
    options: ProbeSocketOptions,
    listener: ProbeSocketListener,
  ): Result<ProbeSocket, KernelError>;
}
