/** Everything an instance can ask for. The shell carries effects out in order. */
import type { IpAddress } from "../../wire/address.ts";
import type { Priority } from "../../wire/units.ts";
import type { LogLevel } from "../log-level.ts";
import type { Phase, TransitionCause } from "./state.ts";

export type VrrpEffect =
  | {
      readonly kind: "sendAdvert";
      /** 0 gives up the role. */
      readonly priority: Priority;
      /** The peer was found to use the checksum of keepalived up to 1.3.6. */
      readonly oldUnicastChecksum: boolean;
    }
  /** Add every virtual and excluded address, in one batch. */
  | { readonly kind: "claimAddresses" }
  /** Remove every one of them; also what an earlier process may have left. */
  | { readonly kind: "releaseAddresses" }
  | { readonly kind: "restoreAddresses"; readonly addresses: readonly IpAddress[] }
  /** Gratuitous ARPs and neighbour advertisements for all addresses held, `repeat` of each. */
  | { readonly kind: "announce"; readonly repeat: number }
  /** Nothing more is to be announced: what is queued is void. */
  | { readonly kind: "cancelAnnouncements" }
  | {
      readonly kind: "stateChanged";
      readonly from: Phase;
      readonly to: Phase;
      readonly cause: TransitionCause;
      readonly priority: Priority;
    }
  | { readonly kind: "notifyMasterReceivedLowerPriority"; readonly priority: Priority }
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
