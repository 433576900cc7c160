/** What is wrong between an instance and other routers on its link, for people. */
import {
  isCertain,
  mayStillBeMaster,
  type Sighting,
  speaksAsMaster,
} from "../../../core/vrrp/sighting.ts";
import type { VrrpState } from "../../../core/vrrp/state.ts";
import { type Micros, microsPerSecond } from "../../../wire/units.ts";

/** In whole sentences without their full stop; what concerns the addresses stands first. */
export function warningsOf(state: VrrpState, now: Micros): readonly string[] {
  const present = state.sightings.filter((sighting) => isCertain(sighting, now));
  const isMaster = state.phase === "master" || state.phase === "handingOver";
  const rivals = isMaster ? present.filter(speaksAsMaster) : [];
  const others = present.filter((sighting) => !rivals.includes(sighting));
  const masters = new Set(rivals.map(({ address }) => address)).size + 1;
  const [first, ...further] = rivals.map((sighting) => sightingText(sighting));
  return [
    ...(first === undefined ? [] : [`${masters} routers are MASTER: ${first}`, ...further]),
    ...others.map(sightingText),
    ...(isMaster ? state.sightings : [])
      .filter((sighting) => mayStillBeMaster(sighting, now))
      .map((sighting) => silentText(sighting, now)),
  ];
}

function silentText({ address, because, at }: Sighting, now: Micros): string {
  const silent = `silent for ${Math.round((now - at) / microsPerSecond)} s`;
  return (
    `perhaps 2 routers are MASTER: adverts of ${address} were refused: ${because} ` +
    `(${silent}: keepalived is while it refuses ours)`
  );
}

function sightingText(sighting: Sighting): string {
  const { address, because, kind, priority } = sighting;
  const what =
    kind === "advertRefused"
      ? `adverts of ${address} are refused`
      : `${address} with priority ${priority} does not give way`;
  return `${what}: ${because} (${timesText(sighting)})`;
}

function timesText({ count, since, at }: Sighting): string {
  if (count === 1) return "one advert";
  const seconds = Math.round((at - since) / microsPerSecond);
  const span = seconds < 180 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return `${count} adverts in ${span}`;
}
