/** A route's line as the kernel is asked for it: with numbers for names, as ip-route(8) fills them. */
import type { Encapsulation, Realms, Route, RouteMetric } from "../../config/model/route.ts";
import type { LightweightTunnel } from "../../wire/netlink/lightweight-tunnel.ts";
import {
  type RouteHop,
  type RouteMessage,
  type RouteMetricValue,
  routeTypeNumber,
} from "../../wire/netlink/route-message.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import type { InterfaceIndex } from "../../wire/units.ts";

/** The interfaces that there are now. */
export interface Interfaces {
  indexOf(name: string): InterfaceIndex | null;
  hasIpv4(index: InterfaceIndex): boolean;
  /** Null of what is no VRF. */
  vrfTableOf(name: string): number | null;
}

/** An interface that the line names and that is not there; `vrf`: or is no VRF. */
export interface Unresolved {
  readonly interfaceName: string;
}

/** RT_TABLE_*, RT_SCOPE_* (linux/rtnetlink.h). */
const mainTable = 254;
const scope = { universe: 0, link: 253, host: 254 } as const;
/** ICMPV6_ROUTER_PREF_*. */
const preferenceNumber = { medium: 0, high: 1, low: 3 } as const;
/** RTAX_FEATURE_ECN. */
const explicitCongestion = 1;
/** The kernel counts these in eighths and quarters of milliseconds. */
const parts: Partial<Record<RouteMetric["name"], number>> = { rtt: 8, rttvar: 4 };

export function routeMessageOf(
  route: Route,
  interfaces: Interfaces,
): Result<RouteMessage, Unresolved> {
  const hops: RouteHop[] = [];
  for (const hop of hopsOf(route)) {
    const { interface: name } = hop;
    const interfaceIndex = name === null ? null : interfaces.indexOf(name);
    if (name !== null && interfaceIndex === null) return failure({ interfaceName: name });
    hops.push({
      gateway: hop.gateway,
      interfaceIndex,
      onLink: hop.onLink,
      weight: hop.weight,
      flow: hop.realms === null ? null : flowOf(hop.realms),
      tunnel: hop.encapsulation === null ? null : tunnelOf(hop.encapsulation),
    });
  }
  const table = route.vrf === null ? (route.table ?? mainTable) : interfaces.vrfTableOf(route.vrf);
  if (table === null) return failure({ interfaceName: route.vrf ?? "" });
  return success({
    family: route.family,
    type: routeTypeNumber[route.type],
    destination: route.destination,
    source: route.source,
    typeOfService: route.typeOfService,
    table,
    protocol: route.protocol,
    scope: route.scope ?? scopeOf(route),
    priority: route.metric,
    preferredSource: route.preferredSource,
    hops,
    metrics: metricsOf(route),
    congestionControl: route.congestionControl,
    expiresSeconds: route.expiresSeconds,
    routerPreference:
      route.routerPreference === null ? null : preferenceNumber[route.routerPreference],
    propagatesTtl: route.ttlPropagation,
  });
}

type Hop = Pick<Route, "gateway" | "interface" | "onLink" | "realms" | "encapsulation"> & {
  readonly weight: number;
};

/** The line itself is the only path where it names none. */
function hopsOf(route: Route): readonly Hop[] {
  if (route.nextHops.length > 0) return route.nextHops;
  const { gateway, interface: name, realms, encapsulation } = route;
  const leadsNowhere =
    gateway === null && name === null && realms === null && encapsulation === null;
  return leadsNowhere ? [] : [{ ...route, weight: 1 }];
}

/** As ip-route(8) says of `scope`; IPv6 has none. */
function scopeOf({ type, gateway, nextHops }: Route): number {
  switch (type) {
    case "local":
    case "nat":
      return scope.host;
    case "broadcast":
    case "multicast":
    case "anycast":
      return scope.link;
    case "unicast":
      return gateway === null && nextHops.length === 0 ? scope.link : scope.universe;
    default:
      return scope.universe;
  }
}

const flowOf = ({ source, destination }: Realms): number => source * 0x10000 + destination;

function metricsOf({ metrics, features }: Route): readonly RouteMetricValue[] {
  const values = metrics.map(({ name, value, locked }) => ({
    name,
    value: Math.round(value * (parts[name] ?? 1)),
    // A shortest timeout counts for the kernel only where it is locked.
    locked: locked || name === "rto_min",
  }));
  if (features.length === 0) return values;
  return [...values, { name: "features", value: explicitCongestion, locked: false }];
}

function tunnelOf(encapsulation: Encapsulation): LightweightTunnel {
  switch (encapsulation.kind) {
    case "mpls":
      return encapsulation;
    case "ila":
      return { kind: "ila", locator: BigInt(`0x${locatorDigits(encapsulation.locator)}`) };
    default: {
      const { id } = encapsulation;
      return { ...encapsulation, id: id === null ? null : BigInt(id) };
    }
  }
}

const locatorDigits = (locator: string): string =>
  locator
    .split(":")
    .map((group) => group.padStart(4, "0"))
    .join("");
