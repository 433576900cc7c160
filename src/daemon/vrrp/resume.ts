/** Whether a process that takes the place of one that was killed may go on as MASTER. */
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import { resumeMicros } from "../../core/vrrp/timers.ts";
import type { Micros } from "../../wire/units.ts";
import type { ResumeSnapshot } from "../protocol.ts";
import type { MayResume } from "./router.ts";

/** Of the time that peers still believe, this share is kept for what was not measured. */
const reserve = 0.1;

/** `now`: when the first advert would leave. */
export function resumePolicy(snapshot: ResumeSnapshot | null, now: Micros): MayResume {
  if (snapshot === null) return () => false;
  const masters = new Set(
    snapshot.instances.filter(({ phase }) => phase === "master").map(({ name }) => name),
  );
  const silentMicros = now - snapshot.diedAt;
  return (instance: VrrpInstance) =>
    masters.has(instance.name) && silentMicros < resumeMicros(instance) * (1 - reserve);
}
