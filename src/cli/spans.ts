/** Times and sizes as people read them. */

/** "0.4 s", "45 s", "3 min 20 s", "2 h 5 min", "3 d 4 h". */
export function spanText(millis: number): string {
  const seconds = Math.max(0, millis) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.floor(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
}

/** "850 µs", "1.8 ms", "2.40 s"; from a minute on as `spanText`. */
export function shortSpanText(micros: number): string {
  if (micros < 1000) return `${Math.round(micros)} µs`;
  if (micros < 1_000_000) return `${(micros / 1000).toFixed(1)} ms`;
  if (micros < 60_000_000) return `${(micros / 1_000_000).toFixed(2)} s`;
  return spanText(micros / 1000);
}

export const mebibytesText = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

/** "2026-11-21 17:00:28.123", of the local clock. */
export function momentText(millis: number): string {
  const date = new Date(millis);
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  return `${day} ${time}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}
