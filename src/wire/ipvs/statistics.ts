/** IPVS_STATS_ATTR_*: what passed through a service or to a destination, and how fast. */
import type { AttributeReader } from "../netlink/attribute-reader.ts";

export interface IpvsStatistics {
  readonly connections: number;
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly connectionsPerSecond: number;
  readonly packetsInPerSecond: number;
  readonly packetsOutPerSecond: number;
  readonly bytesInPerSecond: number;
  readonly bytesOutPerSecond: number;
}

/** By attribute, which counts from 1. */
const fields = [
  "connections",
  "packetsIn",
  "packetsOut",
  "bytesIn",
  "bytesOut",
  "connectionsPerSecond",
  "packetsInPerSecond",
  "packetsOutPerSecond",
  "bytesInPerSecond",
  "bytesOutPerSecond",
] as const satisfies readonly (keyof IpvsStatistics)[];

export const noStatistics: IpvsStatistics = {
  connections: 0,
  packetsIn: 0,
  packetsOut: 0,
  bytesIn: 0,
  bytesOut: 0,
  connectionsPerSecond: 0,
  packetsInPerSecond: 0,
  packetsOutPerSecond: 0,
  bytesInPerSecond: 0,
  bytesOutPerSecond: 0,
};

/** Of STATS64 all numbers have 64 bits, of STATS the bytes alone; a fault is the reader's. */
export function readStatistics(reader: AttributeReader, width: 32 | 64): IpvsStatistics {
  const statistics = { ...noStatistics };
  while (reader.next()) {
    const field = fields[reader.type - 1];
    if (field === undefined) continue;
    const isWide = width === 64 || field === "bytesIn" || field === "bytesOut";
    statistics[field] = isWide ? reader.u64() : reader.u32();
  }
  return statistics;
}
