/**
 * Builds one message: fixed fields, then attributes. Keeps the first thing that is wrong; what is
 * written afterwards is ignored, so an encoder writes everything in a row and checks `finish` once.
 */
import { failure, type Result, success } from "../result.ts";
import { aligned, headerBytes, viewOf } from "./message.ts";

export interface NetlinkEncodeError {
  readonly code: "valueOutOfRange" | "textTooLong" | "textHoldsNul" | "messageTooLong";
  /** Attribute type, or null for a fixed field. */
  readonly attribute: number | null;
}

/** An attribute's length has 16 bits, and no request of ours comes near. */
const limitBytes = 0xffff;
const firstCapacityBytes = 128;
const nestedFlag = 0x8000;
const text = new TextEncoder();

export class MessageWriter {
  #bytes = new Uint8Array(firstCapacityBytes);
  #view = viewOf(this.#bytes);
  #length = headerBytes;
  #error: NetlinkEncodeError | null = null;

  /** `type` is RTM_* or a family's; `flags` NLM_F_*. Number and port are the client's to fill. */
  constructor(type: number, flags: number) {
    this.#view.setUint16(4, type, true);
    this.#view.setUint16(6, flags, true);
  }

  u8(value: number): this {
    const at = this.#grow(1, null);
    if (at >= 0 && this.#inRange(value, 0xff, null)) this.#view.setUint8(at, value);
    return this;
  }

  u16(value: number): this {
    const at = this.#grow(2, null);
    if (at >= 0 && this.#inRange(value, 0xffff, null)) this.#view.setUint16(at, value, true);
    return this;
  }

  u32(value: number): this {
    const at = this.#grow(4, null);
    if (at >= 0 && this.#inRange(value, 0xffffffff, null)) this.#view.setUint32(at, value, true);
    return this;
  }

  attributeU8(type: number, value: number): this {
    const at = this.#attribute(type, 1);
    if (at >= 0 && this.#inRange(value, 0xff, type)) this.#view.setUint8(at, value);
    return this;
  }

  attributeU16(type: number, value: number): this {
    return this.#attributeU16(type, value, true);
  }

  /** In network order, as ports are. */
  attributePort(type: number, port: number): this {
    return this.#attributeU16(type, port, false);
  }

  attributeU32(type: number, ...values: readonly number[]): this {
    let at = this.#attribute(type, 4 * values.length);
    if (at < 0) return this;
    for (const value of values) {
      if (!this.#inRange(value, 0xffffffff, type)) break;
      this.#view.setUint32(at, value, true);
      at += 4;
    }
    return this;
  }

  /** Followed by zeros where there is more room than bytes. */
  attributeBytes(type: number, payload: Uint8Array, roomBytes = payload.length): this {
    const at = this.#attribute(type, Math.max(roomBytes, payload.length));
    if (at >= 0) this.#bytes.set(payload, at);
    return this;
  }

  /** A NUL-terminated string of at most `limit` bytes, the NUL not counted. */
  attributeText(type: number, value: string, limit: number): this {
    const encoded = text.encode(value);
    if (encoded.length > limit) this.#fail("textTooLong", type);
    if (encoded.includes(0)) this.#fail("textHoldsNul", type);
    const at = this.#attribute(type, encoded.length + 1);
    if (at >= 0) this.#bytes.set(encoded, at);
    return this;
  }

  /** An attribute that holds what `write` adds. */
  nested(type: number, write: (writer: this) => void): this {
    const at = this.#attribute(type, 0);
    write(this);
    if (at < 0 || this.#error !== null) return this;
    // The padding of the last one inside counts, as in libnl.
    this.#length = aligned(this.#length);
    this.#view.setUint16(at - 4, this.#length - (at - 4), true);
    this.#view.setUint16(at - 2, type | nestedFlag, true);
    return this;
  }

  /** A structure that starts with its length in 16 bits, and holds what `write` adds. */
  measured(write: (writer: this) => void): this {
    this.#grow(aligned(this.#length) - this.#length, null);
    const at = this.#grow(2, null);
    write(this);
    if (at < 0 || this.#error !== null) return this;
    this.#length = aligned(this.#length);
    this.#view.setUint16(at, this.#length - at, true);
    return this;
  }

  /** The message, padded to four bytes so that the next can follow; or the first error. */
  finish(): Result<Uint8Array, NetlinkEncodeError> {
    if (this.#error !== null) return failure(this.#error);
    const length = aligned(this.#length);
    this.#view.setUint32(0, length, true);
    return success(this.#bytes.subarray(0, length));
  }

  #attributeU16(type: number, value: number, littleEndian: boolean): this {
    const at = this.#attribute(type, 2);
    if (at >= 0 && this.#inRange(value, 0xffff, type)) {
      this.#view.setUint16(at, value, littleEndian);
    }
    return this;
  }

  /** Room for an attribute's payload; its header is written. Negative after an error. */
  #attribute(type: number, payloadBytes: number): number {
    const padding = aligned(this.#length) - this.#length;
    const at = this.#grow(padding + 4 + payloadBytes, type);
    if (at < 0) return at;
    this.#view.setUint16(at + padding, 4 + payloadBytes, true);
    this.#view.setUint16(at + padding + 2, type, true);
    return at + padding + 4;
  }

  /** Appends zeroed bytes and gives where they start; negative after an error. */
  #grow(count: number, attribute: number | null): number {
    const at = this.#length;
    if (aligned(at + count) > limitBytes) this.#fail("messageTooLong", attribute);
    if (this.#error !== null) return -1;
    this.#length += count;
    if (aligned(this.#length) > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.#bytes.length, aligned(this.#length)));
      larger.set(this.#bytes.subarray(0, at));
      this.#bytes = larger;
      this.#view = viewOf(larger);
    }
    return at;
  }

  #inRange(value: number, most: number, attribute: number | null): boolean {
    if (Number.isInteger(value) && value >= 0 && value <= most) return true;
    this.#fail("valueOutOfRange", attribute);
    return false;
  }

  #fail(code: NetlinkEncodeError["code"], attribute: number | null): void {
    this.#error ??= { code, attribute };
  }
}
