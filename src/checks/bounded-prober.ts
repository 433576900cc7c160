/** Not more than so many probes at once: the others wait, first come, first served. */
import type { ProbeOutcome, ProbeRequest, Prober, RunningProbe } from "../ports/prober.ts";

/**
 * Each takes a descriptor, of which some systems give a process 4096 only. Two thousand probes that
 * all last five seconds are still 400 a second.
 */
export const usualConcurrentProbes = 2000;

/** A probe's deadline begins when it starts, not while it waits. */
export function boundProber(prober: Prober, maximum: number): Prober {
  return new BoundedProber(prober, maximum);
}

type Done = (outcome: ProbeOutcome) => void;

class BoundedProber implements Prober {
  readonly #prober: Prober;
  readonly #maximum: number;
  #running = 0;
  /** Ends of a list: a probe that is cancelled leaves it without a search. */
  #first: BoundedProbe | null = null;
  #last: BoundedProbe | null = null;

  constructor(prober: Prober, maximum: number) {
    this.#prober = prober;
    this.#maximum = Math.max(1, maximum);
  }

  start(request: ProbeRequest, done: Done): RunningProbe {
    const probe = new BoundedProbe(this, request, done);
    if (this.#running < this.#maximum) this.#run(probe);
    else this.#append(probe);
    return probe;
  }

  /** A probe has ended, or was cancelled while it ran. */
  freed(): void {
    this.#running--;
    const next = this.#first;
    if (next === null) return;
    this.remove(next);
    this.#run(next);
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

  #run(probe: BoundedProbe): void {
    this.#running++;
    probe.run(this.#prober);
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
      this.#queue.freed();
      this.#done(outcome);
    });
  }

  cancel(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#running === null) return this.#queue.remove(this);
    this.#running.cancel();
    this.#queue.freed();
  }
}
