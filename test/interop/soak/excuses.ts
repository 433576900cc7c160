/** Times in which two routers may hold an address: nobody can tell the other, or be told. */
import type { Holding } from "../../lab/address-watch.ts";

interface Excuse {
  readonly fromMillis: number;
  untilMillis: number | null;
}

/** After a cause has ended, until the one who was held up has heard and acted. */
const usualGraceMillis = 1_500;
/** Until a process that was started anew has taken away what it found, on a busy machine. */
export const startGraceMillis = 5_000;

export class Excuses {
  readonly #all: Excuse[] = [];

  /** Begins one; the function given ends it, once. */
  begin(graceMillis = usualGraceMillis): () => void {
    const excuse: Excuse = { fromMillis: Date.now(), untilMillis: null };
    this.#all.push(excuse);
    return () => {
      excuse.untilMillis ??= Date.now() + graceMillis;
    };
  }

  /** The longest time that both had it without an excuse, and when that ended. */
  longestOverlap(left: readonly Holding[], right: readonly Holding[]) {
    let longest = { millis: 0, untilMillis: 0 };
    const now = Date.now();
    for (const one of left) {
      for (const other of right) {
        const fromMillis = Math.max(one.fromMillis, other.fromMillis);
        const untilMillis = Math.min(one.untilMillis ?? now, other.untilMillis ?? now);
        for (const piece of this.#without(fromMillis, untilMillis)) {
          const millis = piece.untilMillis - piece.fromMillis;
          if (millis > longest.millis) longest = { millis, untilMillis: piece.untilMillis };
        }
      }
    }
    return longest;
  }

  /** What is left of a span of time. */
  #without(fromMillis: number, untilMillis: number) {
    let pieces = fromMillis < untilMillis ? [{ fromMillis, untilMillis }] : [];
    for (const excuse of this.#all) {
      const end = excuse.untilMillis ?? Number.POSITIVE_INFINITY;
      pieces = pieces.flatMap((piece) => [
        {
          fromMillis: piece.fromMillis,
          untilMillis: Math.min(piece.untilMillis, excuse.fromMillis),
        },
        { fromMillis: Math.max(piece.fromMillis, end), untilMillis: piece.untilMillis },
      ]);
      pieces = pieces.filter((piece) => piece.fromMillis < piece.untilMillis);
    }
    return pieces;
  }
}
