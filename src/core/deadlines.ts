/**
 * Which of many machines wants to be woken first: a binary heap of lower bounds.
 *
 * A backup's deadline moves away with every advert it hears. Moving its entry each time would cost
 * more than the advert itself, so a later deadline is only noted on the entry and put right when the
 * old one is reached.
 */
import type { Micros } from "../wire/units.ts";

export interface Timed {
  /** When it wants to be woken, or null. */
  readonly deadline: Micros | null;
}

interface Entry<Machine extends Timed> {
  readonly machine: Machine;
  /** Not later than the machine's deadline. */
  readonly at: Micros;
}

export class Deadlines<Machine extends Timed> {
  readonly #heap: Entry<Machine>[] = [];
  /** The earliest entry of each machine; older, later ones are dropped when they surface. */
  readonly #earliest = new Map<Machine, Micros>();

  /** To be called whenever the machine's deadline may have changed. */
  update(machine: Machine): void {
    const at = machine.deadline;
    if (at === null) return;
    const known = this.#earliest.get(machine);
    if (known !== undefined && known <= at) return;
    this.#push({ machine, at });
    this.#earliest.set(machine, at);
  }

  remove(machine: Machine): void {
    this.#earliest.delete(machine);
  }

  /** A moment at which to call `due`, not later than the earliest deadline; null when there is none. */
  next(): Micros | null {
    this.#dropStale();
    return this.#heap[0]?.at ?? null;
  }

  /** Machines whose deadline is not after `now`, earliest first; each is to be updated afterwards. */
  due(now: Micros): Machine[] {
    const machines: Machine[] = [];
    for (;;) {
      this.#dropStale();
      const first = this.#heap[0];
      if (first === undefined || first.at > now) return machines;
      this.#pop();
      this.#earliest.delete(first.machine);
      const { deadline } = first.machine;
      if (deadline === null) continue;
      if (deadline <= now) machines.push(first.machine);
      else this.update(first.machine);
    }
  }

  #dropStale(): void {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined || this.#earliest.get(first.machine) === first.at) return;
      this.#pop();
    }
  }

  #push(entry: Entry<Machine>): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || above.at <= entry.at) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const child = this.#smallerChild(index);
      if (child === null || child.entry.at >= last.at) break;
      heap[index] = child.entry;
      index = child.index;
    }
    heap[index] = last;
  }

  #smallerChild(parent: number): { index: number; entry: Entry<Machine> } | null {
    const index = 2 * parent + 1;
    const left = this.#heap[index];
    const right = this.#heap[index + 1];
    if (left === undefined) return null;
    if (right !== undefined && right.at < left.at) return { index: index + 1, entry: right };
    return { index, entry: left };
  }
}
