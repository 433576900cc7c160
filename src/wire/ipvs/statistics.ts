/** IPVS_STATS_ATTR_*: what passed through a service or to a destination, and how fast. */
import type { AttributeReader } from "../netlink/attribute-reader.ts";
import { noTraffic, type Traffic } from "../traffic.ts";

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
] as const satisfies readonly (keyof Traffic)[];

/** Of STATS64 all numbers have 64 bits, of STATS the bytes alone; a fault is the reader's. */
export function readStatistics(reader: AttributeReader, width: 32 | 64): Traffic {
  const statistics = { ...noTraffic };
  while (reader.next()) {
    const field = fields[reader.type - 1];
    if (field === undefined) continue;
    const isWide = width === 64 || field === "bytesIn" || field === "bytesOut";
    statistics[field] = isWide ? reader.u64() : reader.u32();
  }
  return statistics;
}
