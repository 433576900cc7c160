/** Everything an instance can ask for. The shell carries effects out in order. */
import type { IpAddress } from "../../wire/address.ts";
import type { Priority } from "../../wire/units.ts";
import type { LogLevel } from "../log-level.ts";
import type { Decision } from "./decision.ts";
import type { Sighting } from "./sighting.ts";
import type { Phase } from "./state.ts";

export type VrrpEffect =
  | {
      readonly kind: "sendAdvert";
      /** 0 gives up the role. */
      readonly priority: Priority;
      /** The peer was found to use the checksum of keepalived up to 1.3.6. */
      readonly oldUnicastChecksum: boolean;
    }
  /** Add every virtual and excluded address in one batch, then every route, then every rule. */
  | { readonly kind: "claimAddresses" }
  /** Remove every one of them, in reverse; also what an earlier process may have left. */
  | { readonly kind: "releaseAddresses" }
  | { readonly kind: "restoreAddresses"; readonly addresses: readonly IpAddress[] }
  /** Gratuitous ARPs and neighbour advertisements for all addresses held, `repeat` of each. */
  | {
      readonly kind: "announce";
      readonly repeat: number;
      /** Absent is all. */
      readonly only?: readonly IpAddress[];
    }
  /** One for the address that adverts are sent from: unicast peers may have forgotten it. */
  | { readonly kind: "announceSource"; readonly address: IpAddress }
  /** Nothing more is to be announced: what is queued is void. */
  | { readonly kind: "cancelAnnouncements" }
  | {
      readonly kind: "stateChanged";
      readonly from: Phase;
      readonly to: Phase;
      readonly priority: Priority;
      readonly decision: Decision;
    }
  /** The effective priority is another; `phase` is the one it has changed in. */
  | {
      readonly kind: "priorityChanged";
      readonly from: Priority;
      readonly to: Priority;
      readonly phase: Phase;
      readonly because: string;
    }
  | { readonly kind: "notifyMasterReceivedLowerPriority"; readonly priority: Priority }
  /** Something is wrong between this router and another; once for each cause. */
  | { readonly kind: "noticed"; readonly sighting: Sighting }
  | {
      readonly kind: "log";
      readonly level: LogLevel;
      /** True: only with `-D`. */
      readonly detail: boolean;
      /** Without the `(VI_1) ` in front. */
      readonly message: string;
    }
  /** The instance has let go of everything; the machine takes no more events. */
  | { readonly kind: "stopped" };
