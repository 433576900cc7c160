/** The first lines of what a script writes; the rest is read and forgotten. */
import type { Readable } from "node:stream";
import { LineSplitter } from "../lines.ts";

/** Of each stream: one that babbles leaves room for its errors. */
const mostLines = 5;
const longestLineBytes = 500;
/** What it started and left behind may keep its output open for ever. */
const closeLimitMillis = 200;

export class OutputLines {
  readonly #lines: string[] = [];
  readonly #streams: Readable[] = [];

  read(stream: Readable): void {
    let count = 0;
    const splitter = new LineSplitter(longestLineBytes, (line) => {
      if (count++ < mostLines) this.#lines.push(line);
    });
    stream.on("data", (chunk: Buffer) => splitter.push(chunk));
    stream.once("end", () => splitter.end());
    stream.on("error", () => undefined);
    this.#streams.push(stream);
  }

  /** To be called when the script has ended: what still writes then finds nobody. */
  async lines(): Promise<readonly string[]> {
    await Promise.all(this.#streams.map(closed));
    return this.#lines;
  }
}

function closed(stream: Readable): Promise<void> {
  if (stream.closed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => stream.destroy(), closeLimitMillis);
    stream.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
