/** Everything an instance can be told. Plain data, so that it can be recorded and replayed. */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { IpAddress } from "../../wire/address.ts";
import type { Result } from "../../wire/result.ts";
import type { Micros, Priority } from "../../wire/units.ts";
import type { AdvertError, ReceivedAdvert } from "../../wire/vrrp/advert.ts";
import type { TrackedCondition } from "../tracking/condition.ts";

export interface AdvertPacket {
  readonly source: IpAddress;
  readonly destination: IpAddress;
  readonly ttl: number;
  /** The IP header's length agrees with what was received. */
  readonly lengthMatches: boolean;
  readonly received: Result<ReceivedAdvert, AdvertError>;
}

/** What the instance's own interface offers it; `sourceAddress` null when there is none to send from. */
export interface LinkCondition {
  readonly present: boolean;
  readonly up: boolean;
  readonly sourceAddress: IpAddress | null;
  /** What else keeps it from being of use. */
  readonly obstacles: readonly Obstacle[];
}

export type Obstacle =
  | {
      readonly reason: /** Multicast adverts, and a link that has none. */
        | "noMulticast"
        /** The kernel gave no socket; the log says why. */
        | "socketRefused"
        /** A virtual route without `dev` leaves by that interface, and is not `no_track`. */
        | "routeInterfaceDown";
      readonly interfaceName: string;
    }
  /** A static address, route or rule whose `track_group` the instance is in, as written. */
  | { readonly reason: "staticMissing"; readonly what: string };

/** What the sync group makes of a member (`core/sync-group`). */
export interface GroupCondition {
  /** Other members with a fault of their own, the first few. */
  readonly faultyMembers: readonly string[];
  /** Other members that have not begun, or wait for a first result; the first few. */
  readonly awaitedMembers: readonly string[];
  /** Without it a member whose master down timer runs out waits once more. */
  readonly othersWantMaster: boolean;
}

/** Of an instance without a sync group. */
export const noGroup: GroupCondition = {
  faultyMembers: [],
  awaitedMembers: [],
  othersWantMaster: true,
};

/** An operator's orders; a master ends `standsBack` itself, so the next order builds on its state. */
export interface OperatorCondition {
  /** Takes the place of the configured one, and trackers add to it; null for none. */
  readonly priority: Priority | null;
  readonly fault: boolean;
  /**
   * A master hands over; a backup does not preempt. Of a sync group all members are told, in one
   * turn.
   */
  readonly standsBack: boolean;
}

export const noOrders: OperatorCondition = { priority: null, fault: false, standsBack: false };

export type VrrpEvent =
  | {
      readonly kind: "start";
      readonly link: LinkCondition;
      readonly tracked: TrackedCondition;
      /** `groupAtStart` of core/sync-group. */
      readonly group: GroupCondition;
      readonly operator: OperatorCondition;
      /**
       * The process before this one was MASTER, its addresses are still here, and it spoke so
       * recently that no peer can have given up on it: go on as if nothing had happened.
       */
      readonly resume: boolean;
    }
  | { readonly kind: "advertReceived"; readonly packet: AdvertPacket }
  | { readonly kind: "deadline" }
  | { readonly kind: "linkChanged"; readonly link: LinkCondition }
  /** Trackers had other results, or it follows others. */
  | { readonly kind: "trackingChanged"; readonly tracked: TrackedCondition }
  | { readonly kind: "groupChanged"; readonly group: GroupCondition }
  /** Another member has become that, and this one follows at once. */
  | { readonly kind: "groupMoved"; readonly to: "master" | "backup"; readonly because: string }
  /** Another member heard a master of lower priority: neighbours are told of this one's addresses too. */
  | { readonly kind: "groupContested" }
  | { readonly kind: "operatorChanged"; readonly operator: OperatorCondition }
  /** Somebody else removed addresses that this instance holds. */
  | { readonly kind: "addressesLost"; readonly addresses: readonly IpAddress[] }
  /** The same of routes and rules, each in words. */
  | { readonly kind: "routingLost"; readonly what: readonly string[] }
  /** A reload is about to begin and may take a while: a master's peers are to hear of it before. */
  | { readonly kind: "reloading" }
  /** A reload changed the configuration from `before` to the one this step is given. */
  | {
      readonly kind: "reconfigured";
      readonly before: VrrpInstance;
      /** With the trackers and the base priority of the new configuration. */
      readonly tracked: TrackedCondition;
      readonly group: GroupCondition;
    }
  /** Planned stop; the hand-over may take `limitMicros` at most. */
  | { readonly kind: "stop"; readonly limitMicros: Micros };
