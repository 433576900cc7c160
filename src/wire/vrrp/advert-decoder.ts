/**
 * Decoding for the hot path: a router repeats the same advert for as long as nothing changes, so the
 * last one of each (source, VRID) is kept, and its value is given again while the bytes are the same.
 */
import type { IpAddress } from "../address.ts";
import type { Result } from "../result.ts";
import type { AdvertError, ReceivedAdvert } from "./advert.ts";
import { type DecodeOptions, decodeAdvert } from "./decode.ts";
import { field } from "./layout.ts";

type Decoded = Result<ReceivedAdvert, AdvertError>;

interface Memory {
  readonly payload: Uint8Array;
  /** What the value depends on besides the bytes; the source is the key. */
  readonly destination: IpAddress;
  readonly expectedPassword: string | null;
  readonly decoded: Decoded;
}

const defaultMaximumEntries = 4096;

export class AdvertDecoder {
  readonly #maximumEntries: number;
  /** By source, then by VRID; the source heard for the longest time comes first. */
  readonly #memories = new Map<IpAddress, Map<number, Memory>>();
  #entries = 0;

  /** Remembers the adverts of `maximumEntries` (source, VRID) pairs at most. */
  constructor(maximumEntries = defaultMaximumEntries) {
    if (maximumEntries < 1) throw new Error(`room for ${maximumEntries} adverts is none`);
    this.#maximumEntries = maximumEntries;
  }

  /**
   * As `decodeAdvert`, and the very same object as the last time if this source's bytes, destination
   * and expected password are those of the last time. Errors are not remembered.
   */
  decode(payload: Uint8Array, options: DecodeOptions): Decoded {
    const virtualRouterId = payload[field.virtualRouterId] ?? 0;
    const memory = this.#memories.get(options.source)?.get(virtualRouterId);
    if (memory !== undefined && isSame(memory, payload, options)) return memory.decoded;
    const decoded = decodeAdvert(payload, options);
    if (decoded.ok) this.#remember(virtualRouterId, payload, options, decoded);
    return decoded;
  }

  #remember(
    virtualRouterId: number,
    payload: Uint8Array,
    { source, destination, expectedPassword }: DecodeOptions,
    decoded: Decoded,
  ): void {
    if (!this.#memories.get(source)?.has(virtualRouterId)) this.#makeRoom();
    let ofSource = this.#memories.get(source);
    if (ofSource === undefined) {
      ofSource = new Map();
      this.#memories.set(source, ofSource);
    }
    if (!ofSource.has(virtualRouterId)) this.#entries++;
    ofSource.set(virtualRouterId, {
      payload: payload.slice(),
      destination,
      expectedPassword,
      decoded,
    });
  }

  /** Forgets everything of the source known for the longest time when there is no room for one more. */
  #makeRoom(): void {
    if (this.#entries < this.#maximumEntries) return;
    for (const [source, ofSource] of this.#memories) {
      this.#memories.delete(source);
      this.#entries -= ofSource.size;
      return;
    }
  }
}

function isSame(memory: Memory, payload: Uint8Array, options: DecodeOptions): boolean {
  return (
    memory.expectedPassword === options.expectedPassword &&
    memory.destination === options.destination &&
    areBytesEqual(memory.payload, payload)
  );
}

function areBytesEqual(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) {
    if (left[index] !== right[index]) return false;
  }
  return true;
}
