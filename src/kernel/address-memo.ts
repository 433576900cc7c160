/** Text of addresses that come again and again, found by their bytes without making it anew. */
import { addressFromBytes, type IpAddress } from "../wire/address.ts";

/** A segment has few routers; a flood of forged sources must not grow the memory. */
const maximumEntries = 1024;

export class AddressMemo {
  readonly #ipv4 = new Map<number, IpAddress>();
  readonly #ipv6 = new Map<string, IpAddress>();

  /** The four bytes at `offset`. */
  ipv4At(view: DataView, offset: number): IpAddress {
    const key = view.getUint32(offset);
    return this.#ipv4.get(key) ?? remember(this.#ipv4, key, addressAt(view, offset, 4));
  }

  /** The sixteen bytes at `offset`. */
  ipv6At(view: DataView, offset: number): IpAddress {
    const key = String.fromCharCode(
      view.getUint16(offset),
      view.getUint16(offset + 2),
      view.getUint16(offset + 4),
      view.getUint16(offset + 6),
      view.getUint16(offset + 8),
      view.getUint16(offset + 10),
      view.getUint16(offset + 12),
      view.getUint16(offset + 14),
    );
    return this.#ipv6.get(key) ?? remember(this.#ipv6, key, addressAt(view, offset, 16));
  }
}

function remember<Key>(memo: Map<Key, IpAddress>, key: Key, address: IpAddress): IpAddress {
  if (memo.size >= maximumEntries) memo.clear();
  memo.set(key, address);
  return address;
}

const addressAt = (view: DataView, offset: number, length: number): IpAddress =>
  addressFromBytes(new Uint8Array(view.buffer, view.byteOffset + offset, length));
