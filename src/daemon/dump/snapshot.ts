/** What the vrrp process shows of itself in its dumps: plain data, read once. */
import type { GlobalDefinitions } from "../../config/model/configuration.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { VrrpState } from "../../core/vrrp/state.ts";
import type { InterfaceAddress, Link } from "../../ports/network.ts";

export interface DumpSnapshot {
  readonly global: GlobalDefinitions;
  readonly networkNamespace: string | null;
  /** What to add to a monotonic moment to get microseconds since 1970. */
  readonly wallClockOffsetMicros: number;
  readonly instances: readonly InstanceDump[];
  readonly links: readonly LinkDump[];
}

export interface InstanceDump {
  readonly instance: VrrpInstance;
  readonly state: VrrpState;
}

export interface LinkDump {
  readonly link: Link;
  readonly addresses: readonly InterfaceAddress[];
}
