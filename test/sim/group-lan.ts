/** Routers with a sync group each, on one segment for each member. */
import { trackedCondition } from "../../src/core/tracking/condition.ts";
import { noOrders, type VrrpEvent } from "../../src/core/vrrp/events.ts";
import { decodeFor, encodeFor, sentTtl } from "../../src/sim/advert-bytes.ts";
import type { Random } from "../../src/sim/random.ts";
import type { Appointment, VirtualClock } from "../../src/sim/virtual-clock.ts";
import { type GroupSeen, VirtualGroup } from "../../src/sim/virtual-group.ts";
import { virtualInstance } from "../../src/sim/virtual-instance.ts";
import type { LanDatagram, VirtualLan } from "../../src/sim/virtual-lan.ts";
import type { IpAddress } from "../../src/wire/address.ts";
import type { Priority } from "../../src/wire/units.ts";

export interface GroupNodeParts {
  readonly address: IpAddress;
  readonly priority: Priority;
  readonly preempt: boolean;
  readonly world: VirtualClock;
  /** A member's, each. */
  readonly lans: ReadonlyMap<string, VirtualLan>;
  readonly random: Random;
  /** A member, or the group, changes its state. */
  changed(): void;
}

export class GroupNode {
  readonly #parts: GroupNodeParts;
  readonly #stations = new Map<string, number>();
  readonly #cut = new Set<string>();
  #group: VirtualGroup | null = null;
  #alarm: Appointment | null = null;

  constructor(parts: GroupNodeParts) {
    this.#parts = parts;
    for (const [name, lan] of parts.lans) {
      const receive = (datagram: LanDatagram) => this.#receive(name, datagram);
      this.#stations.set(name, lan.attach({ address: parts.address, receive }));
    }
  }

  /** The members that are master here. */
  masters(): readonly string[] {
    const group = this.#group;
    return group === null
      ? []
      : group.names.filter((name) => group.stateOf(name).phase === "master");
  }

  start(): void {
    const { lans, priority, preempt, world } = this.#parts;
    const instances = [...lans.keys()].map((name) => virtualInstance({ name, priority, preempt }));
    const group = new VirtualGroup(instances, world.now());
    this.#group = group;
    const tracked = trackedCondition(priority, []);
    const start = (name: string): VrrpEvent => ({
      kind: "start",
      link: this.#link(name),
      tracked,
      group: group.conditionAtStart(name),
      operator: noOrders,
      resume: false,
    });
    this.#take(group.names.map((name) => [name, start(name)]));
  }

  /** The power fails. */
  crash(): void {
    this.#group = null;
    if (this.#alarm !== null) this.#parts.world.cancel(this.#alarm);
  }

  setLink(name: string, up: boolean): void {
    if (up) this.#cut.delete(name);
    else this.#cut.add(name);
    this.#take([[name, { kind: "linkChanged", link: this.#link(name) }]]);
  }

  order(name: string, fault: boolean): void {
    this.#take([[name, { kind: "operatorChanged", operator: { ...noOrders, fault } }]]);
  }

  #link(name: string) {
    const up = !this.#cut.has(name);
    return { present: true, up, sourceAddress: this.#parts.address, obstacles: [] };
  }

  #receive(name: string, datagram: LanDatagram): void {
    const group = this.#group;
    if (group === null || this.#cut.has(name)) return;
    const packet = decodeFor(group.instanceOf(name), datagram);
    this.#take([[name, { kind: "advertReceived", packet }]]);
  }

  #take(events: readonly (readonly [string, VrrpEvent])[]): void {
    const group = this.#group;
    if (group !== null) this.#carryOut(group, group.take(events, this.#parts.world.now()));
  }

  #carryOut(group: VirtualGroup, seen: readonly GroupSeen[]): void {
    for (const each of seen) {
      if (each.effects.some(({ kind }) => kind === "stateChanged")) this.#parts.changed();
      if (each.who !== null) this.#send(group, each.who, each.effects);
    }
    const { world, random } = this.#parts;
    if (this.#alarm !== null) world.cancel(this.#alarm);
    const deadline = group.deadline();
    if (deadline === null) return;
    const late = random.integer(0, 300);
    this.#alarm = world.at((deadline + late) as typeof deadline, () => {
      if (this.#group === group) this.#carryOut(group, group.wake(world.now()));
    });
  }

  #send(
    group: VirtualGroup,
    name: string,
    effects: Extract<GroupSeen, { who: string }>["effects"],
  ): void {
    const { address, lans } = this.#parts;
    const lan = lans.get(name);
    const station = this.#stations.get(name);
    if (lan === undefined || station === undefined || this.#cut.has(name)) return;
    const instance = group.instanceOf(name);
    for (const effect of effects) {
      if (effect.kind !== "sendAdvert") continue;
      for (const packet of encodeFor(instance, address, effect)) {
        lan.send(station, { source: address, ttl: sentTtl(instance), ...packet });
      }
    }
  }
}
