/** Counters and rates: what was counted, and how much more it is than at the last reading. */
import { type Counts, CountTable, setsOf } from "../../core/balancing/nftables/read-counters.ts";
import { familyOfService, kindOf } from "../../core/balancing/nftables/service-kinds.ts";
import {
  type BalancingTable,
  destinationKey,
  type TableEntry,
} from "../../core/balancing/table.ts";
import type { ServiceCounters } from "../../ports/dataplane.ts";
import type { KernelError } from "../../ports/network.ts";
import { type Result, success } from "../../wire/result.ts";
import type { Traffic } from "../../wire/traffic.ts";
import type { RunNft } from "./nft-process.ts";
import { listSet } from "./table-reader.ts";

interface Reading {
  readonly counts: Counts;
  readonly atMillis: number;
}

export class CounterReader {
  readonly #run: RunNft;
  readonly #nowMillis: () => number;
  /** By row; rows that were not read this time are forgotten. */
  #readings: ReadonlyMap<string, Reading> = new Map();

  constructor(run: RunNft, nowMillis: () => number) {
    this.#run = run;
    this.#nowMillis = nowMillis;
  }

  async read(table: BalancingTable): Promise<Result<readonly ServiceCounters[], KernelError>> {
    const counts = new CountTable();
    for (const name of setsOfTable(table)) {
      const set = await listSet(this.#run, "set", name);
      if (!set.ok) return set;
      counts.add(name, set.value);
    }
    const readings = new Map<string, Reading>();
    const atMillis = this.#nowMillis();
    const trafficOf = (row: string, now: Counts): Traffic => {
      readings.set(row, { counts: now, atMillis });
      return { ...now, ...ratesSince(this.#readings.get(row), now, atMillis) };
    };
    const counters: ServiceCounters[] = [];
    for (const [key, entry] of table) counters.push(countersOf(key, entry, counts, trafficOf));
    this.#readings = readings;
    return success(counters);
  }
}

function countersOf(
  key: string,
  entry: TableEntry,
  counts: CountTable,
  trafficOf: (row: string, now: Counts) => Traffic,
): ServiceCounters {
  return {
    identity: entry.service.identity,
    traffic: trafficOf(key, counts.ofService(entry)),
    destinations: [...entry.destinations.values()].map((row) => ({
      address: row.address,
      port: row.port,
      traffic: trafficOf(`${key} ${destinationKey(row)}`, counts.ofServer(entry, row)),
      // Connection tracking does not know them by server.
      activeConnections: 0,
      inactiveConnections: 0,
      persistentConnections: 0,
    })),
  };
}

/** Those of the families and kinds that are there. */
function setsOfTable(table: BalancingTable): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { service } of table.values()) {
    for (const name of setsOf(familyOfService(service.identity), kindOf(service.identity))) {
      names.add(name);
    }
  }
  return names;
}

function ratesSince(before: Reading | undefined, now: Counts, atMillis: number) {
  const seconds = before === undefined ? 0 : (atMillis - before.atMillis) / 1000;
  const rate = (name: keyof Counts): number =>
    before === undefined || seconds <= 0
      ? 0
      : Math.max(0, Math.round((now[name] - before.counts[name]) / seconds));
  return {
    connectionsPerSecond: rate("connections"),
    packetsInPerSecond: rate("packetsIn"),
    packetsOutPerSecond: rate("packetsOut"),
    bytesInPerSecond: rate("bytesIn"),
    bytesOutPerSecond: rate("bytesOut"),
  };
}
