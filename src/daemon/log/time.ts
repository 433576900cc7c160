/** Moments as keepalived writes them on the console and in its log file (keepalived.md §22). */

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const two = (value: number): string => String(value).padStart(2, "0");
const clockOf = (at: Date): string =>
  `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;

/** `Sat Nov 21 07:36:08 2026`: local time, the day padded with a space (asctime(3)). */
export function consoleTime(atMillis: number): string {
  const at = new Date(atMillis);
  const day = String(at.getDate()).padStart(2, " ");
  return `${days[at.getDay()]} ${months[at.getMonth()]} ${day} ${clockOf(at)} ${at.getFullYear()}`;
}

/** `Sat Nov 21 07:36:08.123000000 2026`: nanoseconds, of which the clock gives milliseconds. */
export function fileTime(atMillis: number): string {
  const at = new Date(atMillis);
  const nanoseconds = String(at.getMilliseconds()).padStart(3, "0").padEnd(9, "0");
  const day = `${days[at.getDay()]} ${months[at.getMonth()]} ${two(at.getDate())}`;
  return `${day} ${clockOf(at)}.${nanoseconds} ${at.getFullYear()}`;
}

/** `1795246560.381885 (Sat Nov 21 07:36:00.381885 2026)`, as the dumps show a moment. */
export function dumpTime(wallClockMicros: number): string {
  const wholeSeconds = Math.floor(wallClockMicros / 1_000_000);
  const micros = String(Math.floor(wallClockMicros % 1_000_000)).padStart(6, "0");
  const at = new Date(wholeSeconds * 1000);
  const day = `${days[at.getDay()]} ${months[at.getMonth()]} ${two(at.getDate())}`;
  const date = `${day} ${clockOf(at)}.${micros} ${at.getFullYear()}`;
  return `${wholeSeconds}.${micros} (${date})`;
}
