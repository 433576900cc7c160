/** Opening a socket with a list of options: all of them hold, or there is no socket. */
import type { KernelError } from "../ports/network.ts";
import { failure, type Result, success } from "../wire/result.ts";
import { type ErrorContext, kernelError } from "./kernel-error.ts";
import { hostIsLittleEndian, int32Bytes } from "./memory.ts";
import type { Sys } from "./sys.ts";

/** One setting, with the words for an error: "set its hop limit". */
export interface SocketOption {
  readonly purpose: string;
  readonly level: number;
  readonly option: number;
  readonly value: number | Uint8Array;
  /** Better without than no socket at all: a refusal is no error. */
  readonly optional?: boolean;
}

export interface SocketPlan {
  /** "open a raw VRRP socket on eth0". */
  readonly operation: string;
  readonly domain: number;
  readonly type: number;
  readonly protocol: number;
  readonly options: readonly SocketOption[];
  readonly bindTo: Uint8Array | null;
  readonly context: ErrorContext;
}

/** Gives the descriptor. */
export function openSocket(sys: Sys, plan: SocketPlan): Result<number, KernelError> {
  const { operation, context } = plan;
  const fd = sys.socket(plan.domain, plan.type, plan.protocol);
  if (fd < 0) return failure(kernelError(operation, fd, context));
  const refuse = (purpose: string, number: number): Result<number, KernelError> => {
    sys.close(fd);
    return failure(kernelError(`${operation}: ${purpose}`, number, context));
  };
  for (const { purpose, level, option, value, optional } of plan.options) {
    const bytes = typeof value === "number" ? int32Bytes(value) : value;
    const result = sys.setsockopt(fd, level, option, bytes);
    if (result < 0 && optional !== true) return refuse(purpose, result);
  }
  const bound = plan.bindTo === null ? 0 : sys.bind(fd, plan.bindTo);
  return bound < 0 ? refuse("bind it", bound) : success(fd);
}

/** The value of SO_BINDTODEVICE. */
export const deviceName = (name: string): Uint8Array => new TextEncoder().encode(`${name}\0`);

/** struct ip_mreqn (ip(7)): group, no address, and the interface by its number. */
export function ipv4Membership(group: Uint8Array, interfaceIndex: number): Uint8Array {
  const bytes = new Uint8Array(12);
  bytes.set(group, 0);
  new DataView(bytes.buffer).setInt32(8, interfaceIndex, hostIsLittleEndian);
  return bytes;
}

/** struct ipv6_mreq (ipv6(7)): group and interface. */
export function ipv6Membership(group: Uint8Array, interfaceIndex: number): Uint8Array {
  const bytes = new Uint8Array(20);
  bytes.set(group, 0);
  new DataView(bytes.buffer).setInt32(16, interfaceIndex, hostIsLittleEndian);
  return bytes;
}
