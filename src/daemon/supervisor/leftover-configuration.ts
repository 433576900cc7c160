/** Whose addresses a vrrp process that died may have left behind, around a reload. */
import type { AddressLine } from "../../config/model/address-line.ts";
import type { Configuration } from "../../config/model/configuration.ts";

/** The instances of both. */
export function withInstancesOf(
  configuration: Configuration,
  before: Configuration | null,
): Configuration {
  if (before === null) return configuration;
  const vrrpInstances = [...configuration.vrrpInstances, ...before.vrrpInstances];
  return { ...configuration, vrrpInstances };
}

/** The instances with those addresses only that `other` has nowhere; the rest are left out. */
export function withoutAddressesOf(
  configuration: Configuration,
  other: Configuration,
): Configuration {
  const named = new Set(
    other.vrrpInstances.flatMap((instance) =>
      [...instance.virtualAddresses, ...instance.excludedAddresses].map(placeOf),
    ),
  );
  const unnamed = (line: AddressLine): boolean => !named.has(placeOf(line));
  const reduced = configuration.vrrpInstances.map((instance) => ({
    ...instance,
    virtualAddresses: instance.virtualAddresses.filter(unnamed),
    excludedAddresses: instance.excludedAddresses.filter(unnamed),
  }));
  const vrrpInstances = reduced.filter(
    ({ virtualAddresses, excludedAddresses }) =>
      virtualAddresses.length + excludedAddresses.length > 0,
  );
  return { ...configuration, vrrpInstances };
}

const placeOf = (line: AddressLine): string => `${line.interface} ${line.address}`;
