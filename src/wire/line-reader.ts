/** Lines of a text protocol, out of pieces of any size; a line has a bound. */
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export class LineReader {
  readonly #longest: number;
  readonly #line: Uint8Array;
  #length = 0;

  constructor(longestLine: number) {
    this.#longest = longestLine;
    this.#line = new Uint8Array(longestLine);
  }

  /**
   * Calls `take` with each line that is complete now, without its end; it gives whether to go on.
   * False when a line is too long.
   */
  push(bytes: Uint8Array, take: (line: string) => boolean): boolean {
    for (const byte of bytes) {
      if (byte === lineFeed) {
        if (!take(this.#taken())) return true;
      } else if (this.#length === this.#longest) return false;
      else this.#line[this.#length++] = byte;
    }
    return true;
  }

  #taken(): string {
    const ends = this.#line[this.#length - 1] === carriageReturn;
    const text = String.fromCharCode(...this.#line.subarray(0, this.#length - (ends ? 1 : 0)));
    this.#length = 0;
    return text;
  }
}
