import type { Family, IpAddress } from "../../wire/address.ts";
import type { Micros, Priority, VirtualRouterId } from "../../wire/units.ts";
import type { Span } from "../language/tree.ts";
import type { AddressLine } from "./address-line.ts";
import type { Route } from "./route.ts";
import type { Rule } from "./rule.ts";
import type { ScriptCommand } from "./script-command.ts";
import type { Secret } from "./secret.ts";
import type { SignedAdverts } from "./signed-adverts.ts";
import type { Tracker } from "./tracking.ts";
import type { VirtualLink } from "./virtual-link.ts";

/**
 * One `vrrp_instance` after completion and cross-checks (keepalived.md §8): nothing left to derive.
 */
export interface VrrpInstance {
  readonly name: string;
  readonly place: Span;
  readonly interface: string;
  /** Where the file names the interface. */
  readonly interfacePlace?: Span;
  readonly virtualRouterId: VirtualRouterId;
  readonly family: Family;
  readonly version: 2 | 3;
  /** 1..255; 255 is the address owner. */
  readonly priority: Priority;
  /** `state MASTER`: shortens the first wait only. */
  readonly wantsMaster: boolean;
  readonly advertIntervalMicros: Micros;
  /** Adverts missed before the master counts as down. */
  readonly downTimerAdverts: number;
  readonly authentication: Authentication;
  readonly delivery: Delivery;
  /** Fault while the configured source address is absent. */
  readonly trackSourceAddress: boolean;
  /** False with `dont_track_primary`: the link state of the own interface does not matter. */
  readonly trackPrimary: boolean;
  /** What else it follows, its sync group's included: each thing once. */
  readonly trackers: readonly Tracker[];
  /** The group that it changes state with. */
  readonly syncGroup: string | null;
  /** Carried in adverts, of `family`, in the file's order. */
  readonly virtualAddresses: readonly AddressLine[];
  /** Moved with the state but not advertised; any family. */
  readonly excludedAddresses: readonly AddressLine[];
  /** Present while master. */
  readonly virtualRoutes: readonly Route[];
  readonly virtualRules: readonly Rule[];
  readonly preempt: boolean;
  readonly preemptDelayMicros: Micros;
  readonly accept: boolean;
  readonly strict: boolean;
  readonly skipCheckAdvertAddresses: boolean;
  readonly checkUnicastSource: boolean;
  readonly lowerPriorityNoAdvert: boolean;
  readonly higherPrioritySendAdvert: boolean;
  readonly ownerIgnoreAdverts: boolean;
  readonly checksum: ChecksumRule;
  readonly announcements: Announcements;
  readonly notify: NotifyScripts;
  /** Each change of state is mailed. */
  readonly smtpAlert: boolean;
  /** Each change of priority is written to the pipe. */
  readonly notifiesPriorityChanges: boolean;
  /** A reload that removes it says so, with a script or without. */
  readonly notifiesDeletion: boolean;
  /** Removing one address of a subnet keeps the others. */
  readonly promotesSecondaries: boolean;
  /** The link is asked for its state in intervals. */
  readonly pollsLink: boolean;
  /**
   * Having run so late that a peer of this priority must have taken over, it yields; null never
   * does.
   */
  readonly lateYieldPriority: number | null;
  /** Absent where it runs on `interface` itself. */
  readonly virtualLink?: VirtualLink;
  /** Of unicast without an interface. */
  readonly vrf?: string;
  /** Absent without `auth_hmac`. */
  readonly signing?: SignedAdverts;
  /** Bytes of the advert socket's receive buffer, null for the system's. */
  readonly receiveBufferBytes: number | null;
}

/** All that move with it: those that adverts carry, then the excluded ones. */
export const addressLinesOf = ({
  virtualAddresses,
  excludedAddresses,
}: Pick<VrrpInstance, "virtualAddresses" | "excludedAddresses">): readonly AddressLine[] => [
  ...virtualAddresses,
  ...excludedAddresses,
];

export type Authentication =
  | { readonly type: "none" }
  | { readonly type: "pass"; readonly password: Secret }
  /** IPsec AH with HMAC-MD5-96. */
  | { readonly type: "ah"; readonly password: Secret };

export type Delivery =
  | {
      readonly kind: "multicast";
      readonly group: IpAddress;
      /** `mcast_src_ip`; null takes the interface's primary or link-local address. */
      readonly source: IpAddress | null;
    }
  | {
      readonly kind: "unicast";
      readonly source: IpAddress | null;
      readonly peers: readonly UnicastPeer[];
      /** TTL or hop limit of sent adverts. */
      readonly ttl: number;
    };

export interface UnicastPeer {
  readonly address: IpAddress;
  /** Accepted range of received TTLs, 0..255. */
  readonly minTtl: number;
  readonly maxTtl: number;
}

/**
 * How the VRRPv3 IPv4 checksum is made: `pseudoHeader` as RFC 9568 says, `bodyOnly` with
 * `v3_checksum_as_v2`, `oldUnicast` over a pseudo header with the multicast group as destination.
 * `detect`: `pseudoHeader` until a peer proves to use `oldUnicast`.
 */
export type ChecksumRule = "pseudoHeader" | "bodyOnly" | "oldUnicast" | "detect";

/** Gratuitous ARP and unsolicited neighbour advertisement (keepalived.md §12). */
export interface Announcements {
  /** Until the second burst; 0 means none. */
  readonly masterDelayMicros: Micros;
  readonly masterRepeat: number;
  /** Between refreshes while master; 0 means none. */
  readonly refreshMicros: Micros;
  readonly refreshRepeat: number;
  readonly lowerPriorityDelayMicros: Micros;
  readonly lowerPriorityRepeat: number;
  /** On interfaces that carry addresses but no adverts; absent is none. */
  readonly extra?: ExtraAnnouncements;
}

export interface ExtraAnnouncements {
  /** Not only on virtual MACs. */
  readonly all: boolean;
  readonly intervalMicros: Micros;
}

export interface NotifyScripts {
  readonly master: ScriptCommand | null;
  readonly backup: ScriptCommand | null;
  readonly fault: ScriptCommand | null;
  readonly stop: ScriptCommand | null;
  readonly deleted: ScriptCommand | null;
  readonly any: ScriptCommand | null;
  readonly masterReceivedLowerPriority: ScriptCommand | null;
}
