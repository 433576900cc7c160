/**
 * Chance with a seed: the same seed gives the same numbers on every machine, so that a run of the
 * simulator can be told by one number. xoshiro128** (Blackman, Vigna 2018), seeded by splitmix32.
 */
import type { Micros } from "../wire/units.ts";

const twoTo32 = 0x1_0000_0000;

export class Random {
  readonly #state: Uint32Array;

  /** `seed`: any integer; its low 32 bits count. */
  constructor(seed: number) {
    this.#state = Uint32Array.from([0, 1, 2, 3], (index) => splitmix32(seed, index));
  }

  /** 0..2^32-1. */
  bits(): number {
    const state = this.#state;
    const [first = 0, second = 0, third = 0, fourth = 0] = state;
    const result = Math.imul(rotateLeft(Math.imul(second, 5), 7), 9) >>> 0;
    const mixedThird = third ^ first;
    const mixedFourth = fourth ^ second;
    state[0] = first ^ mixedFourth;
    state[1] = second ^ mixedThird;
    state[2] = mixedThird ^ (second << 9);
    state[3] = rotateLeft(mixedFourth, 11);
    return result;
  }

  /** At least 0 and below 1. */
  fraction(): number {
    return this.bits() / twoTo32;
  }

  /** Both ends included. */
  integer(lowest: number, highest: number): number {
    return lowest + Math.floor(this.fraction() * (highest - lowest + 1));
  }

  micros(lowest: number, highest: number): Micros {
    return this.integer(lowest, highest) as Micros;
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of a list that is not empty. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.integer(0, items.length - 1)];
    if (item === undefined) throw new Error("there is nothing to pick from");
    return item;
  }

  /** `count` different items in random order. */
  sample<Item>(items: readonly Item[], count: number): Item[] {
    const rest = [...items];
    const taken: Item[] = [];
    while (taken.length < count && rest.length > 0) {
      taken.push(...rest.splice(this.integer(0, rest.length - 1), 1));
    }
    return taken;
  }

  /** A stream of its own: what is drawn from it does not shift what is drawn from this one. */
  fork(): Random {
    return new Random(this.bits());
  }
}

const rotateLeft = (word: number, count: number): number =>
  ((word << count) | (word >>> (32 - count))) >>> 0;

function splitmix32(seed: number, index: number): number {
  let word = (seed + Math.imul(index + 1, 0x9e3779b9)) | 0;
  word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
  return (word ^ (word >>> 15)) >>> 0;
}
