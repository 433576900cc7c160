/** What the process knows at this moment, for its dumps. */
import type { NetworkTable } from "../../ports/network.ts";
import type { Micros } from "../../wire/units.ts";
import type { DumpSnapshot, InstanceDump } from "../dump/snapshot.ts";
import type { VrrpRouter } from "./router.ts";
import type { RunningInstance } from "./running-instance.ts";

export interface DumpSubject {
  readonly networkNamespace: string | null;
  readonly network: NetworkTable;
  readonly router: VrrpRouter;
}

/** `now` is monotonic; the wall clock is read here, to show moments as dates. */
export function dumpSnapshot(subject: DumpSubject, now: Micros): DumpSnapshot {
  const { networkNamespace, network, router } = subject;
  const { global, statics, trackGroups } = router.configuration;
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
