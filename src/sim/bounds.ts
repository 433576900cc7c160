/**
 * How long a group of routers may be undecided, counted from the moment when nothing is wrong any
 * more: no fault lasts, and nothing that a fault delayed is still on its way.
 *
 * Settling. Let D be the longest master down interval any of them can be waiting: its number of
 * missed adverts times the longest interval it can have learned (VRRPv3) plus its skew. Two facts
 * carry the proof:
 *
 * 1. A master steps down only for one with a higher (priority, address), and every advert
 *    arrives; so the best master never gets worse.
 * 2. A backup's timer restarts only for an advert that it does not want to preempt, whose sender
 *    is then a master at least as good; otherwise it goes on from where it was, at most D from
 *    running out.
 *
 * So after D every router that is better than all masters has become one, its first advert (sent
 * before anything else) has silenced the rest, and nobody's timer runs out any more. What is left
 * is the way to the wire: the lateness of the timer and the delay of the segment, there and, for
 * a master that answers to a newcomer, back.
 *
 * A router with `preempt_delay` waits for the first advert of a worse master (at most one D),
 * then its delay, then what is left of its timer (at most another D).
 *
 * And one corner: with `higher_prio_send_advert` a master speaks once more on its way out, and
 * backups adopt its interval. Where the better one answers a moment too early, or not at all
 * (`lower_prio_no_advert`), and its interval is longer, they count in the wrong interval until it
 * speaks next, and one may take over for that long; its own last word may mislead the next lower
 * one, and so on.
 *
 * Two holders. Two masters coexist from the takeover of one until the better one's next advert is
 * heard: at most the longest interval, plus the way to the wire, once for each router that can
 * interfere.
 */
import type { VrrpInstance } from "../config/model/vrrp-instance.ts";
import { type Micros, microsPerSecond, type Priority } from "../wire/units.ts";
import { worstLatenessMicros } from "./node.ts";
import { soundPath } from "./virtual-lan.ts";

export interface Bounds {
  readonly longestMasterDownMicros: Micros;
  readonly settlingMicros: Micros;
  readonly twoHoldersMicros: Micros;
}

/** Early timers are armed again; the second may be late as well. */
const wayToTheWireMicros = 2 * worstLatenessMicros + soundPath.longestDelayMicros;

/** A router as far as the bounds go. */
export interface BoundRouter {
  readonly instance: VrrpInstance;
  /** Effective, as of now. */
  readonly priority: Priority;
}

export function boundsOf(routers: readonly BoundRouter[]): Bounds {
  const instances = routers.map((router) => router.instance);
  // VRRPv2 routers agree on the interval, so theirs is the longest too.
  const longestInterval = longest(instances.map((one) => one.advertIntervalMicros));
  const masterDown = longest(routers.map((router) => masterDownMicros(router, longestInterval)));
  const preemptDelay = longest(instances.map((one) => one.preemptDelayMicros));
  const preempting = preemptDelay > 0 ? preemptDelay + masterDown + wayToTheWireMicros : 0;
  const misled = mayBeMisled(instances) ? instances.length * longestInterval : 0;
  const wayThereAndBack = 2 * wayToTheWireMicros;
  return {
    longestMasterDownMicros: masterDown,
    settlingMicros: (masterDown + wayThereAndBack + preempting + misled) as Micros,
    twoHoldersMicros: (longestInterval + instances.length * wayThereAndBack) as Micros,
  };
}

/**
 * Master_Down_Interval of RFC 3768 §6.1 and Active_Down_Interval of RFC 9568 §6.1, written down a
 * second time: the referee does not take the machine's word for it.
 */
export function masterDownMicros({ instance, priority }: BoundRouter, interval: Micros): Micros {
  const skewed = instance.version === 2 ? microsPerSecond : interval;
  const skew = ((256 - priority) * skewed) / 256;
  return Math.ceil(instance.downTimerAdverts * interval + skew) as Micros;
}

function mayBeMisled(instances: readonly VrrpInstance[]): boolean {
  const intervals = new Set(instances.map((one) => one.advertIntervalMicros));
  return intervals.size > 1 && instances.some((one) => one.higherPrioritySendAdvert);
}

const longest = (spans: readonly Micros[]): Micros => Math.max(...spans) as Micros;
