/**
 * Datagram sockets of ICMP are for groups within net.ipv4.ping_group_range (icmp(7)), for IPv6 too;
 * by default there are none. Root needs its group in there as everybody does.
 */
import type { KernelError } from "../../ports/network.ts";
import { type Result, success } from "../../wire/result.ts";
import { readSetting, writeSetting } from "../sysctl.ts";

const setting = "net/ipv4/ping_group_range";

export interface PingPermission {
  /** Lets this process's group ping, and no more groups than that takes. */
  grant(): Result<null, KernelError>;
  /** Puts back what was, unless somebody else has changed it since. */
  withdraw(): void;
}

/** Of the network namespace that the thread is in. */
export function pingPermission(): PingPermission {
  let before: string | null = null;
  let granted: string | null = null;
  return {
    grant() {
      const range = readSetting(setting);
      const wanted = widened(range ?? "1\t0", process.getegid?.() ?? 0);
      if (wanted === null) return success(null);
      const result = writeSetting(setting, wanted);
      if (!result.ok) return result;
      before ??= range;
      granted = readSetting(setting);
      return result;
    },
    withdraw() {
      if (before === null || readSetting(setting) !== granted) return;
      writeSetting(setting, before);
      before = null;
    },
  };
}

/** `range` is as the kernel writes it; null where the group is in it. */
export function widened(range: string, group: number): string | null {
  const [first = 1, last = 0] = range.split(/\s+/).map(Number);
  if (first > last) return `${group} ${group}`;
  if (first <= group && group <= last) return null;
  return `${Math.min(first, group)} ${Math.max(last, group)}`;
}
