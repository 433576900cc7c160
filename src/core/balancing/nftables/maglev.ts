/**
 * A table of consistent hashing as Maglev fills it (Eisenbud and others, "Maglev: A Fast and
 * Reliable Software Network Load Balancer", NSDI 2016, §3.4): each server takes slots in an order of
 * its own, in turns, so that removing one moves little more than its own share.
 */

export interface WeightedServer {
  /** The same text on every director: the order of slots follows from it. */
  readonly name: string;
  /** Above 0. */
  readonly weight: number;
}

/** Primes; some hundred slots a server keep the shares even to a percent. */
const smallTable = 1021;
const largeTable = 8191;
const mostOfSmallTable = 100;
/** More than that cannot be told apart in the large table. */
export const mostServers = 2048;

/** Indexes of servers; the size does not change while servers come and go within a hundred. */
export function maglevSlots(servers: readonly WeightedServer[]): readonly number[] {
  const size = servers.length <= mostOfSmallTable ? smallTable : largeTable;
  const slots = new Array<number>(size).fill(-1);
  const heaviest = Math.max(...servers.map(({ weight }) => weight));
  const takers = servers.map(({ name, weight }) => ({
    next: hash(name, firstSeed) % size,
    skip: (hash(name, secondSeed) % (size - 1)) + 1,
    share: weight / heaviest,
    // So much that each takes a slot in the first round, however light it is.
    credit: 1 - weight / heaviest,
  }));
  let free = size;
  while (free > 0) {
    for (const [index, taker] of takers.entries()) {
      // The heaviest takes a slot each round, the others when their shares have added up to one.
      taker.credit += taker.share;
      if (taker.credit < 1 || free === 0) continue;
      taker.credit -= 1;
      while (slots[taker.next] !== -1) taker.next = (taker.next + taker.skip) % size;
      slots[taker.next] = index;
      free--;
    }
  }
  return slots;
}

const firstSeed = 0x811c9dc5;
const secondSeed = 0x9747b28c;

/** FNV-1a of 32 bits with a last mix, so that names that differ in one digit differ widely. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x0100_0193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85eb_ca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2_ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
