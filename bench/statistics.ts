/** Order statistics of small samples. */

/** The value below which `share` (0..1) of the sample lies: the nearest rank. Null if empty. */
export function percentile(sample: readonly number[], share: number): number | null {
  const sorted = [...sample].sort((left, right) => left - right);
  const rank = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return sorted[rank] ?? null;
}

export const median = (sample: readonly number[]): number | null => percentile(sample, 0.5);

export const maximum = (sample: readonly number[]): number | null => percentile(sample, 1);

/**
 * How far each interval between successive moments is from the nominal one, in the same unit:
 * the time between a timer's due time and its packet, seen from the packets.
 */
export function deviations(momentsMillis: readonly number[], intervalMillis: number): number[] {
  const found: number[] = [];
  for (const [index, moment] of momentsMillis.entries()) {
    const before = momentsMillis[index - 1];
    if (before !== undefined) found.push(Math.abs(moment - before - intervalMillis));
  }
  return found;
}
