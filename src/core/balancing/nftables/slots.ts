/** Which server each slot of a choice leads to: what `numgen` and `jhash` count is a slot. */

/** Enough for a share exact to a tenth of a percent; each slot is an element in the kernel. */
export const mostSlots = 1024;

/**
 * Slots in proportion to the weights, which are above 0, spread evenly: 3 and 1 give 0 0 1 0. The
 * numbers are indexes of weights. Weights whose exact proportion takes more than `mostSlots` are
 * rounded, and each keeps a slot.
 */
export function weightedSlots(weights: readonly number[]): readonly number[] {
  const placed: { readonly index: number; readonly position: number }[] = [];
  for (const [index, count] of slotCounts(weights).entries()) {
    for (let turn = 0; turn < count; turn++) placed.push({ index, position: (turn + 0.5) / count });
  }
  placed.sort((left, right) => left.position - right.position || left.index - right.index);
  return placed.map(({ index }) => index);
}

function slotCounts(weights: readonly number[]): readonly number[] {
  const divisor = weights.reduce(greatestCommonDivisor, 0);
  const exact = weights.map((weight) => weight / divisor);
  const total = exact.reduce((sum, count) => sum + count, 0);
  if (total <= Math.max(mostSlots, weights.length)) return exact;
  // Where a slot each is nearly all there is, a few more let weights show.
  const slots = Math.max(mostSlots, 4 * weights.length);
  return exact.map((count) => Math.max(1, Math.round((count / total) * slots)));
}

function greatestCommonDivisor(left: number, right: number): number {
  let [larger, smaller] = [left, right];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
