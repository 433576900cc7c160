/**
 * Finds the end of a chunked body (RFC 9112 §7.1). The bytes are not taken out of their chunks:
 * sums and patterns of keepalived's configurations are over what was sent.
 */
export type ChunkError = "brokenChunk";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const semicolon = 0x3b;
const space = 0x20;
const tab = 0x09;

/** Hexadecimal digits: more than anybody sends, and few enough to be counted exactly. */
const longestSize = 13;
/** Of the extensions of one chunk, or of all trailers. */
const longestLine = 16_384;

type Place = "size" | "extension" | "data" | "dataEnd" | "trailerStart" | "trailer";

export class ChunkTracker {
  #place: Place = "size";
  #size = 0;
  #digits = 0;
  /** Of the chunk, still to come. */
  #left = 0;
  #lineLength = 0;
  #hasEnded = false;

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** How many of the bytes from `start` belong to the body: fewer than all when it ends in them. */
  take(bytes: Uint8Array, start: number): number | ChunkError {
    let at = start;
    while (at < bytes.length) {
      if (this.#place === "data") {
        const taken = Math.min(this.#left, bytes.length - at);
        this.#left -= taken;
        at += taken;
        if (this.#left === 0) this.#place = "dataEnd";
        continue;
      }
      if (!this.#step(bytes[at] ?? 0)) return "brokenChunk";
      at++;
      if (this.#hasEnded) break;
    }
    return at - start;
  }

  /** One byte of what is not data; false where it cannot stand there. */
  #step(byte: number): boolean {
    switch (this.#place) {
      case "size":
        return this.#stepSize(byte);
      case "extension":
        if (byte === lineFeed) this.#beginData();
        return ++this.#lineLength <= longestLine;
      case "dataEnd":
        if (byte === lineFeed) this.#place = "size";
        return byte === lineFeed || byte === carriageReturn;
      case "trailerStart":
        if (byte === lineFeed) this.#hasEnded = true;
        else if (byte !== carriageReturn) this.#place = "trailer";
        return ++this.#lineLength <= longestLine;
      default:
        if (byte === lineFeed) this.#place = "trailerStart";
        return ++this.#lineLength <= longestLine;
    }
  }

  #stepSize(byte: number): boolean {
    const digit = hexadecimalDigit(byte);
    if (digit >= 0) {
      this.#size = this.#size * 16 + digit;
      return ++this.#digits <= longestSize;
    }
    if (this.#digits === 0) return false;
    if (byte === lineFeed) this.#beginData();
    else if (isAfterSize(byte)) this.#place = "extension";
    else return false;
    return true;
  }

  #beginData(): void {
    this.#place = this.#size === 0 ? "trailerStart" : "data";
    this.#left = this.#size;
    this.#size = 0;
    this.#digits = 0;
    this.#lineLength = 0;
  }
}

const isAfterSize = (byte: number): boolean =>
  byte === carriageReturn || byte === semicolon || byte === space || byte === tab;

function hexadecimalDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const small = byte | 0x20;
  return small >= 0x61 && small <= 0x66 ? small - 0x57 : -1;
}
