/** The time in a `reload_time_file` (keepalived.md §4.7). */
import { failure, type Result, success } from "../../../wire/result.ts";

export interface ReloadTime {
  /** Wall clock, milliseconds since 1970. */
  readonly atMillis: number;
  /** `2026-11-21 23:59:59`, for the log; with `Z` where it is UTC. */
  readonly text: string;
}

const form =
  /^(?:(?<year>\d{4}|\d{2})-(?<month>\d\d)-(?<day>\d\d) )?(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?<utc>Z?)$/;

/**
 * Of the first line. A time without a date is the next one, of today or tomorrow. The error is a
 * sentence for the log.
 */
export function readReloadTime(text: string, nowMillis: number): Result<ReloadTime, string> {
  const [line = ""] = text.split("\n", 1);
  const fields = form.exec(line)?.groups;
  if (fields === undefined) return failure(`Reload time ${shown(line)} format is incorrect`);
  const isUtc = fields.utc === "Z";
  const now = partsOf(new Date(nowMillis), isUtc);
  const date =
    fields.year === undefined
      ? now
      : {
          year: fields.year.length === 2 ? 2000 + Number(fields.year) : Number(fields.year),
          month: Number(fields.month),
          day: Number(fields.day),
        };
  const time = {
    hour: Number(fields.hour),
    minute: Number(fields.minute),
    second: Number(fields.second),
  };
  const moment = { ...date, ...time };
  const atMillis = millisOf(moment, isUtc);
  if (!isThere(moment, atMillis, isUtc)) return failure(`Reload time ${shown(line)} is not valid`);
  if (fields.year !== undefined) {
    if (atMillis <= nowMillis) return failure(`Reload time ${shown(line)} is in the past`);
    return success(named(atMillis, isUtc));
  }
  if (atMillis > nowMillis) return success(named(atMillis, isUtc));
  return success(named(millisOf({ ...moment, day: moment.day + 1 }, isUtc), isUtc));
}

interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

function partsOf(date: Date, isUtc: boolean): Moment {
  if (!isUtc) {
    return {
      year: date.getFullYear(),
      month: date.getMonth() + 1,
      day: date.getDate(),
      hour: date.getHours(),
      minute: date.getMinutes(),
      second: date.getSeconds(),
    };
  }
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

function millisOf(moment: Moment, isUtc: boolean): number {
  const { year, month, day, hour, minute, second } = moment;
  return isUtc
    ? Date.UTC(year, month - 1, day, hour, minute, second)
    : new Date(year, month - 1, day, hour, minute, second).getTime();
}

/** 30 February is another day; an hour that summer time leaves out is the one after it. */
function isThere({ month, day, hour, minute, second }: Moment, millis: number, isUtc: boolean) {
  const found = partsOf(new Date(millis), isUtc);
  const isDay = found.month === month && found.day === day;
  return isDay && hour < 24 && minute < 60 && second < 60 && found.minute === minute;
}

function named(atMillis: number, isUtc: boolean): ReloadTime {
  const { year, month, day, hour, minute, second } = partsOf(new Date(atMillis), isUtc);
  const date = [`${year}`, two(month), two(day)].join("-");
  const time = [two(hour), two(minute), two(second)].join(":");
  return { atMillis, text: `${date} ${time}${isUtc ? "Z" : ""}` };
}

const two = (value: number): string => String(value).padStart(2, "0");

const shown = (line: string): string => line.replaceAll(/[^\x20-\x7e]/g, "?");
