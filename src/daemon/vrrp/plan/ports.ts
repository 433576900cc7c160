/** Ports that carry nothing out and write everything down, for a router that a reload is tried on. */

import type {
  AdvertSocket,
  AdvertSocketOptions,
  AnnouncementFrame,
  PreparedDatagram,
} from "../../../ports/adverts.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { NetworkTable } from "../../../ports/network.ts";
import type { RoutingTable } from "../../../ports/routing.ts";
import { decodeGratuitousArp } from "../../../wire/net/gratuitous-arp.ts";
import { decodeNeighbourAdvertisement } from "../../../wire/net/neighbour-advertisement.ts";
import { success } from "../../../wire/result.ts";
import { silentLog } from "../../log/silent-log.ts";
import type { PlannedOperation } from "../../plan/process-plan.ts";
import type { GroupChange, RouterPorts, StateChange } from "../ports.ts";
import { PlanNetwork, type Removal } from "./network.ts";
import { planRouting } from "./routing.ts";

/** What the plan looks at of the real world, and never changes. */
export interface PlanWorld {
  readonly clock: Clock;
  readonly network: NetworkTable;
  readonly routing: Pick<RoutingTable, "holdsRoute" | "holdsRule">;
  readonly forwardsIpv6: (interfaceName: string) => boolean;
  /** net.ipv4.conf.*.promote_secondaries (ip-sysctl). */
  readonly promotesSecondaries: (interfaceName: string) => boolean;
}

export class PlanRecorder {
  readonly ports: RouterPorts;
  /** As the reload leaves it. */
  readonly table: NetworkTable;
  /** Of addresses that were taken away, those that came back included. */
  readonly removed: Map<string, Removal>;
  readonly states: StateChange[] = [];
  readonly groups: GroupChange[] = [];
  #operations: PlannedOperation[] = [];
  /** How often each announcement is sent, in the order of the first. */
  #announced = new Map<string, number>();

  constructor(world: PlanWorld) {
    const { clock, network, routing, forwardsIpv6, promotesSecondaries } = world;
    const changed = (command: string) => void this.#operations.push({ on: "kernel", command });
    const picture = new PlanNetwork(network, promotesSecondaries, changed);
    this.table = picture.table;
    this.removed = picture.removed;
    this.ports = {
      clock,
      forwardsIpv6,
      alarm: { arm: () => undefined },
      sockets: { open: (options) => success(this.#socket(options)) },
      announcer: { send: (frames) => this.#announce(frames) },
      network: picture.table,
      addresses: picture,
      routing: planRouting(routing, changed),
      log: silentLog,
      watch: () => undefined,
      listener: {
        stateChanged: (change) => void this.states.push(change),
        groupChanged: (change) => void this.groups.push(change),
        priorityChanged: () => undefined,
        operatorChanged: () => undefined,
        linkChanged: () => undefined,
        noticed: () => undefined,
        receivedLowerPriority: () => undefined,
        instanceGone: () => undefined,
        stopped: () => undefined,
        forbidden: () => undefined,
      },
    };
  }

  /** What was written down up to now is forgotten: from here on it counts. */
  forget(): void {
    this.#operations = [];
    this.#announced.clear();
    this.removed.clear();
    this.states.length = 0;
    this.groups.length = 0;
  }

  get operations(): readonly PlannedOperation[] {
    const frames = [...this.#announced].map(([what, times]): PlannedOperation => {
      const command = times === 1 ? what : `${what}, ${times} times`;
      return { on: "network", command };
    });
    return [...this.#operations, ...frames];
  }

  #socket(options: AdvertSocketOptions): AdvertSocket {
    const text = socketText(options);
    this.#operations.push({ on: "socket", command: `open ${text}` });
    return {
      prepare: (): PreparedDatagram => ({ kind: "preparedDatagram" }),
      send: () => success(null),
      drain: () => undefined,
      close: () => void this.#operations.push({ on: "socket", command: `close ${text}` }),
    };
  }

  #announce(frames: readonly AnnouncementFrame[]) {
    for (const { interfaceIndex, frame } of frames) {
      const arp = decodeGratuitousArp(frame);
      const advertisement = decodeNeighbourAdvertisement(frame);
      const what = arp.ok
        ? `gratuitous ARP for ${arp.value.address}`
        : `neighbour advertisement for ${advertisement.ok ? advertisement.value.target : "?"}`;
      const key = `${what} on ${this.table.linkByIndex(interfaceIndex)?.name ?? "?"}`;
      this.#announced.set(key, (this.#announced.get(key) ?? 0) + 1);
    }
    return success(null);
  }
}

function socketText({ interfaceName, family, delivery }: AdvertSocketOptions): string {
  const to = delivery.kind === "multicast" ? delivery.group : `unicast from ${delivery.source}`;
  return `a VRRP socket on ${interfaceName} for ${family === "ipv4" ? "IPv4" : "IPv6"}, ${to}`;
}
