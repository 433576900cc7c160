/** What the vrrp process shows of itself in its dumps: plain data, read once. */
import type { GlobalDefinitions } from "../../config/model/configuration.ts";
import type { Statics } from "../../config/model/statics.ts";
import type { SyncGroup, TrackGroup } from "../../config/model/sync-group.ts";
import type { Tracking } from "../../config/model/tracking.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { GroupState } from "../../core/sync-group/state.ts";
import type { TrackerReport } from "../../core/tracking/result.ts";
import type { VrrpState } from "../../core/vrrp/state.ts";
import type { InterfaceAddress, Link } from "../../ports/network.ts";

export interface DumpSnapshot {
  readonly global: GlobalDefinitions;
  readonly networkNamespace: string | null;
  /** What to add to a monotonic moment to get microseconds since 1970. */
  readonly wallClockOffsetMicros: number;
  readonly instances: readonly InstanceDump[];
  readonly groups: readonly GroupDump[];
  /** Those that instances follow, and what is known of them. */
  readonly tracking: Pick<Tracking, "scripts" | "files" | "processes">;
  readonly results: readonly TrackerReport[];
  readonly statics: Statics;
  readonly trackGroups: readonly TrackGroup[];
  readonly links: readonly LinkDump[];
}

export interface InstanceDump {
  readonly instance: VrrpInstance;
  readonly state: VrrpState;
}

export interface GroupDump {
  readonly group: SyncGroup;
  readonly state: Pick<GroupState, "phase">;
  readonly members: readonly InstanceDump[];
}

export interface LinkDump {
  readonly link: Link;
  readonly addresses: readonly InterfaceAddress[];
}
