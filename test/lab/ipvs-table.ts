/** The table of IPVS in a station, as ipvsadm(8) prints it. */
import { mustRun } from "./command.ts";
import type { Station } from "./lab.ts";

/** A row of `ipvsadm -Ln`: words only, without the counts of connections. */
export type TableRow = string;

/** Services and, below each, its destinations; sorted as ipvsadm sorts them. */
export function tableOf(station: Station): TableRow[] {
  return listed(station, ["-L", "-n"]).map(withoutCounts);
}

/** The same as commands that would make it: with tunnels and flags. */
export function savedTableOf(station: Station): TableRow[] {
  const rows = ipvsadm(station, ["-S", "-n"]).split("\n");
  return rows.filter((row) => row !== "").map((row) => row.trim());
}

/** Bounds of connections: address, upper and lower. */
export function thresholdsOf(station: Station): TableRow[] {
  const rows = listed(station, ["-L", "-n", "--thresholds"]).map((row) => row.trim().split(/\s+/));
  return rows.map((words) => words.slice(0, 4).join(" "));
}

/** "Timeout (tcp tcpfin udp): 900 120 300". */
export function timeoutsOf(station: Station): string {
  return ipvsadm(station, ["-L", "--timeout"]).trim();
}

/** Synchronisation daemons; empty when none runs. */
export function syncDaemonsOf(station: Station): string[] {
  return ipvsadm(station, ["-L", "--daemon"]).split("\n").filter(Boolean);
}

/** Connections, a line each: "TCP 14:57 ESTABLISHED 10.77.0.9:1234 …". */
export function connectionsListedOf(station: Station): string[] {
  return ipvsadm(station, ["-L", "-n", "-c"]).split("\n").slice(2).filter(Boolean);
}

export function ipvsadm(station: Station, words: readonly string[]): string {
  return mustRun(["ip", "netns", "exec", station.namespace, "ipvsadm", ...words]);
}

/** Without the three lines of the heading. */
function listed(station: Station, words: readonly string[]): string[] {
  const headingLines = 3;
  return ipvsadm(station, words).split("\n").slice(headingLines).filter(Boolean);
}

/** Weight of a server in the table, by its address and port; null when it is not there. */
export function weightOf(station: Station, server: string): number | null {
  const row = tableOf(station).find((each) => each.startsWith(`-> ${server} `));
  return row === undefined ? null : Number(row.split(" ").at(-1));
}

/** Connections that a service has taken since it was made; its counters lag by seconds. */
export function connectionsOf(station: Station, service: string): number {
  const rows = listed(station, ["-L", "-n", "--stats", "--exact"]);
  const words = rows.map((row) => row.trim().split(/\s+/)).find((each) => each[1] === service);
  return Number(words?.[2] ?? 0);
}

function withoutCounts(line: string): TableRow {
  const words = line.trim().split(/\s+/);
  return (words[0] === "->" ? words.slice(0, 4) : words).join(" ");
}
