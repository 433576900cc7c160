/** What a vrrp process that died may have left behind, around a reload. */
import type { AddressLine } from "../../config/model/address-line.ts";
import type { Configuration } from "../../config/model/configuration.ts";
import type { Statics } from "../../config/model/statics.ts";
import { addressLinesOf, type VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { routingIdentity } from "../../core/reconcile/routing.ts";

const noStatics: Statics = { addresses: [], routes: [], rules: [] };

/** The instances of both. What is static stays while no vrrp process runs. */
export function withInstancesOf(
  configuration: Configuration,
  before: Configuration | null,
): Configuration {
  const vrrpInstances = [...configuration.vrrpInstances, ...(before?.vrrpInstances ?? [])];
  return { ...configuration, vrrpInstances, statics: noStatics };
}

/** Only the addresses, routes and rules that `other` has nowhere, with their instances. */
export function withoutAddressesOf(
  configuration: Configuration,
  other: Configuration,
): Configuration {
  const named = new Set(
    [...other.vrrpInstances.map(staticsOf), other.statics].flatMap((lines) => [
      ...lines.addresses.map(placeOf),
      ...lines.routes.map((route) => routingIdentity({ route })),
      ...lines.rules.map((rule) => routingIdentity({ rule })),
    ]),
  );
  const unnamed = ({ addresses, routes, rules }: Statics): Statics => ({
    addresses: addresses.filter((line) => !named.has(placeOf(line))),
    routes: routes.filter((route) => !named.has(routingIdentity({ route }))),
    rules: rules.filter((rule) => !named.has(routingIdentity({ rule }))),
  });
  const vrrpInstances = configuration.vrrpInstances.flatMap((instance): VrrpInstance[] => {
    const { addresses, routes, rules } = unnamed(staticsOf(instance));
    if (addresses.length + routes.length + rules.length === 0) return [];
    return [
      {
        ...instance,
        virtualAddresses: addresses,
        excludedAddresses: [],
        virtualRoutes: routes,
        virtualRules: rules,
      },
    ];
  });
  return { ...configuration, vrrpInstances, statics: unnamed(configuration.statics) };
}

/** Nothing is left of it. */
export const isEmpty = ({ vrrpInstances, statics }: Configuration): boolean =>
  vrrpInstances.length + statics.addresses.length + statics.routes.length + statics.rules.length ===
  0;

const staticsOf = (instance: VrrpInstance): Statics => ({
  addresses: addressLinesOf(instance),
  routes: instance.virtualRoutes,
  rules: instance.virtualRules,
});

const placeOf = (line: AddressLine): string => `${line.interface} ${line.address}`;
