/**
 * `interface_up_down_delays` of an interface that adverts leave on: a master that is patient for
 * longer than its peers wait is not the only one for a while (keepalived.md §8).
 */
import { type Micros, microsPerSecond } from "../../../wire/units.ts";
import { diagnose } from "../../diagnostics/code.ts";
import { globalCodes } from "../../diagnostics/codes-global.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { LinkDelay, LinkSettings } from "../../model/links.ts";
import type { VrrpInstance } from "../../model/vrrp-instance.ts";

export interface BoundedDelays {
  readonly links: LinkSettings;
  readonly diagnostics: readonly Diagnostic[];
}

export function boundDelays(
  links: LinkSettings,
  instances: readonly VrrpInstance[],
): BoundedDelays {
  const diagnostics: Diagnostic[] = [];
  const delays = links.delays.map((delay) => {
    const strictest = strictestOf(delay, instances);
    if (strictest === undefined) return delay;
    const { downMicros, upMicros } = delay;
    const waited = waitedMicros(strictest);
    if (Math.max(downMicros, upMicros) < waited) return delay;
    diagnostics.push(report(delay, strictest));
    const limit = limitOf(strictest);
    const bounded = (micros: Micros) => Math.min(micros, limit) as Micros;
    return { ...delay, downMicros: bounded(downMicros), upMicros: bounded(upMicros) };
  });
  return { links: { ...links, delays }, diagnostics };
}

function strictestOf(
  delay: LinkDelay,
  instances: readonly VrrpInstance[],
): VrrpInstance | undefined {
  return instances
    .filter((instance) => instance.interface === delay.interface)
    .reduce<VrrpInstance | undefined>(
      (least, each) =>
        least === undefined || waitedMicros(each) < waitedMicros(least) ? each : least,
      undefined,
    );
}

/** Less than any peer waits before it takes over. */
const waitedMicros = ({ downTimerAdverts, advertIntervalMicros }: VrrpInstance): number =>
  (downTimerAdverts - 1) * advertIntervalMicros;

/** As keepalived has it: sooner by the shortest skew. */
const limitOf = (instance: VrrpInstance): Micros =>
  Math.max(0, waitedMicros(instance) - Math.floor(instance.advertIntervalMicros / 256)) as Micros;

function report(delay: LinkDelay, instance: VrrpInstance): Diagnostic {
  const { name, downTimerAdverts } = instance;
  const waited = waitedMicros(instance) / microsPerSecond;
  const seconds = limitOf(instance) / microsPerSecond;
  return diagnose(globalCodes.delayTooLong, delay.place, {
    message: `changes of ${delay.interface} would count when the peers of ${name} may have taken over`,
    help:
      downTimerAdverts === 1
        ? "its down_timer_adverts of 1 leaves no time for that"
        : `stay below ${waited} s, ${downTimerAdverts - 1} times its advert_int`,
    consequence: `They count after ${seconds} s at the latest.`,
  });
}
