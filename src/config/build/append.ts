/** `push(...more)` passes every item as an argument, and a hundred thousand are too many for a call. */
export function append<Item>(to: Item[], more: readonly Item[]): void {
  for (const item of more) to.push(item);
}
