/** When services are looked at for changes that others made, and how many of them at a time. */
import type { Timed } from "../../core/deadlines.ts";
import type { DataplaneName } from "../../ports/dataplane.ts";
import { type Micros, plus, seconds } from "../../wire/units.ts";

interface Pace {
  readonly every: Micros;
  readonly share: number;
}

/** Each service of IPVS every 20 s; nft(8) gives its table as a whole, by a process of its own. */
const paces: Readonly<Record<DataplaneName, Pace>> = {
  ipvs: { every: seconds(1), share: 1 / 20 },
  nftables: { every: seconds(15), share: 1 },
};

export class SweepTimer implements Timed {
  readonly #pace: Pace;
  #deadline: Micros | null = null;

  constructor(dataplane: DataplaneName) {
    this.#pace = paces[dataplane];
  }

  get deadline(): Micros | null {
    return this.#deadline;
  }

  begin(now: Micros): void {
    this.#deadline = plus(now, this.#pace.every);
  }

  /** Which share of the services is to be looked at now. */
  passed(now: Micros): number {
    this.begin(now);
    return this.#pace.share;
  }
}
