/** What the process knows at this moment, for its dumps. */
import type { GlobalDefinitions } from "../../config/model/configuration.ts";
import type { Statics } from "../../config/model/statics.ts";
import type { TrackGroup } from "../../config/model/sync-group.ts";
import type { Tracking } from "../../config/model/tracking.ts";
import type { NetworkTable } from "../../ports/network.ts";
import type { Micros } from "../../wire/units.ts";
import type { DumpSnapshot, InstanceDump } from "../dump/snapshot.ts";
import type { VrrpRouter } from "./router.ts";
import type { RunningInstance } from "./running-instance.ts";

export interface DumpSubject {
  readonly global: GlobalDefinitions;
  readonly tracking: Tracking;
  readonly statics: Statics;
  readonly trackGroups: readonly TrackGroup[];
  readonly networkNamespace: string | null;
  /** `_NS_INSTANCE`, or nothing. */
  readonly identitySuffix: string;
  readonly network: NetworkTable;
  readonly router: VrrpRouter;
}

/** `now` is monotonic; the wall clock is read here, to show moments as dates. */
export function dumpSnapshot(subject: DumpSubject, now: Micros): DumpSnapshot {
  const { global, networkNamespace, network, router, statics, trackGroups } = subject;
  const { scripts, files, processes, known } = router.watched;
  return {
    global,
    networkNamespace,
    wallClockOffsetMicros: Date.now() * 1000 - now,
    instances: router.instances.map(snapshotOf),
    groups: router.groups.map(({ group, state, members }) => ({
      group,
      state,
      members: members.map(snapshotOf),
    })),
    tracking: { scripts, files, processes },
    results: known,
    statics,
    trackGroups,
    links: [...network.links()].map((link) => ({
      link,
      addresses: network.addressesOf(link.index),
    })),
  };
}

const snapshotOf = ({ instance, state }: RunningInstance): InstanceDump => ({ instance, state });
