/** Sockets for ping: the kernel's permission is asked for when it turns out to be missing. */
import type { KernelError } from "../../ports/network.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { AF_INET, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_RAW } from "../socket-constants.ts";
import { openSocket, type SocketPlan } from "../socket-options.ts";
import type { Sys } from "../sys.ts";
import type { PingPermission } from "./ping-permission.ts";
import type { SocketKind } from "./recipe.ts";

export interface OpenedSocket {
  readonly fd: number;
  readonly kind: SocketKind;
}

/** A raw socket, which needs CAP_NET_RAW, where /proc/sys cannot be written to. */
export function openEchoSocket(
  sys: Sys,
  plan: SocketPlan,
  permission: PingPermission,
): Result<OpenedSocket, KernelError> {
  const opened = openSocket(sys, plan);
  if (opened.ok) return success({ fd: opened.value, kind: "datagram" });
  if (opened.error.errno !== "EACCES") return opened;
  if (permission.grant().ok) {
    const second = openSocket(sys, plan);
    return second.ok ? success({ fd: second.value, kind: "datagram" }) : second;
  }
  const raw = openSocket(sys, { ...plan, type: SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC });
  if (!raw.ok) return failure({ ...opened.error, explanation, remedy });
  return success({ fd: raw.value, kind: plan.domain === AF_INET ? "ipv4Packet" : "datagram" });
}

const explanation = "net.ipv4.ping_group_range does not have the group of the daemon";
const remedy =
  "add the group (sysctl -w net.ipv4.ping_group_range='0 2147483647'), or give CAP_NET_RAW";
