import type { Family, IpAddress, Prefix } from "../../wire/address.ts";
import type { Span } from "../language/tree.ts";

export const routeTypes = [
  "unicast",
  "local",
  "broadcast",
  "anycast",
  "multicast",
  "throw",
  "unreachable",
  "prohibit",
  "blackhole",
  "nat",
] as const;
/** rtm_type by its name in ip-route(8). */
export type RouteType = (typeof routeTypes)[number];

/** One line of `virtual_routes` or `static_routes`, completed. */
export interface Route {
  readonly place: Span;
  readonly family: Family;
  readonly type: RouteType;
  readonly destination: Prefix;
  /** `from`: only for packets of that source (IPv6). */
  readonly source: Prefix | null;
  /** `src`: the source address that this host prefers. */
  readonly preferredSource: IpAddress | null;
  readonly gateway: IpAddress | null;
  readonly interface: string | null;
  /** Where the line names the interface. */
  readonly interfacePlace?: Span;
  /** Main or, by type, local where the line names none; null with `vrf`, whose table counts. */
  readonly table: number | null;
  readonly vrf: string | null;
  /** RTA_PRIORITY; null is the kernel's default. */
  readonly metric: number | null;
  readonly typeOfService: number;
  readonly protocol: number;
  /** rtm_scope; null is the kernel's choice by type. */
  readonly scope: number | null;
  readonly onLink: boolean;
  /** Where it goes among routes to the same destination, as `ip route add|prepend|append`. */
  readonly insertion: "add" | "prepend" | "append";
  readonly metrics: readonly RouteMetric[];
  readonly realms: Realms | null;
  readonly features: readonly "ecn"[];
  readonly congestionControl: { readonly name: string; readonly locked: boolean } | null;
  readonly expiresSeconds: number | null;
  /** RFC 4191 §2.1. */
  readonly routerPreference: "low" | "medium" | "high" | null;
  readonly ttlPropagation: boolean | null;
  readonly encapsulation: Encapsulation | null;
  /** Empty for one path, which `gateway` and `interface` describe. */
  readonly nextHops: readonly NextHop[];
  /** False with `no_track`: nobody minds when somebody else removes it. */
  readonly tracked: boolean;
  /** Of a static route: the group whose instances follow it. */
  readonly trackGroup: string | null;
}

/** RTAX_* of linux/rtnetlink.h, by their names in ip-route(8). */
export type RouteMetricName =
  | "mtu"
  | "advmss"
  | "rtt"
  | "rttvar"
  | "reordering"
  | "window"
  | "cwnd"
  | "ssthresh"
  | "rto_min"
  | "initcwnd"
  | "initrwnd"
  | "hoplimit"
  | "quickack"
  | "fastopen_no_cookie";

export interface RouteMetric {
  readonly name: RouteMetricName;
  /** Milliseconds for rtt, rttvar and rto_min. */
  readonly value: number;
  /** `lock`: the kernel must not learn another value. */
  readonly locked: boolean;
}

export interface Realms {
  /** 0 is none. */
  readonly source: number;
  readonly destination: number;
}

export interface NextHop {
  readonly gateway: IpAddress | null;
  readonly interface: string | null;
  readonly interfacePlace?: Span;
  /** 1..256. */
  readonly weight: number;
  readonly onLink: boolean;
  readonly realms: Realms | null;
  readonly encapsulation: Encapsulation | null;
}

export type Encapsulation =
  | {
      readonly kind: "ip" | "ip6";
      /** Decimal text of 64 bits. */
      readonly id: string | null;
      readonly destination: IpAddress | null;
      readonly source: IpAddress | null;
      readonly typeOfService: number | null;
      /** TTL or hop limit. */
      readonly hopLimit: number | null;
      readonly flags: number | null;
    }
  | { readonly kind: "mpls"; readonly labels: readonly number[] }
  /** Four hextets with colons between. */
  | { readonly kind: "ila"; readonly locator: string };
