/** The service of a line: which one, and with what settings. */
import type { Persistence } from "../../config/model/load-balancing.ts";
import type { ServiceFlags, ServiceIdentity, ServiceRow } from "../../core/balancing/table.ts";
import { familyOf, hostPrefixLength, parseAddress } from "../../wire/address.ts";
import type { LineReader } from "./line-reader.ts";
import { schedulerFlagNames } from "./words.ts";

const defaultScheduler = "wlc";
const defaultPersistenceSeconds = 360;
const markLimits = { least: 1, most: 0xffffffff };
/** A month. */
export const timeoutLimits = { least: 1, most: 31 * 24 * 3600 };
const prefixLimits = { least: 1, most: hostPrefixLength("ipv6") };

/** Null where the line names none. */
export function readServiceIdentity(line: LineReader): ServiceIdentity | null {
  const kind = line.oneOf(["tcp", "udp", "sctp", "fwmark"]);
  const isIpv6 = line.has("ipv6");
  if (isIpv6 && kind !== "fwmark") line.fail("-6 goes with -f only: an address says its family");
  if (kind === null) return null;
  if (kind === "fwmark") {
    const mark = line.number("fwmark", 1, markLimits);
    return { kind: "fwmark", mark, family: isIpv6 ? "ipv6" : "ipv4" };
  }
  const { address, port } = line.endpoint(kind);
  return { kind: "address", protocol: kind, address, port: port ?? 0 };
}

export function readServiceRow(line: LineReader, identity: ServiceIdentity): ServiceRow {
  const scheduler = line.text("scheduler") ?? defaultScheduler;
  const persistence = readPersistence(line, identity);
  const onePacket = line.has("onePacket");
  if (identity.kind === "address") {
    const everyPort = identity.port === 0 && persistence === null;
    if (everyPort) line.fail("a service of port 0, which is every port, needs -p");
    if (onePacket && identity.protocol !== "udp") line.fail("-o is for UDP only");
  }
  const flags = { onePacket, ...readSchedulerFlags(line, scheduler) };
  return { identity, scheduler, flags, persistence };
}

function readSchedulerFlags(line: LineReader, scheduler: string): Omit<ServiceFlags, "onePacket"> {
  const set = new Set<number>();
  const own = Object.hasOwn(schedulerFlagNames, scheduler) ? schedulerFlagNames[scheduler] : [];
  for (const word of line.text("schedulerFlags")?.split(",") ?? []) {
    const number = /^flag-([123])$/.exec(word)?.[1];
    const index = own?.indexOf(word) ?? -1;
    if (number !== undefined) set.add(Number(number));
    else if (index >= 0) set.add(index + 1);
    else line.fail(`"${word}" is no flag of the scheduler ${scheduler}`);
  }
  return { flag1: set.has(1), flag2: set.has(2), flag3: set.has(3) };
}

function readPersistence(line: LineReader, identity: ServiceIdentity): Persistence | null {
  const mask = readMask(line, identity);
  if (!line.has("persistent")) return null;
  const timeoutSeconds = line.number("persistent", defaultPersistenceSeconds, timeoutLimits);
  return { timeoutSeconds, mask, engine: line.text("engine") };
}

function readMask(line: LineReader, identity: ServiceIdentity): Persistence["mask"] {
  const text = line.text("netmask");
  if (text === null) return null;
  const family = identity.kind === "address" ? familyOf(identity.address) : identity.family;
  if (family === "ipv6") {
    const prefixLength = line.number("netmask", prefixLimits.most, prefixLimits);
    return prefixLength === prefixLimits.most ? null : { family, prefixLength };
  }
  const netmask = parseAddress(text);
  if (netmask === null || familyOf(netmask) !== "ipv4") {
    line.fail(`-M takes a mask such as 255.255.255.0, not "${text}"`);
    return null;
  }
  return netmask === "255.255.255.255" ? null : { family, netmask };
}
