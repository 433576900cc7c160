/** Which addresses this host has: `ha_suspend` pauses the checks of virtual servers it has not. */
import type { LoadBalancing, VirtualServer } from "../../config/model/load-balancing.ts";
import type { InterfaceAddress, NetworkChange, NetworkTable } from "../../ports/network.ts";
import { compareAddresses, familyOf, type IpAddress } from "../../wire/address.ts";

export class LocalAddresses {
  readonly #table: NetworkTable;
  /** Where each address is: an interface and a prefix length for every time. */
  #places = new Map<IpAddress, Set<string>>();

  constructor(table: NetworkTable, changed: () => void) {
    this.#table = table;
    this.#readAll();
    table.subscribe((change) => {
      if (this.#take(change)) changed();
    });
  }

  /** Whether this host has the address, or one of its group's; marks alone have none. */
  serves({ service }: VirtualServer, groups: LoadBalancing["groups"]): boolean {
    if (service.kind === "fwmark") return true;
    if (service.kind === "address") return this.#places.has(service.address);
    const ranges = groups.find(({ name }) => name === service.group)?.addresses ?? [];
    return ranges.length === 0 || ranges.some((range) => this.#hasWithin(range.first, range.last));
  }

  #hasWithin(first: IpAddress, last: IpAddress): boolean {
    if (first === last) return this.#places.has(first);
    for (const address of this.#places.keys()) {
      if (familyOf(address) !== familyOf(first)) continue;
      if (compareAddresses(first, address) <= 0 && compareAddresses(address, last) <= 0)
        return true;
    }
    return false;
  }

  /** Whether an address came or went. */
  #take(change: NetworkChange): boolean {
    switch (change.kind) {
      case "addressAdded":
        return this.#add(change.address);
      case "addressRemoved":
        return this.#remove(change.address);
      case "resynchronised":
        this.#readAll();
        return true;
      case "linkChanged":
      case "linkRemoved":
        return false;
    }
  }

  #add(held: InterfaceAddress): boolean {
    const places = this.#places.get(held.address);
    if (places === undefined) this.#places.set(held.address, new Set([placeOf(held)]));
    else places.add(placeOf(held));
    return places === undefined;
  }

  #remove(held: InterfaceAddress): boolean {
    const places = this.#places.get(held.address);
    if (places === undefined) return false;
    places.delete(placeOf(held));
    if (places.size > 0) return false;
    return this.#places.delete(held.address);
  }

  #readAll(): void {
    this.#places = new Map();
    for (const { index } of this.#table.links()) {
      for (const held of this.#table.addressesOf(index)) this.#add(held);
    }
  }
}

const placeOf = ({ interfaceIndex, prefixLength }: InterfaceAddress): string =>
  `${interfaceIndex}/${prefixLength}`;
