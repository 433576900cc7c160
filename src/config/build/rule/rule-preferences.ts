/** The preferences that rules without one get: from 16384 downwards over the whole file. */
export class RulePreferences {
  #next = 16_384;

  next(): number {
    return this.#next--;
  }
}
