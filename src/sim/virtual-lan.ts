/**
 * One Ethernet segment in virtual time. Each ordered pair of stations has its own quality, so
 * that a partition can be one-way and one station can be far away while the others are near.
 */

import type { IpAddress } from "../wire/address.ts";
import { isMulticast } from "../wire/address.ts";
import type { Micros } from "../wire/units.ts";
import type { Random } from "./random.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** What becomes of datagrams from one station to another. */
export interface PathQuality {
  readonly cut: boolean;
  readonly lossProbability: number;
  readonly duplicateProbability: number;
  /** One bit is turned over on the way. */
  readonly corruptProbability: number;
  /** Each datagram draws its own delay: a wide range reorders them. */
  readonly shortestDelayMicros: number;
  readonly longestDelayMicros: number;
}

export const soundPath: PathQuality = {
  cut: false,
  lossProbability: 0,
  duplicateProbability: 0,
  corruptProbability: 0,
  shortestDelayMicros: 20,
  longestDelayMicros: 500,
};

export interface LanDatagram {
  readonly source: IpAddress;
  readonly destination: IpAddress;
  readonly ttl: number;
  readonly payload: Uint8Array;
  /** A bit was turned over: for stations whose kernel checks sums itself. */
  readonly corrupted: boolean;
}

export interface Station {
  readonly address: IpAddress;
  receive(datagram: LanDatagram): void;
}

export class VirtualLan {
  readonly #world: VirtualClock;
  readonly #random: Random;
  readonly #stations: Station[] = [];
  #qualityOf: (from: number, to: number) => PathQuality = () => soundPath;
  /** When the last datagram arrives that a bad path has touched. */
  #lastDisturbedArrival = 0 as Micros;

  constructor(world: VirtualClock, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  /** @returns the station's number, in order of attachment from 0. */
  attach(station: Station): number {
    this.#stations.push(station);
    return this.#stations.length - 1;
  }

  setQuality(qualityOf: (from: number, to: number) => PathQuality): void {
    this.#qualityOf = qualityOf;
  }

  lastDisturbedArrival(): Micros {
    return this.#lastDisturbedArrival;
  }

  /** Multicast reaches all others, unicast whoever has the address. The bytes are copied. */
  send(from: number, datagram: Omit<LanDatagram, "corrupted">): void {
    const toAll = isMulticast(datagram.destination);
    for (const [to, station] of this.#stations.entries()) {
      if (to === from || !(toAll || station.address === datagram.destination)) continue;
      const quality = this.#qualityOf(from, to);
      this.#carry(station, datagram, quality);
      if (this.#random.chance(quality.duplicateProbability)) {
        this.#carry(station, datagram, quality);
      }
    }
  }

  /** Something else than an advert, on a path that is always sound. */
  carryFrame(arrive: () => void): void {
    this.#world.at(this.#arrival(soundPath), arrive);
  }

  #carry(station: Station, datagram: Omit<LanDatagram, "corrupted">, quality: PathQuality): void {
    if (quality.cut || this.#random.chance(quality.lossProbability)) return;
    const arrival = this.#arrival(quality);
    const corrupted = this.#random.chance(quality.corruptProbability);
    const payload = Uint8Array.from(datagram.payload);
    if (corrupted) this.#turnOneBit(payload);
    this.#world.at(arrival, () => station.receive({ ...datagram, payload, corrupted }));
  }

  #arrival(quality: PathQuality): Micros {
    const delay = this.#random.integer(quality.shortestDelayMicros, quality.longestDelayMicros);
    const arrival = (this.#world.now() + delay) as Micros;
    if (quality !== soundPath && arrival > this.#lastDisturbedArrival) {
      this.#lastDisturbedArrival = arrival;
    }
    return arrival;
  }

  #turnOneBit(payload: Uint8Array): void {
    const index = this.#random.integer(0, payload.length - 1);
    payload[index] = (payload[index] ?? 0) ^ (1 << this.#random.integer(0, 7));
  }
}
