/**
 * Datagram sockets of ICMP are for groups within net.ipv4.ping_group_range (icmp(7)), for IPv6 too;
 * by default there are none. Root needs its group in there as everybody does.
 */
import type { KernelError } from "../../ports/network.ts";
import { type Result, success } from "../../wire/result.ts";
import { readSetting, writeSetting } from "../sysctl.ts";

const setting = "net/ipv4/ping_group_range";

/** Widens the range so that this process's group is in it, and no further than that takes. */
export function permitPings(): Result<null, KernelError> {
  const group = process.getegid?.() ?? 0;
  const wanted = widened(readSetting(setting) ?? "1\t0", group);
  return wanted === null ? success(null) : writeSetting(setting, wanted);
}

/** `range` is as the kernel writes it; null where the group is in it. */
export function widened(range: string, group: number): string | null {
  const [first = 1, last = 0] = range.split(/\s+/).map(Number);
  if (first > last) return `${group} ${group}`;
  if (first <= group && group <= last) return null;
  return `${Math.min(first, group)} ${Math.max(last, group)}`;
}
