/** Sums up a page as it comes, and shows it where that is asked for. */
import type { Hash } from "node:crypto";
import { type Finish, failed } from "../../checks/attempt.ts";
import type { PageListener } from "../../checks/http/page-exchange.ts";
import { longestBody } from "../../checks/http/page-exchange.ts";
import type { ResponseHead } from "../../wire/http/response-head.ts";
import { hexDump } from "./hex-dump.ts";

const titleColumns = 27;

export class PagePrinter implements PageListener {
  readonly #sum: Hash;
  readonly #finish: Finish;
  /** Null where the digest is all that is asked for. */
  readonly #print: ((text: string) => void) | null;
  #bodyBytes = 0;

  constructor(sum: Hash, print: ((text: string) => void) | null, finish: Finish) {
    this.#sum = sum;
    this.#print = print;
    this.#finish = finish;
  }

  head(_: ResponseHead, bytes: Uint8Array): void {
    const text = new TextDecoder("latin1").decode(bytes);
    this.#print?.(
      `${title("HTTP Header Buffer")}${hexDump(bytes)}` +
        `${title("HTTP Header Ascii Buffer")}${text}\n${title("HTML Buffer")}`,
    );
  }

  body(bytes: Uint8Array): void {
    this.#print?.(hexDump(bytes, this.#bodyBytes));
    this.#bodyBytes += bytes.length;
    this.#sum.update(bytes);
  }

  complete(remark: string | null): void {
    this.#finish({ ok: true, weightDelta: null, warning: remark });
  }

  tooLong(): void {
    this.#finish(failed(`page is longer than ${longestBody} bytes`));
  }

  broken(reason: string): void {
    this.#finish(failed(reason));
  }
}

/** A line of hyphens with words in its middle. */
export function title(words: string): string {
  const left = Math.floor((titleColumns + words.length) / 2);
  const line = "-".repeat(23);
  return `${line}[${words.padStart(left).padEnd(titleColumns)}]${line}\n`;
}
