/** How late things happen: a histogram of some hundred counters, cheap enough for every timer. */
import type { LatenessStatus } from "../status/vrrp-status.ts";

/** Within an octave: a percentile is exact to an eighth. */
const stepsOfOctave = 8;
const stepBits = 3;
const octaves = 28;

export class Lateness {
  readonly #counts = new Uint32Array(octaves * stepsOfOctave);
  #count = 0;
  #worst = 0;

  add(lateMicros: number): void {
    const late = Math.max(0, Math.round(lateMicros));
    this.#count++;
    if (late > this.#worst) this.#worst = late;
    const index = Math.min(indexOf(late), this.#counts.length - 1);
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
  }

  get status(): LatenessStatus {
    return {
      count: this.#count,
      medianMicros: this.#percentile(0.5),
      p99Micros: this.#percentile(0.99),
      worstMicros: this.#worst,
    };
  }

  /** The upper end of the step it is in. */
  #percentile(part: number): number {
    let rest = Math.ceil(this.#count * part);
    for (const [index, count] of this.#counts.entries()) {
      rest -= count;
      if (rest <= 0 && count > 0) return Math.min(upperEnd(index), this.#worst);
    }
    return 0;
  }
}

/** Below 8 one step each; above, eight steps for each power of two. */
function indexOf(micros: number): number {
  if (micros < stepsOfOctave) return micros;
  const octave = 31 - Math.clz32(Math.min(micros, 2 ** 31 - 1)) - stepBits;
  return (octave + 1) * stepsOfOctave + ((micros >> octave) & (stepsOfOctave - 1));
}

function upperEnd(index: number): number {
  if (index < stepsOfOctave) return index;
  const octave = Math.floor(index / stepsOfOctave) - 1;
  return ((index % stepsOfOctave) + stepsOfOctave + 1) * 2 ** octave - 1;
}
