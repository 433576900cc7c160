/** What nftables cannot do of what IPVS can, in words, with the module of the kernel that can. */
import { nftablesSchedulers } from "../../../config/model/nftables-schedulers.ts";
import { familyOf } from "../../../wire/address.ts";
import type { DestinationRow, ServiceRow } from "../table.ts";
import { mostServers } from "./maglev.ts";
import { familyOfService, kindOf } from "./service-kinds.ts";

export interface Unsupported {
  /** "nftables has no scheduler wlc". */
  readonly explanation: string;
  readonly remedy: string;
}

export const supportedSchedulers = nftablesSchedulers;
export type SupportedScheduler = (typeof supportedSchedulers)[number];

export const isSupported = (scheduler: string): scheduler is SupportedScheduler =>
  (supportedSchedulers as readonly string[]).includes(scheduler);

/** Null where a service can be balanced by nftables. */
export function whyNoService(service: ServiceRow): Unsupported | null {
  const { scheduler, flags, persistence } = service;
  if (!isSupported(scheduler)) {
    return {
      explanation: `nftables has no scheduler ${scheduler}`,
      remedy:
        `${needsModule(`ip_vs_${scheduler}`)}, or choose lvs_sched ` +
        `${supportedSchedulers.join(", ")}`,
    };
  }
  if (flags.onePacket) {
    return {
      explanation: "nftables does not schedule each packet by itself (ops)",
      remedy: `${needsModule("ip_vs")}, or leave ops out`,
    };
  }
  if (persistence !== null && persistence.engine !== null) {
    return {
      explanation: `nftables has no persistence engine ${persistence.engine}`,
      remedy: `${needsModule(`ip_vs_pe_${persistence.engine}`)}, or leave persistence_engine out`,
    };
  }
  return null;
}

/** Null where a destination can be one of a service's. */
export function whyNoDestination(
  service: ServiceRow,
  destination: DestinationRow,
): Unsupported | null {
  const { address, forwarding, upperThreshold, lowerThreshold } = destination;
  if (forwarding.method !== "nat") {
    const direct = forwarding.method === "directRouting";
    return {
      explanation: `nftables forwards by NAT, not by ${direct ? "direct routing" : "tunnels"}`,
      remedy: `${needsModule("ip_vs")}, or use lvs_method NAT`,
    };
  }
  if (upperThreshold !== 0 || lowerThreshold !== 0) {
    return {
      explanation:
        "nftables does not count the connections of a real server (uthreshold, lthreshold)",
      remedy: `${needsModule("ip_vs")}, or leave the thresholds out`,
    };
  }
  if (familyOf(address) !== familyOfService(service.identity)) {
    return {
      explanation: "nftables does not translate between IPv4 and IPv6",
      remedy: "use a real server of the virtual server's family",
    };
  }
  return null;
}

/** Null where the destinations of a service can be together; asked of those with weight. */
export function whyNotTogether(
  service: ServiceRow,
  eligible: readonly DestinationRow[],
): Unsupported | null {
  if (service.scheduler === "mh" && eligible.length > mostServers) {
    return {
      explanation: `scheduler mh has room for ${mostServers} real servers`,
      remedy: "use sh, or fewer real servers",
    };
  }
  const portless = eligible.filter(({ port }) => port === 0).length;
  if (kindOf(service.identity) === "port" || portless === 0 || portless === eligible.length) {
    return null;
  }
  return {
    explanation: "of the real servers of one virtual server some have a port and some have none",
    remedy: `${needsModule("ip_vs")}, or give all of them a port, or none`,
  };
}

const needsModule = (module: string): string =>
  `load the kernel's module (modprobe ${module}) and use lvs_dataplane ipvs`;
