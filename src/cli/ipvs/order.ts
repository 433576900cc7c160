/**
 * The order in which ipvsadm lists services and destinations, so that two lists can be compared. It
 * takes differences as 32-bit numbers with a sign, by which 192.168.0.1 comes before 10.0.0.1, and
 * which are no order at all for some tables: then the way of sorting shows too, and it is the same.
 */
import type { ReadService } from "../../kernel/ipvs/read-table.ts";
import { addressBytes, familyOf, type IpAddress } from "../../wire/address.ts";
import { protocolNumber, serviceFamily } from "../../wire/ipvs/service-identity.ts";

type Key = readonly number[];

export function inOrder(services: readonly ReadService[]): readonly ReadService[] {
  const sorted = services.map(({ service, destinations }) => ({
    service,
    destinations: sortedBy(destinations, ({ address, port }) => addressKey(address, port)),
  }));
  return sortedBy(sorted, serviceKeyOf);
}

function serviceKeyOf({ service: { identity } }: ReadService): Key {
  const family = serviceFamily(identity) === "ipv4" ? 2 : 10;
  if (identity.kind === "fwmark") return [identity.mark, family];
  const { protocol, address, port } = identity;
  return [0, family, protocolNumber[protocol], ...addressKey(address, port).slice(1)];
}

function addressKey(address: IpAddress, port: number): Key {
  const view = new DataView(addressBytes(address).buffer);
  const family = familyOf(address) === "ipv4" ? 2 : 10;
  const words: number[] = [];
  for (let offset = 0; offset < view.byteLength; offset += 4) words.push(view.getUint32(offset));
  return [family, ...words, port];
}

function compare(left: Key, right: Key): number {
  for (const [index, number] of left.entries()) {
    const difference = (number - (right[index] ?? 0)) | 0;
    if (difference !== 0) return difference;
  }
  return 0;
}

function sortedBy<Value>(values: readonly Value[], keyOf: (value: Value) => Key): Value[] {
  const keyed = values.map((value) => ({ key: keyOf(value), value }));
  return mergeSorted(keyed).map(({ value }) => value);
}

/** By halves, as the C library's qsort(3) does. */
function mergeSorted<Entry extends { readonly key: Key }>(entries: readonly Entry[]): Entry[] {
  if (entries.length < 2) return [...entries];
  const middle = Math.floor(entries.length / 2);
  const left = mergeSorted(entries.slice(0, middle));
  const right = mergeSorted(entries.slice(middle));
  const merged: Entry[] = [];
  let at = 0;
  for (const entry of left) {
    for (let next = right[at]; next !== undefined; next = right[at]) {
      if (compare(entry.key, next.key) <= 0) break;
      merged.push(next);
      at++;
    }
    merged.push(entry);
  }
  return [...merged, ...right.slice(at)];
}
