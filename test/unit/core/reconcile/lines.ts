import type { AddressLine } from "../../../../src/config/model/address-line.ts";
import type { DesiredAddress, ObservedAddress } from "../../../../src/core/reconcile/addresses.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import type { InterfaceIndex } from "../../../../src/wire/units.ts";

/** A line as `virtual_ipaddress` has it without options: "10.0.0.1/24". */
export function lineOf(prefix: string, options: Partial<AddressLine> = {}): AddressLine {
  const [address, length] = prefix.split("/");
  return {
    place: { source: 0, line: 1, column: 1, length: 1 },
    address: address as IpAddress,
    prefixLength: Number(length),
    interface: "eth0",
    scope: 0,
    label: null,
    broadcast: null,
    peer: null,
    duplicateAddressDetection: false,
    home: false,
    managedTemporaryAddress: false,
    noPrefixRoute: false,
    autojoin: false,
    tracked: true,
    preferredLifetimeSeconds: null,
    ...options,
  };
}

export const desiredOf = (
  prefix: string,
  options: Partial<AddressLine> = {},
  index = 2,
): DesiredAddress => ({
  interfaceIndex: index as InterfaceIndex,
  line: lineOf(prefix, options),
});

export function observedOf(prefix: string, protocol = 18, index = 2): ObservedAddress {
  const { address, prefixLength } = lineOf(prefix);
  return { interfaceIndex: index as InterfaceIndex, address, prefixLength, protocol };
}
