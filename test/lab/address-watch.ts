/** Which addresses a namespace has, now and at any earlier moment: the kernel's own reports. */
import { mustRun } from "./command.ts";
import type { WatchedProcess } from "./processes.ts";
import { waitFor } from "./wait.ts";

export interface AddressEvent {
  /** Epoch milliseconds, as the kernel's report was read by `ip monitor`. */
  readonly atMillis: number;
  readonly added: boolean;
  readonly link: string;
  /** Without prefix length. */
  readonly address: string;
}

/** A time during which an address was there; `untilMillis` is null while it still is. */
export interface Holding {
  readonly fromMillis: number;
  readonly untilMillis: number | null;
}

export interface AddressWatch {
  has(address: string): boolean;
  readonly events: readonly AddressEvent[];
  holdings(address: string): Holding[];
  onEvent(listener: (event: AddressEvent) => void): void;
}

/** Starts to watch a namespace with `start`; returns once reports are flowing. */
export async function watchAddresses(
  namespace: string,
  start: (argv: readonly string[]) => WatchedProcess,
): Promise<AddressWatch> {
  const events: AddressEvent[] = [];
  const listeners: ((event: AddressEvent) => void)[] = [];
  const monitor = start(["ip", "-n", namespace, "-ts", "-o", "monitor", "address"]);
  monitor.onLine((line) => {
    const event = parseMonitorLine(line.text);
    if (event === null) return;
    events.push(event);
    for (const listener of listeners) listener(event);
  });
  const probe = "192.0.2.77";
  await waitFor(`"ip monitor" in ${namespace}`, { limitMillis: 5_000 }, () => {
    mustRun(["ip", "-n", namespace, "address", "replace", `${probe}/32`, "dev", "lo"]);
    mustRun(["ip", "-n", namespace, "address", "del", `${probe}/32`, "dev", "lo"]);
    return events.length > 0;
  });
  return {
    has: (address) => holdingsOf(events, address).some((held) => held.untilMillis === null),
    events,
    holdings: (address) => holdingsOf(events, address),
    onEvent: (listener) => listeners.push(listener),
  };
}

const monitorLine =
  /^\[([^\]]+)\]\s*(Deleted )?\d+:\s+(\S+?)(?:@\S+)?\s+inet6?\s+([0-9a-f.:]+)(?:\/\d+)?/i;

/** One line of `ip -ts -o monitor address`; null for any other line. Its time is local time. */
export function parseMonitorLine(text: string): AddressEvent | null {
  const match = monitorLine.exec(text);
  if (match === null) return null;
  const [, time = "", deleted, link = "", address = ""] = match;
  return { atMillis: parseLocalTime(time), added: deleted === undefined, link, address };
}

/** "2026-11-21T07:32:46.123456" in local time → epoch milliseconds with their fraction. */
function parseLocalTime(text: string): number {
  const [whole = "", fraction = ""] = text.split(".");
  return Date.parse(whole) + Number(`0.${fraction || "0"}`) * 1_000;
}

/** The times during which `address` was there, from the reports in their order. */
export function holdingsOf(events: readonly AddressEvent[], address: string): Holding[] {
  const holdings: Holding[] = [];
  let from: number | null = null;
  for (const event of events) {
    if (event.address !== address) continue;
    if (event.added) from ??= event.atMillis;
    else if (from !== null) {
      holdings.push({ fromMillis: from, untilMillis: event.atMillis });
      from = null;
    }
  }
  if (from !== null) holdings.push({ fromMillis: from, untilMillis: null });
  return holdings;
}
