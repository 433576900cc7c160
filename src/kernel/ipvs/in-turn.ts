/** Carries out pieces of work one after another, in the order in which they were given. */
export class InTurn {
  #last: Promise<unknown> = Promise.resolve();

  run<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#last.then(work);
    // Whoever asked hears of a failure; the next in turn begins all the same.
    this.#last = result.catch(() => {});
    return result;
  }
}
