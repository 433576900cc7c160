/** "5min" ago, or a moment as a date. */

const unitMillis: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const span = /^(\d+(?:\.\d+)?)\s*(ms|s|m|min|h|d)$/;
/** Of today where the day is left out; of the local clock without a zone. */
const timeOfDay = /^\d{1,2}:\d{2}(?::\d{2})?$/;
const date = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/** Wall clock, milliseconds since 1970; null for what is neither. */
export function readSince(text: string, nowMillis: number): number | null {
  const [, count, unit = ""] = span.exec(text) ?? [];
  const millis = unitMillis[unit];
  if (count !== undefined && millis !== undefined) return nowMillis - Number(count) * millis;
  if (timeOfDay.test(text)) return today(text, nowMillis);
  if (!date.test(text)) return null;
  // A day alone would be taken for one of UTC.
  const moment = text.length === 10 ? `${text}T00:00` : text.replace(" ", "T");
  const read = Date.parse(moment);
  return Number.isNaN(read) ? null : read;
}

function today(text: string, nowMillis: number): number | null {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(":").map(Number);
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return new Date(nowMillis).setHours(hours, minutes, seconds, 0);
}
