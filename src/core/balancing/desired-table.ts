/** The desired tables of all virtual servers as one: several may answer for the same service. */
import type { DestinationRow, TableEntry } from "./table.ts";

type Entries = ReadonlyMap<string, TableEntry>;

const nothing: Entries = new Map();

export class DesiredTable<Owner> {
  readonly #entries = new Map<Owner, Entries>();
  /** Who answers for a service, in the order in which they came. */
  readonly #owners = new Map<string, readonly Owner[]>();

  /**
   * What `owner` wants from now on, by `serviceKey`; gives the keys of services whose entries may
   * have changed with it.
   */
  set(owner: Owner, entries: Entries): readonly string[] {
    const before = this.#entries.get(owner) ?? nothing;
    if (entries.size === 0) this.#entries.delete(owner);
    else this.#entries.set(owner, entries);
    const touched: string[] = [];
    const alone = [owner] as const;
    for (const key of before.keys()) {
      if (entries.has(key)) continue;
      this.#leave(key, owner);
      touched.push(key);
    }
    for (const key of entries.keys()) {
      if (!before.has(key)) this.#join(key, alone);
      touched.push(key);
    }
    return touched;
  }

  remove(owner: Owner): readonly string[] {
    return this.set(owner, nothing);
  }

  /** Null where nobody wants the service. */
  entry(key: string): TableEntry | null {
    const [first, ...others] = this.#owners.get(key) ?? [];
    const entry = first === undefined ? undefined : this.#entries.get(first)?.get(key);
    if (entry === undefined) return null;
    if (others.length === 0) return entry;
    const destinations = new Map(entry.destinations);
    for (const owner of others) {
      const more = this.#entries.get(owner)?.get(key);
      if (more !== undefined) addMissing(destinations, more.destinations);
    }
    return { service: entry.service, destinations };
  }

  #join(key: string, owner: readonly [Owner]): void {
    const others = this.#owners.get(key);
    this.#owners.set(key, others === undefined ? owner : [...others, ...owner]);
  }

  #leave(key: string, owner: Owner): void {
    const others = this.#owners.get(key)?.filter((other) => other !== owner) ?? [];
    if (others.length === 0) this.#owners.delete(key);
    else this.#owners.set(key, others);
  }
}

/** Where two want the same destination, the first one's weight and limits count. */
function addMissing(
  destinations: Map<string, DestinationRow>,
  more: ReadonlyMap<string, DestinationRow>,
): void {
  for (const [key, row] of more) if (!destinations.has(key)) destinations.set(key, row);
}
