/** What VRRPv2 promises about time, in milliseconds (RFC 3768 §6.1). */

/** How long a backup of this priority waits after a priority-0 advert. */
export const skewMillis = (priority: number): number => ((256 - priority) / 256) * 1_000;

/** How long a backup waits for the master's next advert before it takes over. */
export const masterDownMillis = (priority: number, advertIntervalMillis: number): number =>
  3 * advertIntervalMillis + skewMillis(priority);
