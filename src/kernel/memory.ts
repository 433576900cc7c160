/**
 * Memory the kernel reads and writes by address.
 *
 * A typed array of up to 64 bytes may live on V8's heap, where the collector moves it; the memory
 * of an ArrayBuffer never moves. It is freed with its last reference, and an address holds none:
 * keep the `Block` for as long as anything stores its address.
 */
import koffi from "koffi";

export interface Block {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Of the first byte. */
  readonly address: bigint;
}

/** Structures of the system call interface are in the machine's own order. */
export const hostIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Zeroed memory at an address that stays. */
export function allocate(lengthBytes: number): Block {
  const bytes = new Uint8Array(new ArrayBuffer(lengthBytes));
  return { bytes, view: new DataView(bytes.buffer), address: koffi.address(bytes) };
}

/** One 32-bit number in the machine's order: the value of most socket options. */
export function int32Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, value, hostIsLittleEndian);
  return bytes;
}

/** The 32-bit number at an offset, in the machine's order. */
export const int32At = (bytes: Uint8Array, offset = 0): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getInt32(offset, hostIsLittleEndian);
