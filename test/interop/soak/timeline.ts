/** What the soak did and saw, in the order of time: printed when something is wrong. */

export class Timeline {
  readonly #beganMillis = Date.now();
  readonly #lines: { readonly atMillis: number; readonly text: string }[] = [];
  readonly #isLoud: boolean;

  /** `isLoud`: each line is printed at once. */
  constructor(isLoud: boolean) {
    this.#isLoud = isLoud;
  }

  add(text: string, atMillis: number = Date.now()): void {
    this.#lines.push({ atMillis, text });
    if (this.#isLoud) console.log(this.#lineOf(atMillis, text));
  }

  /** What happened since then, together with lines from elsewhere. */
  since(
    fromMillis: number,
    others: readonly { readonly atMillis: number; readonly text: string }[] = [],
  ): string {
    return [...this.#lines, ...others]
      .filter(({ atMillis }) => atMillis >= fromMillis)
      .toSorted((left, right) => left.atMillis - right.atMillis)
      .map(({ atMillis, text }) => this.#lineOf(atMillis, text))
      .join("\n");
  }

  #lineOf(atMillis: number, text: string): string {
    return `${((atMillis - this.#beganMillis) / 1_000).toFixed(3).padStart(9)}  ${text}`;
  }
}
