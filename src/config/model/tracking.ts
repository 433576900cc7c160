/** What instances watch besides their own adverts (keepalived.md §9), and BFD sessions (§20). */
import type { IpAddress } from "../../wire/address.ts";
import type { Micros } from "../../wire/units.ts";
import type { Span } from "../language/tree.ts";
import type { ScriptCommand } from "./script-command.ts";

/** All that is defined and sound; names are unique within each list. */
export interface Tracking {
  readonly scripts: readonly TrackScript[];
  readonly files: readonly TrackFile[];
  readonly processes: readonly TrackProcess[];
  readonly bfdInstances: readonly BfdInstance[];
}

/**
 * What a tracker does to the priority. 0 does nothing to it: failure is a fault instead. Otherwise
 * a positive weight is added while all is well and a negative one while it is not.
 */
export interface Weight {
  readonly weight: number;
  /** `reverse`: well and not well change places. */
  readonly reversed: boolean;
}

/** `vrrp_script`. */
export interface TrackScript extends Weight {
  readonly name: string;
  readonly place: Span;
  /** With `user` in it, from whichever line gives it. */
  readonly command: ScriptCommand;
  readonly intervalMicros: Micros;
  readonly timeoutMicros: Micros;
  /** Successes to become good. */
  readonly rise: number;
  /** Failures to become bad. */
  readonly fall: number;
  readonly startsFailed: boolean;
  /** Given where it cannot run on this machine. */
  readonly notFollowed?: NotFollowed;
}

/** Why a script cannot run, and who goes on as if it did not follow it. */
export interface NotFollowed {
  readonly because: string;
  /** The instances' names. */
  readonly instances: readonly string[];
}

/** `track_file`; the weight multiplies the number in the file. */
export interface TrackFile extends Weight {
  readonly name: string;
  readonly place: Span;
  readonly path: string;
  /** `init_file`; null leaves the file as it is found. */
  readonly initial: { readonly value: number; readonly overwrite: boolean } | null;
}

/** `vrrp_track_process`. */
export interface TrackProcess extends Weight {
  readonly name: string;
  readonly place: Span;
  /** The process's name, or its path, as written. */
  readonly process: string;
  readonly parameters: readonly string[];
  readonly parameterMatch: "none" | "exact" | "partial" | "initial";
  /** Compares the command line where otherwise the name (comm) decides. */
  readonly fullCommand: boolean;
  readonly quorum: number;
  /** Null is unlimited; 0 must not run. */
  readonly quorumMaximum: number | null;
  readonly forkDelayMicros: Micros;
  readonly terminateDelayMicros: Micros;
}

/** `bfd_instance`: one session (RFC 5880). */
export interface BfdInstance extends Weight {
  readonly name: string;
  readonly place: Span;
  readonly neighbor: IpAddress;
  /** Null leaves the choice to the kernel. */
  readonly source: IpAddress | null;
  readonly minimumReceiveMicros: Micros;
  readonly minimumTransmitMicros: Micros;
  readonly idleTransmitMicros: Micros;
  readonly multiplier: number;
  readonly passive: boolean;
  /** TTL or hop limit of sent packets. */
  readonly ttl: number;
  /** How many hops a received packet may have lost; null does not check. */
  readonly mostHops: number | null;
  readonly multihop: boolean;
  /** Which processes hear of its state. */
  readonly tellsVrrp: boolean;
  readonly tellsChecker: boolean;
}

export type TrackerKind = "interface" | "script" | "file" | "process" | "bfd";

/** One thing that an instance or a sync group follows, with the weight that counts. */
export interface Tracker extends Weight {
  readonly kind: TrackerKind;
  /** The interface, or the name of the definition in `Tracking`. */
  readonly name: string;
  readonly weightFrom: WeightSource;
  readonly origin: TrackerOrigin;
  /** The line that asks for it. */
  readonly place: Span;
}

/**
 * - `line`: the line in `track_*` says it.
 * - `definition`: the line does not, so the weight of the `vrrp_script` etc. counts.
 * - `default`: nobody says it.
 * - `syncGroup`: made 0, for the group does not let its members' priorities differ.
 * - `owner`: made 0, for the priority of an address owner, or of one in the group, is always 255.
 */
export type WeightSource = "line" | "definition" | "default" | "syncGroup" | "owner";

/** Why an instance follows it. */
export type TrackerOrigin =
  | { readonly kind: "instance" }
  | { readonly kind: "syncGroup"; readonly name: string }
  /** An address, route or rule of the instance lives on that interface. */
  | { readonly kind: "address" };
