/** Rows of a balancing table as IPVS has them, and back: what was asked for is what is read. */
import type { Forwarding, Persistence, Tunnel } from "../../config/model/load-balancing.ts";
import type { DestinationRow, ServiceIdentity, ServiceRow } from "../../core/balancing/table.ts";
import { type Family, familyOf, hostPrefixLength, type IpAddress } from "../../wire/address.ts";
import {
  forwardingMethod,
  type IpvsDestination,
  type IpvsTunnel,
  plainTunnel,
  type ReceivedDestination,
  tunnelFlag,
  tunnelType,
} from "../../wire/ipvs/destination-message.ts";
import {
  type IpvsClientMask,
  type IpvsService,
  type ReceivedService,
  serviceFlag,
} from "../../wire/ipvs/service-message.ts";

const everyBit = "255.255.255.255" as IpAddress;

export const rowFamily = (identity: ServiceIdentity): Family =>
  identity.kind === "address" ? familyOf(identity.address) : identity.family;

export function serviceOf({ identity, scheduler, flags, persistence }: ServiceRow): IpvsService {
  const bits =
    (persistence === null ? 0 : serviceFlag.persistent) |
    (flags.onePacket ? serviceFlag.onePacket : 0) |
    (flags.flag1 ? serviceFlag.scheduler1 : 0) |
    (flags.flag2 ? serviceFlag.scheduler2 : 0) |
    (flags.flag3 ? serviceFlag.scheduler3 : 0);
  return {
    identity,
    scheduler,
    flags: bits,
    timeoutSeconds: persistence?.timeoutSeconds ?? 0,
    clientMask: persistence?.mask ?? wholeClient(rowFamily(identity)),
    persistenceEngine: persistence?.engine ?? null,
  };
}

const wholeClient = (family: Family): IpvsClientMask =>
  family === "ipv4"
    ? { family, netmask: everyBit }
    : { family, prefixLength: hostPrefixLength(family) };

export function serviceRowOf(service: ReceivedService): ServiceRow {
  const { identity, scheduler, flags } = service;
  const has = (flag: number): boolean => (flags & flag) !== 0;
  return {
    identity,
    scheduler,
    flags: {
      onePacket: has(serviceFlag.onePacket),
      flag1: has(serviceFlag.scheduler1),
      flag2: has(serviceFlag.scheduler2),
      flag3: has(serviceFlag.scheduler3),
    },
    persistence: has(serviceFlag.persistent) ? persistenceOf(service) : null,
  };
}

function persistenceOf(service: ReceivedService): Persistence {
  const { timeoutSeconds, clientMask, persistenceEngine } = service;
  const isWhole =
    clientMask.family === "ipv4"
      ? clientMask.netmask === everyBit
      : clientMask.prefixLength === hostPrefixLength("ipv6");
  return { timeoutSeconds, mask: isWhole ? null : clientMask, engine: persistenceEngine };
}

export function destinationOf(row: DestinationRow): IpvsDestination {
  const { address, port, forwarding, weight, upperThreshold, lowerThreshold } = row;
  const tunnel = forwarding.method === "tunnel" ? tunnelOf(forwarding.tunnel) : plainTunnel;
  const method = forwardingMethod[forwarding.method];
  return { address, port, method, tunnel, weight, upperThreshold, lowerThreshold };
}

const checksumFlag: Readonly<Record<Tunnel["checksum"], number>> = {
  none: tunnelFlag.none,
  plain: tunnelFlag.plainChecksum,
  remote: tunnelFlag.remoteChecksum,
};

const tunnelOf = ({ type, port, checksum }: Tunnel): IpvsTunnel => ({
  type: tunnelType[type],
  port: port ?? 0,
  flags: checksumFlag[checksum],
});

export const destinationRowOf = (received: ReceivedDestination): DestinationRow => ({
  address: received.address,
  port: received.port,
  forwarding: forwardingOf(received),
  weight: received.weight,
  upperThreshold: received.upperThreshold,
  lowerThreshold: received.lowerThreshold,
});

const nat: Forwarding = { method: "nat" };
const directRouting: Forwarding = { method: "directRouting" };

function forwardingOf({ method, tunnel }: ReceivedDestination): Forwarding {
  if (method === forwardingMethod.tunnel) return { method: "tunnel", tunnel: rowTunnel(tunnel) };
  // The local node, of kernels before 2.6.37, is one that needs no rewriting either.
  return method === forwardingMethod.nat ? nat : directRouting;
}

function rowTunnel({ type, port, flags }: IpvsTunnel): Tunnel {
  const isGue = type === tunnelType.gue;
  return {
    type: isGue ? "gue" : type === tunnelType.gre ? "gre" : "ipip",
    port: isGue ? port : null,
    checksum: checksumOf(flags),
  };
}

function checksumOf(flags: number): Tunnel["checksum"] {
  if ((flags & tunnelFlag.remoteChecksum) !== 0) return "remote";
  return (flags & tunnelFlag.plainChecksum) !== 0 ? "plain" : "none";
}
