/** What the vrrp process answers to the questions `status` and `why`. */
import type { TrackerKind } from "../../config/model/tracking.ts";
import type { Rule } from "../../core/vrrp/decision.ts";
import type { Phase } from "../../core/vrrp/state.ts";
import type { IpAddress } from "../../wire/address.ts";

export interface VrrpStatus {
  /** In the order of the configuration. */
  readonly instances: readonly InstanceStatus[];
  readonly groups: readonly GroupStatus[];
  /** Scripts that could not run when the configuration was read. */
  readonly notFollowed: readonly NotFollowedStatus[];
  readonly timers: LatenessStatus;
}

export interface InstanceStatus {
  readonly name: string;
  readonly interface: string;
  readonly virtualRouterId: number;
  readonly family: "ipv4" | "ipv6";
  readonly version: 2 | 3;
  readonly state: Phase;
  /** Wall clock, milliseconds since 1970. */
  readonly sinceMillis: number;
  readonly because: string | null;
  readonly basePriority: number;
  readonly effectivePriority: number;
  /** Null while nobody is known to be. */
  readonly master: {
    readonly address: IpAddress | null;
    readonly priority: number;
    /** It is this instance. */
    readonly isOwn: boolean;
  } | null;
  /** "10.0.0.10/24 dev eth0", as configured. */
  readonly addresses: readonly string[];
  readonly holdsAddresses: boolean;
  /** In words, all of them. */
  readonly faults: readonly string[];
  /** Trackers and members whose first result it waits for. */
  readonly waitsFor: readonly string[];
  /** What is wrong between it and other routers now, in words: a second master, refused adverts. */
  readonly warnings: readonly string[];
  readonly refusedAdverts: RefusedAdverts;
  readonly syncGroup: string | null;
  /** An operator's orders, in words. */
  readonly orders: readonly string[];
  readonly trackers: readonly TrackerStatus[];
}

/** Adverts that did not pass the checks, since the process began. */
export interface RefusedAdverts {
  readonly total: number;
  /** The latest causes, the last one last; a few at most. */
  readonly causes: readonly RefusedCause[];
}

export interface RefusedCause {
  readonly address: IpAddress;
  /** "its auth_pass is not ours". */
  readonly because: string;
  /** Null where the advert could not be read. */
  readonly priority: number | null;
  /** Of this cause in a row. */
  readonly count: number;
  readonly sinceMillis: number;
  readonly lastMillis: number;
}

/** What the instance has heard of one thing that it follows. */
export interface TrackerStatus {
  readonly kind: TrackerKind;
  readonly name: string;
  /** "good", "bad", the number in a file, or null until the first result. */
  readonly result: string | null;
  /** "exited with status 1"; empty for a number. */
  readonly reason: string;
}

export interface NotFollowedStatus {
  readonly kind: "script";
  readonly name: string;
  /** "there is no program …". */
  readonly because: string;
  /** Those that go on without it. */
  readonly instances: readonly string[];
}

export interface GroupStatus {
  readonly name: string;
  readonly state: Phase;
  readonly sinceMillis: number;
  readonly members: readonly string[];
}

/** How late what was due was done, since the process began. */
export interface LatenessStatus {
  readonly count: number;
  readonly medianMicros: number;
  readonly p99Micros: number;
  readonly worstMicros: number;
}

/** Everything there is to say of one instance. */
export interface InstanceReasons {
  /** Wall clock, milliseconds since 1970, of the answer. */
  readonly atMillis: number;
  readonly instance: InstanceStatus;
  readonly arithmetic: Arithmetic;
  readonly decision: DecisionStatus | null;
  /** The last advert that it follows or gave way to. */
  readonly heard: HeardStatus | null;
  /** The last one of a lower standing. */
  readonly discarded: HeardStatus | null;
  /** What would have to happen for it to change, in sentences. */
  readonly next: readonly string[];
  readonly group: GroupStatus | null;
}

/** From the configured priority to the one in the adverts. */
export interface Arithmetic {
  readonly base: number;
  /** An operator's, in the place of the base; null for none. */
  readonly ordered: number | null;
  readonly parts: readonly ArithmeticPart[];
  readonly sum: number;
  readonly effective: number;
  /** Why the effective one is not the sum; null where it is. */
  readonly limit: string | null;
}

export interface ArithmeticPart {
  readonly kind: TrackerKind;
  readonly name: string;
  /** "script chk_nginx failed (exited with status 1)". */
  readonly text: string;
  readonly weight: number;
  readonly effect: "priority" | "fault" | "none" | "awaited";
  /** What it adds; 0 for all but `priority`. */
  readonly amount: number;
}

export interface DecisionStatus {
  readonly rule: Rule;
  readonly sentence: string;
  /** "RFC 9568 §6.4.2". */
  readonly section: string;
  readonly because: string;
  readonly heard: HeardStatus | null;
}

export interface HeardStatus {
  readonly address: IpAddress;
  readonly priority: number;
  readonly agoMicros: number;
}
