/** One request and its answer, over any stream of bytes. */
import {
  type ResponseEnd,
  type ResponseListener,
  ResponseReader,
  type ResponseState,
} from "../../wire/http/response-reader.ts";
import type { Conversation } from "../socket-attempt.ts";

export interface PageListener extends ResponseListener {
  /** The whole answer has come; `remark` is null when it is as long as it said. */
  complete(remark: string | null): void;
  /** The answer goes on beyond what is read of any page. */
  tooLong(): void;
  /** It is no answer, or none that can be read. */
  broken(reason: string): void;
}

interface Sender {
  send(bytes: Uint8Array): void;
}

/** Of a body: a server that never ends would be listened to until the deadline, at full speed. */
export const longestBody = 67_108_864;

const words: Readonly<Record<Exclude<ResponseState, "reading" | "complete">, string>> = {
  notHttp: "answer is not HTTP",
  headTooLong: "headers are too long",
  brokenLength: "Content-Length is no length",
  brokenChunk: "chunks are broken",
};
const endWords: Readonly<Record<Exclude<ResponseEnd, "complete" | "bodyCutShort">, string>> = {
  noData: "no data",
  headCutShort: "connection closed within the headers",
};

const cutShort = "the page ends before the end that it announced";

export class PageExchange implements Conversation {
  readonly #request: Uint8Array;
  readonly #listener: PageListener;
  readonly #reader: ResponseReader;

  constructor(request: Uint8Array, listener: PageListener) {
    this.#request = request;
    this.#listener = listener;
    this.#reader = new ResponseReader(listener);
  }

  connected(sender: Sender): void {
    sender.send(this.#request);
  }

  received(bytes: Uint8Array): void {
    const state = this.#reader.push(bytes);
    if (state === "complete") this.#listener.complete(null);
    else if (state !== "reading") this.#listener.broken(words[state]);
    else if (this.#reader.bodyBytes >= longestBody) this.#listener.tooLong();
  }

  ended(): void {
    const end = this.#reader.ended();
    if (end === "complete") this.#listener.complete(null);
    // keepalived takes it as well, and says so.
    else if (end === "bodyCutShort") this.#listener.complete(cutShort);
    else this.#listener.broken(endWords[end]);
  }
}
