import type { Micros } from "../../wire/units.ts";
import type { Span } from "../language/tree.ts";

/** How the state of links is found out, and how patient that is. */
export interface LinkSettings {
  /** `linkbeat_use_polling`: ask for the state of all links in intervals. */
  readonly pollsAll: boolean;
  readonly polled: readonly PolledLink[];
  readonly delays: readonly LinkDelay[];
}

export interface PolledLink {
  readonly interface: string;
  readonly place: Span;
  /** Null is the first of them that the driver has. */
  readonly method: "MII" | "ETHTOOL" | "IOCTL" | null;
}

/** A change counts once it has lasted so long. */
export interface LinkDelay {
  readonly interface: string;
  readonly place: Span;
  readonly downMicros: Micros;
  readonly upMicros: Micros;
}

export interface GroupedInterface {
  readonly name: string;
  readonly place: Span;
  /** Where the list that names it ends. */
  readonly endOfList: Span;
}

/** `garp_group`: interfaces that share one limit on announcements. */
export interface AnnouncementGroup {
  readonly interfaces: readonly GroupedInterface[];
  /** Null is the limit of `global_defs`. */
  readonly arpIntervalMicros: Micros | null;
  readonly neighbourIntervalMicros: Micros | null;
}
