/** Lists in sentences, bounded: a cluster may differ in hundreds of addresses. */

export const mostShown = 3;

/** "a, b and c"; from the fourth on "a, b, c and 2 more". */
export function listed(items: readonly string[]): string {
  const shown = items.slice(0, mostShown);
  const rest = items.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  if (shown.length < 2) return shown.join("");
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
