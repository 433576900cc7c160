/**
 * A LAN in network namespaces: a bridge in the middle, routers and a client around it.
 *
 *     router a ─ eth0 ═ a ┐
 *     router b ─ eth0 ═ b ┼ br0 (namespace "lan")
 *     client   ─ eth0 ═ c ┘
 *
 * Station number n has 10.77.0.n/24 and fd77::n/64, and answers pings with TTL `100 + n`, so that
 * the client sees who answered. The client is the last station, number 9.
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AddressWatch, watchAddresses } from "./address-watch.ts";
import { onCleanup } from "./cleanup.ts";
import { mustRun, run } from "./command.ts";
import { killProcessTree, startProcess, type WatchedProcess } from "./processes.ts";

export interface Station {
  readonly name: string;
  readonly namespace: string;
  readonly number: number;
  readonly ipv4: string;
  readonly ipv6: string;
  readonly linkLocal: string;
  /** The bridge's end of its cable. */
  readonly port: string;
  /** TTL of its answers to pings. */
  readonly timeToLive: number;
}

export interface Router extends Station {
  /** Which addresses it has, at every moment since the laboratory was built. */
  readonly addresses: AddressWatch;
}

export interface Lab {
  /** Where configurations, captures and pid files are written; removed with the laboratory. */
  readonly directory: string;
  readonly lan: string;
  readonly routers: readonly Router[];
  readonly client: Station;
  router(name: string): Router;
  /** A long-running process inside a namespace. */
  start(namespace: string, argv: readonly string[]): WatchedProcess;
  close(): void;
}

export const networkIpv4 = "10.77.0";
export const networkIpv6 = "fd77::";
const clientNumber = 9;
const baseTimeToLive = 100;
const prefix = "hflab";
let laboratories = 0;

/** Builds a laboratory, hands it to `use`, and removes every trace of it in any case. */
export async function withLab<Value>(
  routerNames: readonly string[],
  use: (lab: Lab) => Promise<Value>,
): Promise<Value> {
  const lab = await openLab(routerNames);
  try {
    return await use(lab);
  } finally {
    lab.close();
  }
}

/** Builds a laboratory with at most eight routers. Whoever opens it closes it. */
export async function openLab(routerNames: readonly string[]): Promise<Lab> {
  if (laboratories === 0) sweepStaleLaboratories();
  laboratories += 1;
  const id = `${prefix}-${process.pid}-${laboratories}`;
  const lan = `${id}-lan`;
  const stations = routerNames.map((name, index) => describe(id, name, index + 1));
  const client = describe(id, "client", clientNumber);
  const namespaces = [lan, ...[...stations, client].map((station) => station.namespace)];
  const directory = mkdtempSync(join(tmpdir(), `${id}-`));
  const processes: WatchedProcess[] = [];
  const start = (argv: readonly string[]) => {
    const started = startProcess(argv);
    processes.push(started);
    return started;
  };
  const close = onCleanup(() => {
    for (const started of processes) started.killTree();
    for (const namespace of namespaces) removeNamespace(namespace);
    rmSync(directory, { recursive: true, force: true });
  });
  try {
    for (const namespace of namespaces) mustRun(["ip", "netns", "add", namespace]);
    batch(lan, ["link add br0 type bridge stp_state 0 mcast_snooping 0", "link set br0 up"]);
    for (const station of [...stations, client]) plugIn(lan, station);
    const routers = await Promise.all(
      stations.map(async (station) => ({
        ...station,
        addresses: await watchAddresses(station.namespace, start),
      })),
    );
    return {
      directory,
      lan,
      routers,
      client,
      router: (name) => found(routers, name),
      start: (namespace, argv) => start(["ip", "netns", "exec", namespace, ...argv]),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** Runs `ip` commands in a namespace, in one process. */
export function batch(namespace: string, commands: readonly string[]): void {
  mustRun(["ip", "-n", namespace, "-batch", "-"], { input: `${commands.join("\n")}\n` });
}

/** Connects a station: its cable, its addresses, no duplicate address detection. */
export function plugIn(lan: string, station: Station): void {
  const { namespace, number } = station;
  const hexNumber = number.toString(16).padStart(2, "0");
  batch(lan, [
    `link add ${station.port} type veth peer name eth0 netns ${namespace} ` +
      `address 02:00:00:00:77:${hexNumber}`,
    `link set ${station.port} master br0 up`,
  ]);
  const conf = "/proc/sys/net/ipv6/conf";
  const settings = ["all", "default", "eth0"].flatMap((link) => [
    `echo 0 > ${conf}/${link}/accept_dad`,
    `echo ${station.timeToLive} > ${conf}/${link}/hop_limit`,
    `echo 0 > ${conf}/${link}/accept_ra`,
    `echo 0 > ${conf}/${link}/router_solicitations`,
  ]);
  settings.push(`echo ${station.timeToLive} > /proc/sys/net/ipv4/ip_default_ttl`);
  mustRun(["ip", "netns", "exec", namespace, "sh", "-c", settings.join("; ")]);
  batch(namespace, [
    "link set lo up",
    "link set eth0 up",
    `addr add ${station.ipv4}/24 dev eth0`,
    `addr add ${station.ipv6}/64 dev eth0 nodad`,
  ]);
}

function describe(id: string, name: string, number: number): Station {
  return {
    name,
    namespace: `${id}-${name}`,
    number,
    ipv4: `${networkIpv4}.${number}`,
    ipv6: `${networkIpv6}${number}`,
    linkLocal: `fe80::ff:fe00:77${number.toString(16).padStart(2, "0")}`,
    port: `port${number}`,
    timeToLive: baseTimeToLive + number,
  };
}

function found(routers: readonly Router[], name: string): Router {
  const router = routers.find((candidate) => candidate.name === name);
  if (router === undefined) throw new Error(`the laboratory has no router "${name}"`);
  return router;
}

/** Kills what still runs inside, then removes the namespace with everything in it. */
function removeNamespace(namespace: string): void {
  for (const pid of run(["ip", "netns", "pids", namespace]).stdout.split("\n")) {
    if (Number(pid) > 1) killProcessTree(Number(pid));
  }
  run(["ip", "netns", "del", namespace]);
}

/** Removes what a laboratory left that was itself killed with -9. */
function sweepStaleLaboratories(): void {
  for (const name of entriesOf("/run/netns").filter(isStale)) removeNamespace(name);
  for (const name of entriesOf(tmpdir()).filter(isStale)) {
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function entriesOf(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** Whether a name is one of ours and its maker is gone. */
function isStale(name: string): boolean {
  const owner = new RegExp(`^${prefix}-(\\d+)-`).exec(name)?.[1];
  return owner !== undefined && !isAlive(Number(owner));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
