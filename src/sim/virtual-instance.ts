/**
 * Instances for simulation and tests: a sound default of everything, and what differs on top of
 * it.
 */
import type { AddressLine } from "../config/model/address-line.ts";
import {
  type Announcements,
  addressLinesOf,
  type VrrpInstance,
} from "../config/model/vrrp-instance.ts";
import { familyOf, hostPrefixLength, type IpAddress } from "../wire/address.ts";
import { type Priority, seconds, type VirtualRouterId } from "../wire/units.ts";
import { vrrpGroupIpv4 } from "../wire/vrrp/groups.ts";

const place = { source: 0, line: 1, column: 1, length: 1 };

/** keepalived's defaults (keepalived.md §12). */
const announcements: Announcements = {
  masterDelayMicros: seconds(5),
  masterRepeat: 5,
  refreshMicros: seconds(0),
  refreshRepeat: 1,
  lowerPriorityDelayMicros: seconds(5),
  lowerPriorityRepeat: 5,
};

/** VRRPv2 over IPv4 multicast, one virtual address, priority 100, one second, preempting. */
export function virtualInstance(differences: Partial<VrrpInstance> = {}): VrrpInstance {
  return {
    name: "VI_1",
    place,
    interface: "eth0",
    virtualRouterId: 51 as VirtualRouterId,
    family: "ipv4",
    version: 2,
    priority: 100 as Priority,
    wantsMaster: false,
    advertIntervalMicros: seconds(1),
    downTimerAdverts: 3,
    authentication: { type: "none" },
    delivery: { kind: "multicast", group: vrrpGroupIpv4, source: null },
    trackSourceAddress: false,
    trackPrimary: true,
    trackers: [],
    syncGroup: null,
    virtualAddresses: [virtualAddress("10.0.0.100" as IpAddress)],
    excludedAddresses: [],
    virtualRoutes: [],
    virtualRules: [],
    preempt: true,
    preemptDelayMicros: seconds(0),
    accept: true,
    strict: false,
    skipCheckAdvertAddresses: false,
    checkUnicastSource: false,
    lowerPriorityNoAdvert: false,
    higherPrioritySendAdvert: false,
    ownerIgnoreAdverts: false,
    checksum: "detect",
    announcements,
    notify: {
      master: null,
      backup: null,
      fault: null,
      stop: null,
      deleted: null,
      any: null,
      masterReceivedLowerPriority: null,
    },
    smtpAlert: false,
    notifiesPriorityChanges: false,
    notifiesDeletion: false,
    promotesSecondaries: false,
    pollsLink: false,
    lateYieldPriority: null,
    receiveBufferBytes: null,
    ...differences,
  };
}

/** A plain line of `virtual_ipaddress`. */
export function virtualAddress(address: IpAddress): AddressLine {
  return {
    address,
    prefixLength: hostPrefixLength(familyOf(address)),
    place,
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
  };
}

/** Everything that moves with the role: virtual and excluded addresses. */
export const adoptedAddresses = (instance: VrrpInstance): readonly IpAddress[] =>
  addressLinesOf(instance).map((line) => line.address);
