/**
 * Walks attributes (struct nlattr: length, type, payload, padding) and keeps the first thing that is
 * wrong. Values read after a fault are harmless defaults, so a decoder reads everything in a row and
 * asks `error` once, at the end.
 */
import { addressFromBytes, type IpAddress } from "../address.ts";
import { aligned, type NetlinkDecodeError, viewOf } from "./message.ts";

const attributeHeaderBytes = 4;
/** The upper two bits say "nested" and "network order" and are no part of the type. */
const typeMask = 0x3fff;
const text = new TextDecoder();

/** Shared by a reader and those nested in it. */
interface Fault {
  first: NetlinkDecodeError | null;
}

export class AttributeReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #fault: Fault;
  /** Where `#bytes` starts in what the decoder was given: for the error's offset. */
  readonly #origin: number;
  #next = 0;
  #start = 0;
  #end = 0;
  #type = 0;

  /** `bytes` hold attributes only; `origin` is added to offsets in errors. */
  constructor(bytes: Uint8Array, origin = 0, fault: Fault = { first: null }) {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
    this.#origin = origin;
    this.#fault = fault;
  }

  /** Steps to the next attribute; false at the end and after a fault. */
  next(): boolean {
    if (this.#fault.first !== null) return false;
    const left = this.#bytes.length - this.#next;
    // Fewer bytes than a header are padding.
    if (left < attributeHeaderBytes) return false;
    const length = this.#view.getUint16(this.#next, true);
    if (length < attributeHeaderBytes) return this.#fail("wrongLength", this.#next);
    if (length > left) return this.#fail("truncated", this.#next);
    this.#type = this.#view.getUint16(this.#next + 2, true) & typeMask;
    this.#start = this.#next + attributeHeaderBytes;
    this.#end = this.#next + length;
    this.#next += aligned(length);
    return true;
  }

  /** Type of the attribute the reader stands on. */
  get type(): number {
    return this.#type;
  }

  /** The first fault of this reader and of all nested ones, or null. */
  get error(): NetlinkDecodeError | null {
    return this.#fault.first;
  }

  u8(): number {
    return this.#has(1) ? this.#view.getUint8(this.#start) : 0;
  }

  u16(): number {
    return this.#has(2) ? this.#view.getUint16(this.#start, true) : 0;
  }

  /** Two bytes in network order. */
  port(): number {
    return this.#has(2) ? this.#view.getUint16(this.#start) : 0;
  }

  u32(): number {
    return this.#has(4) ? this.#view.getUint32(this.#start, true) : 0;
  }

  /** Exact up to 2^53. */
  u64(): number {
    if (!this.#has(8)) return 0;
    const upper = this.#view.getUint32(this.#start + 4, true);
    return upper * 0x1_0000_0000 + this.#view.getUint32(this.#start, true);
  }

  /** The first `count` numbers of a structure that holds nothing else in front of them. */
  u32List(count: number): readonly number[] {
    if (!this.#has(4 * count)) return [];
    return Array.from({ length: count }, (_, at) =>
      this.#view.getUint32(this.#start + 4 * at, true),
    );
  }

  /** The payload, copied. */
  bytes(): Uint8Array {
    // Not `slice`: a Buffer's does not copy.
    return new Uint8Array(this.#bytes.subarray(this.#start, this.#end));
  }

  /** A string up to its NUL, or whole where there is none. */
  text(): string {
    const payload = this.#bytes.subarray(this.#start, this.#end);
    const end = payload.indexOf(0);
    return text.decode(end < 0 ? payload : payload.subarray(0, end));
  }

  /** An IP address of `lengthBytes`, 4 or 16; null with a fault when the length is another. */
  address(lengthBytes: 4 | 16): IpAddress | null {
    if (this.#end - this.#start === lengthBytes) return this.leadingAddress(lengthBytes);
    this.#fail("wrongLength", this.#start);
    return null;
  }

  /** An IP address at the start of a union that may be longer; null with a fault where none fits. */
  leadingAddress(lengthBytes: 4 | 16): IpAddress | null {
    if (!this.#has(lengthBytes)) return null;
    return addressFromBytes(this.#bytes.subarray(this.#start, this.#start + lengthBytes));
  }

  /** The attributes inside this one; `skipBytes` passes over a structure in front of them. */
  nested(skipBytes = 0): AttributeReader {
    const start = Math.min(this.#start + skipBytes, this.#end);
    const payload = this.#bytes.subarray(start, this.#end);
    return new AttributeReader(payload, this.#origin + start, this.#fault);
  }

  /** A structure may be longer than what is known of it: later kernels append fields. */
  #has(count: number): boolean {
    return this.#end - this.#start >= count || this.#fail("wrongLength", this.#start);
  }

  #fail(code: NetlinkDecodeError["code"], at: number): false {
    this.#fault.first ??= { code, offset: this.#origin + at };
    return false;
  }
}
