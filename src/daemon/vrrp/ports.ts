/** What the router needs of the world; `main.ts` gives the real one. */
import type { SyncGroup } from "../../config/model/sync-group.ts";
import type { VrrpInstance } from "../../config/model/vrrp-instance.ts";
import type { Decision } from "../../core/vrrp/decision.ts";
import type { OperatorCondition } from "../../core/vrrp/events.ts";
import type { Sighting } from "../../core/vrrp/sighting.ts";
import type { Phase } from "../../core/vrrp/state.ts";
import type { AdvertSocketFactory, Announcer } from "../../ports/adverts.ts";
import type { Alarm, Clock } from "../../ports/clock.ts";
import type { AddressTable, KernelError, NetworkTable } from "../../ports/network.ts";
import type { RoutingTable } from "../../ports/routing.ts";
import type { Priority } from "../../wire/units.ts";
import type { Logger } from "../log/logger.ts";
import type { WatchedTrackers } from "../protocol/scripts.ts";

export interface RouterPorts {
  readonly clock: Clock;
  readonly alarm: Alarm;
  readonly sockets: AdvertSocketFactory;
  readonly announcer: Announcer;
  readonly network: NetworkTable;
  readonly addresses: AddressTable;
  readonly routing: RoutingTable;
  readonly log: Logger;
  /** Whether the interface forwards IPv6: the R flag of neighbour advertisements (RFC 4861 §4.4). */
  readonly forwardsIpv6: (interfaceName: string) => boolean;
  /** What the runner is to watch from now on, all of it. */
  readonly watch: (trackers: WatchedTrackers) => void;
  readonly listener: RouterListener;
}

export interface StateChange {
  readonly instance: VrrpInstance;
  readonly from: Phase;
  readonly to: Phase;
  readonly decision: Decision;
  readonly priority: Priority;
}

export interface PriorityChange {
  readonly instance: VrrpInstance;
  readonly from: Priority;
  readonly to: Priority;
  readonly phase: Phase;
  readonly because: string;
}

export interface GroupChange {
  readonly group: SyncGroup;
  readonly from: Phase;
  readonly to: Phase;
  readonly because: string;
}

/** Told after the kernel has been told, so that nobody's slowness delays a fail-over. */
export interface RouterListener {
  stateChanged(change: StateChange): void;
  priorityChanged(change: PriorityChange): void;
  groupChanged(change: GroupChange): void;
  /** An operator's orders for it are others now. */
  operatorChanged(instance: VrrpInstance, operator: OperatorCondition): void;
  /** An interface that somebody follows counts as up, or as down, from now on. */
  linkChanged(name: string, up: boolean): void;
  /** Something is wrong between it and another router. */
  noticed(instance: VrrpInstance, sighting: Sighting): void;
  receivedLowerPriority(instance: VrrpInstance, priority: Priority): void;
  /** A reload removed the instance. */
  instanceGone(instance: VrrpInstance, from: Phase): void;
  /** Every instance has let go of what it held. */
  stopped(): void;
  /** The kernel refuses for want of a privilege: no other attempt will fare better. */
  forbidden(error: KernelError): void;
}
