/** Metrics of a route: `mtu lock 1400`, `rtt 300ms` (ip-route(8)). */
import { routingCodes } from "../../diagnostics/codes-routing.ts";
import { integer } from "../../keywords/arguments.ts";
import type { Word } from "../../language/tree.ts";
import type { RouteMetric, RouteMetricName } from "../../model/route.ts";
import type { OptionWords } from "../reading/option-words.ts";

type Reader = (option: Word, words: OptionWords) => number | undefined;

const plain =
  (maximum?: number): Reader =>
  (option, words) =>
    words.integer(option, integer(0, maximum));

/** TCP_RTO_MIN of the kernel: less has no effect. */
const shortestMillis = 200;
const time =
  (longestMillis: number): Reader =>
  (option, words) =>
    readMillis(option, words, longestMillis);

/** The readers of their values, and whether `lock` may stand before those. */
const readers: Readonly<Record<RouteMetricName, { read: Reader; locks: boolean }>> = {
  mtu: { read: plain(), locks: true },
  advmss: { read: plain(), locks: true },
  rtt: { read: time(960_000), locks: true },
  rttvar: { read: time(960_000), locks: true },
  reordering: { read: plain(), locks: true },
  window: { read: plain(), locks: false },
  cwnd: { read: plain(), locks: true },
  ssthresh: { read: plain(), locks: true },
  rto_min: { read: time(120_000), locks: true },
  initcwnd: { read: plain(), locks: false },
  initrwnd: { read: plain(), locks: false },
  hoplimit: { read: plain(255), locks: false },
  quickack: { read: plain(1), locks: false },
  fastopen_no_cookie: { read: plain(1), locks: false },
};

const isMetric = (name: string): name is RouteMetricName => Object.hasOwn(readers, name);

/** Null where `option` is no metric; undefined where its value cannot be used. */
export function readMetric(option: Word, words: OptionWords): RouteMetric | undefined | null {
  const name = option.text;
  if (!isMetric(name)) return null;
  const { read, locks } = readers[name];
  const locked = locks && words.takeIf("lock");
  const value = read(option, words);
  return value === undefined ? undefined : { name, value, locked };
}

/** What a bare number counts of a millisecond, as the kernel keeps these. */
const parts: Partial<Record<string, number>> = { rtt: 8, rttvar: 4 };

/** A number with s, sec, secs, ms, msec or msecs behind it, or a bare one in the kernel's unit. */
function readMillis(option: Word, words: OptionWords, longestMillis: number): number | undefined {
  const word = words.value(option);
  if (word === undefined) return undefined;
  const match = /^(\d{1,9}(?:\.\d{0,6})?)(s|secs?|ms|msecs?)?$/.exec(word.text);
  const unit = match?.[2];
  const bare = 1 / (parts[option.text] ?? 1);
  const scale = unit === undefined ? bare : unit.startsWith("s") ? 1000 : 1;
  const millis = match === null ? Number.NaN : Number(match[1]) * scale;
  if (!(millis <= longestMillis)) {
    const help = `expected at most ${longestMillis} milliseconds, as in 300ms or 0.3s`;
    return words.refuse(word, `"${word.text}" is no time for ${option.text}`, help);
  }
  if (millis >= shortestMillis) return millis;
  words.line.remark(routingCodes.timeTooShort, word.span, {
    message: `${option.text} "${word.text}" is less than ${shortestMillis} ms`,
    help: `the kernel takes no shorter one`,
    consequence: `${shortestMillis} ms is used instead.`,
  });
  return shortestMillis;
}
