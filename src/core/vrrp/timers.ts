/** The intervals of the election, all in microseconds (RFC 3768 §6.1, RFC 9568 §6.1). */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { type Micros, microsPerSecond, type Priority } from "../../wire/units.ts";

const prioritySteps = 256;

/**
 * Skew_Time for a priority: the lower, the longer. VRRPv2 counts it in fractions of a second whatever
 * the interval (RFC 3768 §6.1), VRRPv3 in fractions of the master's interval (RFC 9568 §6.1).
 */
export function skewMicros(version: 2 | 3, priority: Priority, intervalMicros: Micros): Micros {
  const whole = version === 2 ? microsPerSecond : intervalMicros;
  return Math.round(((prioritySteps - priority) * whole) / prioritySteps) as Micros;
}

/** Master_Down_Interval (Active_Down_Interval): how long a silent master is still believed in. */
export function masterDownMicros(
  instance: VrrpInstance,
  priority: Priority,
  intervalMicros: Micros,
): Micros {
  const skew = skewMicros(instance.version, priority, intervalMicros);
  return (instance.downTimerAdverts * intervalMicros + skew) as Micros;
}

/**
 * How long a planned stop keeps answering: the longest skew a successor can have (priority 1) plus one
 * interval for its first advert to arrive.
 */
export function handOverMicros(instance: VrrpInstance): Micros {
  const interval = instance.advertIntervalMicros;
  return (skewMicros(instance.version, 1 as Priority, interval) + interval) as Micros;
}

/**
 * How long after its last sign of life a master may speak again without any peer having given up on it:
 * the most eager peer (priority 254) waits the interval `downTimerAdverts` times; the last advert may have
 * been sent a whole interval before that sign.
 */
export function resumeMicros(instance: VrrpInstance): Micros {
  return ((instance.downTimerAdverts - 1) * instance.advertIntervalMicros) as Micros;
}
