/** Cuts a stream of bytes into lines of bounded length. */

const newline = 0x0a;

export class LineSplitter {
  readonly #limitBytes: number;
  readonly #line: (text: string) => void;
  readonly #tooLong: () => void;
  #parts: Buffer[] = [];
  #heldBytes = 0;
  #overflowed = false;

  /** A line longer than `limitBytes` is dropped whole; the next one is read again. */
  constructor(
    limitBytes: number,
    line: (text: string) => void,
    tooLong: () => void = () => undefined,
  ) {
    this.#limitBytes = limitBytes;
    this.#line = line;
    this.#tooLong = tooLong;
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      this.#hold(chunk.subarray(start, end));
      this.end();
      start = end + 1;
    }
    this.#hold(chunk.subarray(start));
  }

  /** What was held counts as a line: at a terminator, or when the stream ends. */
  end(): void {
    const text = Buffer.concat(this.#parts).toString("utf8");
    const usable = !this.#overflowed && text.length > 0;
    this.#parts = [];
    this.#heldBytes = 0;
    this.#overflowed = false;
    if (usable) this.#line(text);
  }

  #hold(part: Buffer): void {
    if (part.length === 0 || this.#overflowed) return;
    this.#heldBytes += part.length;
    this.#parts.push(part);
    if (this.#heldBytes <= this.#limitBytes) return;
    this.#overflowed = true;
    this.#parts = [];
    this.#tooLong();
  }
}
