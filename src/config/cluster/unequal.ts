/** Who has another value than the others, where all should have the same. */

export interface Deviation<Item> {
  readonly item: Item;
  /** One that has the usual value: the first that does. */
  readonly usual: Item;
}

/**
 * The usual value is the most frequent one; of equally frequent ones that of the first item, so of
 * two items it is the second that deviates.
 */
export function deviations<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly Deviation<Item>[] {
  const bearers = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const same = bearers.get(key);
    if (same === undefined) bearers.set(key, [item]);
    else same.push(item);
  }
  const most = Math.max(0, ...[...bearers.values()].map(({ length }) => length));
  const usual = [...bearers.values()].find(({ length }) => length === most)?.[0];
  if (usual === undefined) return [];
  const usualKey = keyOf(usual);
  return items.filter((item) => keyOf(item) !== usualKey).map((item) => ({ item, usual }));
}

/** Items that share a value, where more than one does. */
export function sharers<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null,
): readonly (readonly [Item, ...Item[]])[] {
  const bearers = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const same = bearers.get(key);
    if (same === undefined) bearers.set(key, [item]);
    else same.push(item);
  }
  return [...bearers.values()].filter(({ length }) => length > 1);
}
