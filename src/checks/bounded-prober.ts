/** Not more than so many probes at once: the others wait, first come, first served. */
import type { ProbeOutcome, ProbeRequest, Prober, RunningProbe } from "../ports/prober.ts";

/** A probe's deadline begins when it starts, not while it waits. */
export function boundProber(prober: Prober, maximum: number): Prober {
  return new BoundedProber(prober, maximum);
}

type Done = (outcome: ProbeOutcome) => void;

class BoundedProber implements Prober {
  readonly #prober: Prober;
  readonly #maximum: number;
  #running = 0;
  #willFill = false;
  /** Ends of a list: a probe that is cancelled leaves it without a search. */
  #first: BoundedProbe | null = null;
  #last: BoundedProbe | null = null;

  constructor(prober: Prober, maximum: number) {
    this.#prober = prober;
    this.#maximum = Math.max(1, maximum);
  }

  start(request: ProbeRequest, done: Done): RunningProbe {
    const probe = new BoundedProbe(this, request, done);
    this.#append(probe);
    this.#fill();
    return probe;
  }

  ended(): void {
    this.#running--;
    this.#fill();
  }

  /** Whoever cancels one may be about to cancel all: those that wait are started a little later. */
  cancelled(): void {
    this.#running--;
    if (this.#willFill) return;
    this.#willFill = true;
    setImmediate(() => {
      this.#willFill = false;
      this.#fill();
    });
  }

  remove(probe: BoundedProbe): void {
    const { previous, next } = probe;
    if (previous === null) this.#first = next;
    else previous.next = next;
    if (next === null) this.#last = previous;
    else next.previous = previous;
    probe.previous = null;
    probe.next = null;
  }

  #fill(): void {
    while (this.#first !== null && this.#running < this.#maximum && !this.#willFill) {
      const probe = this.#first;
      this.remove(probe);
      this.#running++;
      probe.run(this.#prober);
    }
  }

  #append(probe: BoundedProbe): void {
    probe.previous = this.#last;
    if (this.#last === null) this.#first = probe;
    else this.#last.next = probe;
    this.#last = probe;
  }
}

class BoundedProbe implements RunningProbe {
  previous: BoundedProbe | null = null;
  next: BoundedProbe | null = null;
  readonly #queue: BoundedProber;
  readonly #request: ProbeRequest;
  readonly #done: Done;
  #running: RunningProbe | null = null;
  #ended = false;

  constructor(queue: BoundedProber, request: ProbeRequest, done: Done) {
    this.#queue = queue;
    this.#request = request;
    this.#done = done;
  }

  run(prober: Prober): void {
    this.#running = prober.start(this.#request, (outcome) => {
      if (this.#ended) return;
      this.#ended = true;
      this.#queue.ended();
      this.#done(outcome);
    });
  }

  cancel(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#running === null) return this.#queue.remove(this);
    this.#running.cancel();
    this.#queue.cancelled();
  }
}
