/**
 * Sightings are kept for those who ask, within bounds: whoever forges senders shall neither fill the
 * memory nor the journal.
 */
import type { IpAddress } from "../../wire/address.ts";
import { type Micros, microsPerCentisecond, microsPerSecond, plus } from "../../wire/units.ts";
import type { Advert } from "../../wire/vrrp/advert.ts";
import { certainAfter, ended, isCurrent, type Sighting } from "./sighting.ts";
import type { Turn } from "./turn.ts";

/** What is seen now. */
export type Seen = Pick<Sighting, "address" | "kind" | "reason" | "because"> & {
  readonly advert: Advert | null;
};

/** So many of an instance. */
export const mostSightings = 6;

/** A cause that comes and goes is told anew after this. */
const toldAgainMicros = 600 * microsPerSecond;
const missedAdverts = 4;
const shortestMicros = 4 * microsPerSecond;

/** Tells the journal, and answers true, when it is certain and has not been told lately. */
export function sight(turn: Turn, seen: Seen): boolean {
  const { now } = turn;
  const { sightings } = turn.state;
  const same = sightings.find(
    ({ address, reason }) => address === seen.address && reason === seen.reason,
  );
  const others = same === undefined ? roomFor(sightings, now) : without(sightings, same);
  if (others === null) return false;
  const { advert, ...what } = seen;
  const goesOn = same !== undefined && isCurrent(same, now);
  const count = goesOn ? same.count + 1 : 1;
  const told = same?.told ?? null;
  const isCertain = count === certainAfter[seen.kind];
  const isNews = isCertain && mayBeTold(told, now);
  const sighting: Sighting = {
    ...what,
    priority: advert?.priority ?? null,
    since: goesOn ? same.since : now,
    at: now,
    until: plus(now, patienceMicros(turn, advert)),
    count,
    told: isNews ? now : told,
  };
  turn.change({ sightings: [...others, sighting] });
  if (isNews) turn.effects.push({ kind: "noticed", sighting });
  return isNews;
}

/** What was refused of it is accepted now. */
export function endRefusals(turn: Turn, source: IpAddress): void {
  end(turn, ({ kind, address }) => kind === "advertRefused" && address === source);
}

/** The configuration is another: what is still the matter shows itself anew. */
export const endSightings = (turn: Turn): void => end(turn, () => true);

function end(turn: Turn, isMeant: (sighting: Sighting) => boolean): void {
  const sightings = ended(turn.state.sightings, isMeant);
  if (sightings !== turn.state.sightings) turn.change({ sightings });
}

const without = (sightings: readonly Sighting[], one: Sighting): readonly Sighting[] =>
  sightings.filter((other) => other !== one);

const mayBeTold = (told: Micros | null, now: Micros): boolean =>
  told === null || now - told >= toldAgainMicros;

/** The others, or null where all of them last, or were told of lately: that bounds the journal. */
function roomFor(sightings: readonly Sighting[], now: Micros): readonly Sighting[] | null {
  if (sightings.length < mostSightings) return sightings;
  const over = sightings.find((one) => !isCurrent(one, now) && mayBeTold(one.told, now));
  return over === undefined ? null : without(sightings, over);
}

/** For how long the next advert may be missing, in the longer of both intervals. */
function patienceMicros({ instance }: Turn, advert: Advert | null): Micros {
  const theirs = advert === null ? 0 : intervalMicros(advert);
  const interval = Math.max(instance.advertIntervalMicros, theirs);
  return Math.max(shortestMicros, missedAdverts * interval) as Micros;
}

const intervalMicros = (advert: Advert): number =>
  advert.version === 2
    ? advert.advertIntervalSeconds * microsPerSecond
    : advert.advertIntervalCentiseconds * microsPerCentisecond;
