/** Sockets for ping: the kernel's permission is asked for when it turns out to be missing. */
import type { KernelError } from "../../ports/network.ts";
import { failure, type Result } from "../../wire/result.ts";
import { openSocket, type SocketPlan } from "../socket-options.ts";
import type { Sys } from "../sys.ts";
import { permitPings } from "./ping-permission.ts";

/** Gives the descriptor. */
export function openEchoSocket(sys: Sys, plan: SocketPlan): Result<number, KernelError> {
  const opened = openSocket(sys, plan);
  if (opened.ok || opened.error.errno !== "EACCES") return opened;
  const permitted = permitPings();
  if (permitted.ok) return openSocket(sys, plan);
  const remedy =
    "let the group of the daemon ping: sysctl net.ipv4.ping_group_range, or give CAP_NET_ADMIN";
  return failure({ ...opened.error, explanation: "no group may ping so far", remedy });
}
