/**
 * Links and addresses as last heard of, and what has changed since somebody was last told.
 *
 * Changes are net: each link and address is noted with what it was when first touched, and compared
 * with what it is when the changes are taken. What came and went in between is nobody's business.
 */
import type { InterfaceAddress, Link, NetworkChange } from "../../ports/network.ts";
import type { AddressMessage } from "../../wire/netlink/address-message.ts";
import { type LinkMessage, linkFlag } from "../../wire/netlink/link-message.ts";
import type { InterfaceIndex } from "../../wire/units.ts";
import { addressKey, interfaceAddress, sameAddress, sameLink } from "./picture-entries.ts";

/** Bridges speak of their ports in messages of their own family, deletion included. */
const addressFamilyUnspecified = 0;

interface TouchedAddress {
  readonly index: InterfaceIndex;
  readonly key: string;
  readonly before: InterfaceAddress | null;
}

export class NetworkPicture {
  readonly #links = new Map<InterfaceIndex, Link>();
  readonly #indexByName = new Map<string, InterfaceIndex>();
  readonly #addresses = new Map<InterfaceIndex, Map<string, InterfaceAddress>>();
  readonly #touchedLinks = new Map<InterfaceIndex, Link | null>();
  readonly #touchedAddresses = new Map<string, TouchedAddress>();

  links(): Iterable<Link> {
    return this.#links.values();
  }

  linkByName(name: string): Link | null {
    const index = this.#indexByName.get(name);
    return index === undefined ? null : this.linkByIndex(index);
  }

  linkByIndex(index: InterfaceIndex): Link | null {
    return this.#links.get(index) ?? null;
  }

  /** In the kernel's order as far as it was seen: a primary before its secondaries. */
  addressesOf(index: InterfaceIndex): readonly InterfaceAddress[] {
    return [...(this.#addresses.get(index)?.values() ?? [])];
  }

  applyLink(message: LinkMessage): void {
    if (message.addressFamily !== addressFamilyUnspecified) return;
    if (message.deleted) this.#removeLink(message.index);
    else this.#setLink(message);
  }

  /** An address that is there. One of an interface not known yet is kept: the link may come next. */
  setAddress(message: AddressMessage): void {
    const index = message.interfaceIndex;
    const key = addressKey(message);
    const name = this.#links.get(index)?.name ?? null;
    this.#touchAddress(index, key);
    const ofInterface = this.#addresses.get(index) ?? new Map<string, InterfaceAddress>();
    ofInterface.set(key, interfaceAddress(message, name));
    this.#addresses.set(index, ofInterface);
  }

  removeAddress(message: AddressMessage): void {
    this.#removeAddress(message.interfaceIndex, addressKey(message));
  }

  /** Takes over tables that were read whole: what is not in them is gone. */
  replace(links: readonly LinkMessage[], addresses: readonly AddressMessage[]): void {
    const present = new Set(links.map(({ index }) => index));
    for (const index of [...this.#links.keys()]) if (!present.has(index)) this.#removeLink(index);
    for (const link of links) this.applyLink(link);

    const held = new Set(addresses.map((address) => placeKey(address)));
    for (const [index, ofInterface] of this.#addresses) {
      for (const key of [...ofInterface.keys()]) {
        if (!held.has(`${index} ${key}`)) this.#removeAddress(index, key);
      }
    }
    for (const address of addresses) this.setAddress(address);
  }

  /** What is different from when changes were last taken, links first. */
  takeChanges(): readonly NetworkChange[] {
    const changes: NetworkChange[] = [];
    for (const [index, before] of this.#touchedLinks) {
      const link = this.linkByIndex(index);
      const isGone = before !== null && before.name !== link?.name;
      if (isGone) changes.push({ kind: "linkRemoved", link: before });
      if (link === null || (before !== null && sameLink(before, link))) continue;
      changes.push({ kind: "linkChanged", link });
    }
    for (const { index, key, before } of this.#touchedAddresses.values()) {
      const address = this.#addresses.get(index)?.get(key) ?? null;
      if (address === null && before !== null) {
        changes.push({ kind: "addressRemoved", address: before });
      }
      if (address === null || (before !== null && sameAddress(before, address))) continue;
      changes.push({ kind: "addressAdded", address });
    }
    this.#touchedLinks.clear();
    this.#touchedAddresses.clear();
    return changes;
  }

  #setLink(message: LinkMessage): void {
    const { index, flags } = message;
    const known = this.linkByIndex(index);
    const name = message.name ?? known?.name;
    // Without a name it can be nobody's interface.
    if (name === undefined) return;
    this.#touchLink(index);
    if (known !== null) this.#forgetName(known);
    this.#indexByName.set(name, index);
    const vrfTable = message.vrfTable ?? known?.vrfTable;
    this.#links.set(index, {
      index,
      name,
      up: (flags & linkFlag.up) !== 0 && (flags & linkFlag.running) !== 0,
      loopback: (flags & linkFlag.loopback) !== 0,
      noArp: (flags & linkFlag.noArp) !== 0,
      multicast: (flags & linkFlag.multicast) !== 0,
      mtuBytes: message.mtuBytes ?? known?.mtuBytes ?? 0,
      hardwareType: message.hardwareType,
      hardwareAddress: message.hardwareAddress ?? known?.hardwareAddress ?? new Uint8Array(0),
      ...(vrfTable === undefined ? {} : { vrfTable }),
    });
  }

  /** Its addresses go with it; the kernel may or may not say so of each. */
  #removeLink(index: InterfaceIndex): void {
    for (const key of [...(this.#addresses.get(index)?.keys() ?? [])]) {
      this.#removeAddress(index, key);
    }
    const known = this.linkByIndex(index);
    if (known === null) return;
    this.#touchLink(index);
    this.#links.delete(index);
    this.#forgetName(known);
  }

  /** Names are swapped in steps: only the owner gives one up. */
  #forgetName({ name, index }: Link): void {
    if (this.#indexByName.get(name) === index) this.#indexByName.delete(name);
  }

  #removeAddress(index: InterfaceIndex, key: string): void {
    this.#touchAddress(index, key);
    const ofInterface = this.#addresses.get(index);
    ofInterface?.delete(key);
    if (ofInterface?.size === 0) this.#addresses.delete(index);
  }

  #touchLink(index: InterfaceIndex): void {
    if (!this.#touchedLinks.has(index)) this.#touchedLinks.set(index, this.linkByIndex(index));
  }

  #touchAddress(index: InterfaceIndex, key: string): void {
    const place = `${index} ${key}`;
    if (this.#touchedAddresses.has(place)) return;
    const before = this.#addresses.get(index)?.get(key) ?? null;
    this.#touchedAddresses.set(place, { index, key, before });
  }
}

const placeKey = (address: AddressMessage): string =>
  `${address.interfaceIndex} ${addressKey(address)}`;
