/** Whether a process that takes the place of one that was killed may go on as MASTER. */
import type { Configuration } from "../../config/model/configuration.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { resumeMicros } from "../../core/vrrp/timers.ts";
import { type Micros, seconds } from "../../wire/units.ts";
import type { ResumeSnapshot } from "../protocol.ts";
import type { MayResume } from "./router.ts";

/** Of the time that peers still believe, this share is kept for what was not measured. */
const reserve = 0.1;

/** From the start of a vrrp process to its first advert, on a busy machine. */
const startAllowanceMicros = seconds(0.5);

/** Whether every master of a process that died can go on when the next one starts so much later. */
export const outlastsDelay = ({ vrrpInstances }: Configuration, delayMicros: Micros): boolean =>
  vrrpInstances.every((instance) =>
    peersStillBelieve(instance, delayMicros + startAllowanceMicros),
  );

/** Whether peers still believe in a master that has been silent for so long. */
const peersStillBelieve = (instance: VrrpInstance, silentMicros: number): boolean =>
  silentMicros < resumeMicros(instance) * (1 - reserve);

/** `now`: when the first advert would leave. */
export function resumePolicy(snapshot: ResumeSnapshot | null, now: Micros): MayResume {
  if (snapshot === null) return () => false;
  const masters = new Set(
    snapshot.instances.filter(({ phase }) => phase === "master").map(({ name }) => name),
  );
  const silentMicros = now - snapshot.diedAt;
  return (instance: VrrpInstance) =>
    masters.has(instance.name) && peersStillBelieve(instance, silentMicros);
}
