/**
 * Reads one answer as it comes, in pieces of any size (RFC 9112 §6.3). Nothing but a head that is
 * not complete yet is kept; the body is handed on.
 */
import { ChunkTracker } from "./chunk-tracker.ts";
import {
  beginsAsHttp,
  endOfHead,
  type HeadError,
  type ResponseHead,
  readHead,
} from "./response-head.ts";

export interface ResponseListener {
  /** `bytes` are the head as it came; a view that is valid during the call only. */
  head(head: ResponseHead, bytes: Uint8Array): void;
  /** A view that is valid during the call only, never empty. */
  body(bytes: Uint8Array): void;
}

export type ResponseError = HeadError | "headTooLong" | "brokenChunk";
/** `complete`: what follows belongs to no answer of ours. */
export type ResponseState = "reading" | "complete" | ResponseError;
export type ResponseEnd = "complete" | "noData" | "headCutShort" | "bodyCutShort";

/** Of all heads of an answer together; web servers refuse to send more than about 8 kB. */
const longestHeads = 65_536;
const switchingProtocols = 101;

export class ResponseReader {
  readonly #listener: ResponseListener;
  /** What has come of a head that is not complete; null when it has not begun, and after it. */
  #partial: Uint8Array | null = null;
  #partialLength = 0;
  #headBytes = 0;
  #head: ResponseHead | null = null;
  #chunks: ChunkTracker | null = null;
  #bodyBytes = 0;
  #state: ResponseState = "reading";
  #hasData = false;

  constructor(listener: ResponseListener) {
    this.#listener = listener;
  }

  /** Of the body, so far. */
  get bodyBytes(): number {
    return this.#bodyBytes;
  }

  push(bytes: Uint8Array): ResponseState {
    if (bytes.length > 0) this.#hasData = true;
    let at = 0;
    while (this.#state === "reading" && at < bytes.length) {
      at = this.#head === null ? this.#pushHead(bytes, at) : this.#pushBody(bytes, at);
    }
    return this.#state;
  }

  /** The peer has closed its side: the end of a body that says no other one. */
  ended(): ResponseEnd {
    if (this.#state === "complete") return "complete";
    if (!this.#hasData) return "noData";
    const head = this.#head;
    if (head === null) return "headCutShort";
    return head.isChunked || head.contentLength !== null ? "bodyCutShort" : "complete";
  }

  /** Gives where to go on in `bytes`. */
  #pushHead(bytes: Uint8Array, at: number): number {
    if (this.#partial === null) {
      const end = endOfHead(bytes, at, at);
      if (end >= 0) return this.#takeHead(bytes, at, end) ? end : bytes.length;
    }
    return this.#continueHead(bytes, at);
  }

  #continueHead(bytes: Uint8Array, at: number): number {
    const before = this.#partialLength;
    const room = longestHeads - this.#headBytes - before;
    const taken = Math.min(bytes.length - at, room);
    const partial = withRoom(this.#partial, before, before + taken);
    partial.set(bytes.subarray(at, at + taken), before);
    this.#partial = partial;
    this.#partialLength = before + taken;
    const end = endOfHead(partial.subarray(0, before + taken), 0, before);
    if (end < 0) {
      // What speaks another protocol may wait for us to speak: nothing more would come.
      if (!beginsAsHttp(partial, before + taken)) this.#state = "notHttp";
      else if (taken === room) this.#state = "headTooLong";
      return at + taken;
    }
    this.#partial = null;
    this.#partialLength = 0;
    return this.#takeHead(partial, 0, end) ? at + end - before : bytes.length;
  }

  #takeHead(bytes: Uint8Array, start: number, end: number): boolean {
    this.#headBytes += end - start;
    const read = readHead(bytes, start, end);
    if (!read.ok || this.#headBytes > longestHeads) {
      this.#state = read.ok ? "headTooLong" : read.error;
      return false;
    }
    const head = read.value;
    // Before the answer itself (RFC 9110 §15.2).
    if (isInterim(head.statusCode)) return true;
    this.#head = head;
    if (head.isChunked) this.#chunks = new ChunkTracker();
    this.#listener.head(head, bytes.subarray(start, end));
    if (hasNoBody(head)) this.#state = "complete";
    return true;
  }

  #pushBody(bytes: Uint8Array, at: number): number {
    const taken = this.#bodyLengthIn(bytes, at);
    if (typeof taken !== "number") {
      this.#state = taken;
      return bytes.length;
    }
    if (taken > 0) {
      this.#bodyBytes += taken;
      const isAll = at === 0 && taken === bytes.length;
      this.#listener.body(isAll ? bytes : bytes.subarray(at, at + taken));
    }
    const isComplete = this.#chunks?.hasEnded ?? this.#bodyBytes === this.#head?.contentLength;
    if (isComplete) this.#state = "complete";
    return at + taken;
  }

  #bodyLengthIn(bytes: Uint8Array, at: number): number | "brokenChunk" {
    if (this.#chunks !== null) return this.#chunks.take(bytes, at);
    const wanted = this.#head?.contentLength ?? null;
    const there = bytes.length - at;
    return wanted === null ? there : Math.min(there, wanted - this.#bodyBytes);
  }
}

const isInterim = (statusCode: number): boolean =>
  statusCode >= 100 && statusCode < 200 && statusCode !== switchingProtocols;

/** RFC 9112 §6.3: whatever their headers say. */
const hasNoBody = ({ statusCode, contentLength }: ResponseHead): boolean =>
  contentLength === 0 || statusCode === 204 || statusCode === 304 || statusCode < 200;

/** The same bytes where more fit behind them. */
function withRoom(bytes: Uint8Array | null, used: number, wanted: number): Uint8Array {
  if (bytes !== null && bytes.length >= wanted) return bytes;
  const larger = new Uint8Array(Math.min(longestHeads, Math.max(1024, 2 * wanted)));
  if (bytes !== null) larger.set(bytes.subarray(0, used));
  return larger;
}
