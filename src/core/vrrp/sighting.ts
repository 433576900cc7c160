/**
 * What an instance sees again and again and can do nothing about: adverts that it has to refuse, and
 * a second master that does not give way.
 */
import type { IpAddress } from "../../wire/address.ts";
import { type Micros, microsPerSecond } from "../../wire/units.ts";
import { resignPriority } from "../../wire/vrrp/advert.ts";

export interface Sighting {
  readonly address: IpAddress;
  readonly kind: "advertRefused" | "secondMaster";
  /** The same of the same router again is the same sighting. */
  readonly reason: string;
  /** In words: "its auth_pass is not ours". */
  readonly because: string;
  /** In the advert; null where it could not be read. */
  readonly priority: number | null;
  readonly since: Micros;
  readonly at: Micros;
  /** Without another advert it is silent from then on; before `at` where it is known to be over. */
  readonly until: Micros;
  readonly count: number;
  /** When the journal was told. */
  readonly told: Micros | null;
}

/** One late advert is no second master: it takes as many before it is one. */
export const certainAfter = { advertRefused: 1, secondMaster: 3 } as const;

export const isCurrent = ({ until }: Sighting, now: Micros): boolean => now <= until;

/** Seen now, and often enough to be said. */
export const isCertain = (sighting: Sighting, now: Micros): boolean =>
  isCurrent(sighting, now) && sighting.count >= certainAfter[sighting.kind];

/** Only a MASTER sends adverts; one that gives up is none any more. */
export const speaksAsMaster = ({ priority }: Sighting): boolean =>
  priority !== null && priority !== resignPriority;

/** Those that are meant are over; the others are as they were. */
export function ended(
  sightings: readonly Sighting[],
  isMeant: (sighting: Sighting) => boolean,
): readonly Sighting[] {
  const ends = (sighting: Sighting) => !isOver(sighting) && isMeant(sighting);
  if (!sightings.some(ends)) return sightings;
  return sightings.map((one) => (ends(one) ? { ...one, until: (one.at - 1) as Micros } : one));
}

const isOver = ({ at, until }: Sighting): boolean => until < at;

const believedMicros = 600 * microsPerSecond;

/**
 * A refused master that fell silent and did not give up may hold its addresses all the same:
 * keepalived sends nothing while it hears adverts that it refuses as often as it would speak.
 */
export const mayStillBeMaster = (sighting: Sighting, now: Micros): boolean =>
  sighting.kind === "advertRefused" &&
  speaksAsMaster(sighting) &&
  !isOver(sighting) &&
  !isCurrent(sighting, now) &&
  now - sighting.at < believedMicros;

export const isSecondMaster = ({ kind }: Sighting): boolean => kind === "secondMaster";
