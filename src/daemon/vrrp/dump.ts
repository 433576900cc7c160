/** What the process knows at this moment, for its dumps. */
import type { GlobalDefinitions } from "../../config/model/configuration.ts";
import type { Tracking } from "../../config/model/tracking.ts";
import type { NetworkTable } from "../../ports/network.ts";
import type { Micros } from "../../wire/units.ts";
import type { DumpSnapshot } from "../dump/snapshot.ts";
import type { RunningInstance } from "./running-instance.ts";

export interface DumpSubject {
  readonly global: GlobalDefinitions;
  readonly tracking: Tracking;
  readonly networkNamespace: string | null;
  readonly network: NetworkTable;
  readonly instances: readonly RunningInstance[];
}

/** `now` is monotonic; the wall clock is read here, to show moments as dates. */
export function dumpSnapshot(subject: DumpSubject, now: Micros): DumpSnapshot {
  const { global, networkNamespace, network, instances } = subject;
  return {
    global,
    networkNamespace,
    wallClockOffsetMicros: Date.now() * 1000 - now,
    instances: instances.map(({ instance, state }) => ({ instance, state })),
    links: [...network.links()].map((link) => ({
      link,
      addresses: network.addressesOf(link.index),
    })),
  };
}
