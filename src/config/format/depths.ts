/**
 * How deep lines are nested. Lines with a condition count for one configuration id and not for
 * others: `@a x {` and `@b y {` open one block, not two. So every id has a depth of its own.
 */
import { depthChange } from "./pieces.ts";

/** More ids than any file has; those beyond count as one. */
const mostIds = 100;

export class Depths {
  /** Of an id that the file does not name. */
  #common = 0;
  /** How much deeper than `#common` the named ones are. */
  readonly #extra = new Map<string, number>();

  /** The depth of a line with that condition: "id", "^id", or none. */
  at(condition: string | null): number {
    if (condition !== null && !condition.startsWith("^")) return this.#of(condition);
    const others = [...this.#extra.keys()].filter((id) => `^${id}` !== condition);
    return Math.max(0, this.#common, ...others.map((id) => this.#of(id)));
  }

  /** Goes on behind a line. */
  pass(code: string, condition: string | null): void {
    const change = depthChange(code);
    if (change === 0) return;
    const id = condition?.replace(/^\^/, "") ?? null;
    if (id === null) {
      this.#common += change;
      return;
    }
    const isReversed = condition?.startsWith("^") === true;
    if (isReversed) this.#common += change;
    if (!this.#extra.has(id) && this.#extra.size >= mostIds) return;
    this.#extra.set(id, (this.#extra.get(id) ?? 0) + (isReversed ? -change : change));
  }

  #of(id: string): number {
    return Math.max(0, this.#common + (this.#extra.get(id) ?? 0));
  }
}
