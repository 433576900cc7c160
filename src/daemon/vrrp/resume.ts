/** Whether a process that takes the place of one that was killed may go on as MASTER. */
import type { Configuration } from "../../config/model/configuration.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { TrackerReport } from "../../core/tracking/result.ts";
import type { OperatorCondition } from "../../core/vrrp/events.ts";
import { resumeMicros } from "../../core/vrrp/timers.ts";
import { type Micros, seconds } from "../../wire/units.ts";
import type { ResumeSnapshot } from "../protocol/vrrp.ts";

/** Whether the instance goes on as MASTER. */
type MayResume = (instance: VrrpInstance) => boolean;

/** What a router takes over from one before it. */
export interface RouterMemory {
  readonly mayResume: MayResume;
  /** What is known of trackers. */
  readonly results: readonly TrackerReport[];
  /** Orders of operators, by the name of the instance. */
  readonly operators: ReadonlyMap<string, OperatorCondition>;
}

export const nothingRemembered: RouterMemory = {
  mayResume: () => false,
  results: [],
  operators: new Map(),
};

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
export function memoryOf(snapshot: ResumeSnapshot | null, now: Micros): RouterMemory {
  if (snapshot === null) return nothingRemembered;
  const masters = new Set(
    snapshot.instances.filter(({ phase }) => phase === "master").map(({ name }) => name),
  );
  const silentMicros = now - snapshot.diedAt;
  return {
    mayResume: (instance) =>
      masters.has(instance.name) && peersStillBelieve(instance, silentMicros),
    results: snapshot.results,
    operators: new Map(snapshot.operators.map(({ name, operator }) => [name, operator])),
  };
}
