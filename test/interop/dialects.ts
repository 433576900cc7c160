/** The ways of speaking VRRP that are tried between two products. */
import { configurationText, type Instance, type Surroundings } from "../lab/configuration.ts";
import type { Lab, Router } from "../lab/lab.ts";

export interface Dialect {
  readonly name: string;
  readonly version: 2 | 3;
  readonly advertIntervalSeconds: number;
  /** With prefix lengths; the last one is pinged. */
  readonly addresses: readonly string[];
  readonly password?: string;
  readonly unicast?: true;
}

export const virtualRouterId = 51;
export const password = "s3cr3tpw";
const ipv4 = ["10.77.0.100/24"];
const ipv6 = ["fe80::77:100/64", "fd77::100/64"];

export const dialects = {
  v2: {
    name: "VRRPv2 with a password",
    version: 2,
    advertIntervalSeconds: 1,
    addresses: ipv4,
    password,
  },
  v3: { name: "VRRPv3 for IPv4", version: 3, advertIntervalSeconds: 0.3, addresses: ipv4 },
  v3Unicast: {
    name: "VRRPv3 for IPv4 by unicast",
    version: 3,
    advertIntervalSeconds: 0.3,
    addresses: ipv4,
    unicast: true,
  },
  v3Ipv6: { name: "VRRPv3 for IPv6", version: 3, advertIntervalSeconds: 0.3, addresses: ipv6 },
} as const satisfies Record<string, Dialect>;

/** The address the client pings. */
export function servedAddress(dialect: Dialect): string {
  return (dialect.addresses.at(-1) ?? "").split("/")[0] ?? "";
}

/** The configuration of one router, with whatever differs from the dialect in `changes`. */
export function configurationFor(
  dialect: Dialect,
  lab: Lab,
  router: Router,
  changes: Partial<Instance> & { readonly priority: number },
  surroundings: Surroundings = {},
): string {
  const peers = lab.routers.filter((other) => other !== router).map((other) => other.ipv4);
  const instance: Instance = {
    name: "VI_1",
    version: dialect.version,
    virtualRouterId,
    advertIntervalSeconds: dialect.advertIntervalSeconds,
    addresses: dialect.addresses,
    ...(dialect.password === undefined ? {} : { password: dialect.password }),
    ...(dialect.unicast === undefined ? {} : { unicast: { source: router.ipv4, peers } }),
    ...changes,
  };
  return configurationText(`router_${router.name}`, [instance], surroundings);
}

/** How long a backup waits after a priority-0 advert (RFC 3768 §6.1, RFC 9568 §6.1). */
export function skewMillis(dialect: Dialect, priority: number): number {
  const interval = dialect.version === 2 ? 1_000 : dialect.advertIntervalSeconds * 1_000;
  return ((256 - priority) / 256) * interval;
}

/** How long a backup waits for the next advert. */
export function masterDownMillis(dialect: Dialect, priority: number): number {
  return 3 * dialect.advertIntervalSeconds * 1_000 + skewMillis(dialect, priority);
}
