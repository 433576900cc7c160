/** The desired tables of all virtual servers as one: several may answer for the same service. */
import type { TableEntry } from "./table.ts";

export class DesiredTable<Owner> {
  readonly #owned = new Map<Owner, ReadonlyMap<string, TableEntry>>();

  /**
   * What `owner` wants from now on, by `serviceKey`; gives the keys of services whose entries may
   * have changed with it.
   */
  set(owner: Owner, entries: ReadonlyMap<string, TableEntry>): readonly string[] {
    this.#owned.set(owner, entries);
    return [...entries.keys()];
  }

  remove(owner: Owner): readonly string[] {
    return this.set(owner, new Map());
  }

  /** Null where nobody wants the service. */
  entry(_key: string): TableEntry | null {
    return null;
  }
}
