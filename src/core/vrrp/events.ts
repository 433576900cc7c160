/** Everything an instance can be told. Plain data, so that it can be recorded and replayed. */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { IpAddress } from "../../wire/address.ts";
import type { Result } from "../../wire/result.ts";
import type { Micros, Priority } from "../../wire/units.ts";
import type { AdvertError, ReceivedAdvert } from "../../wire/vrrp/advert.ts";

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

export interface Obstacle {
  readonly reason: /** Multicast adverts, and a link that has none. */
    | "noMulticast"
    /** The kernel gave no socket; the log says why. */
    | "socketRefused"
    /** An address belongs on an interface that is down or missing, and is not `no_track`. */
    | "addressInterfaceDown";
  readonly interfaceName: string;
}

export type VrrpEvent =
  | {
      readonly kind: "start";
      readonly link: LinkCondition;
      /**
       * The process before this one was MASTER, its addresses are still here, and it spoke so
       * recently that no peer can have given up on it: go on as if nothing had happened.
       */
      readonly resume: boolean;
    }
  | { readonly kind: "advertReceived"; readonly packet: AdvertPacket }
  | { readonly kind: "deadline" }
  | { readonly kind: "linkChanged"; readonly link: LinkCondition }
  /** Trackers moved the effective priority, 1..254. */
  | { readonly kind: "priorityChanged"; readonly priority: Priority }
  /** Somebody else removed addresses that this instance holds. */
  | { readonly kind: "addressesLost"; readonly addresses: readonly IpAddress[] }
  /** A reload changed the configuration from `before` to the one this step is given. */
  | { readonly kind: "reconfigured"; readonly before: VrrpInstance }
  /** Planned stop; the hand-over may take `limitMicros` at most. */
  | { readonly kind: "stop"; readonly limitMicros: Micros };
