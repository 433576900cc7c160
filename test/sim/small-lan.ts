/** A LAN of a few routers whose every step a test decides, and what can be measured on it. */
import type { VrrpInstance } from "../../src/config/model/vrrp-instance.ts";
import { VirtualNode } from "../../src/sim/node.ts";
import { NodeClock } from "../../src/sim/node-clock.ts";
import { Random } from "../../src/sim/random.ts";
import type { Router } from "../../src/sim/topology.ts";
import { VirtualClock } from "../../src/sim/virtual-clock.ts";
import { virtualInstance } from "../../src/sim/virtual-instance.ts";
import { VirtualKernel } from "../../src/sim/virtual-kernel.ts";
import { soundPath, VirtualLan } from "../../src/sim/virtual-lan.ts";
import type { IpAddress } from "../../src/wire/address.ts";
import { type Micros, type Priority, plus, seconds } from "../../src/wire/units.ts";

const mostActions = 1_000_000;

/** One router for each priority: `10.0.0.1`, `10.0.0.2`, … */
export const routersOf = (
  priorities: readonly number[],
  differences: Partial<VrrpInstance> = {},
): readonly Router[] =>
  priorities.map((priority, index) => ({
    name: `r${index + 1}`,
    address: `10.0.0.${index + 1}` as IpAddress,
    instance: virtualInstance({ ...differences, priority: priority as Priority }),
    uptimeMicros: seconds(index),
  }));

export class SmallLan {
  readonly world = new VirtualClock();
  readonly nodes: readonly VirtualNode[];
  readonly #lan: VirtualLan;
  #longestGap = 0;
  #nobodySince: Micros | null = null;
  #longestOverlap = 0;
  #severalSince: Micros | null = null;
  #measuring = false;

  constructor(routers: readonly Router[]) {
    const random = new Random(1);
    this.#lan = new VirtualLan(this.world, random.fork());
    this.nodes = routers.map(({ name, address, instance, uptimeMicros }) => {
      const link = { present: true, up: true, sourceAddress: address, obstacles: [] };
      return new VirtualNode({
        name,
        address,
        instance,
        world: this.world,
        clock: new NodeClock(this.world, uptimeMicros),
        kernel: new VirtualKernel(this.world, link, () => this.#count()),
        lan: this.#lan,
        random: random.fork(),
        observer: { stepped: () => {}, sent: () => {}, announced: () => {}, stopped: () => {} },
      });
    });
  }

  node(number: number): VirtualNode {
    const node = this.nodes[number - 1];
    if (node === undefined) throw new Error(`there is no router ${number}`);
    return node;
  }

  /** Starts all and waits until the first election is long over. */
  settle(): void {
    for (const node of this.nodes) node.start();
    this.live(60_000_000);
  }

  live(micros: number): void {
    this.world.runUntil(plus(this.world.now(), micros as Micros), mostActions);
    this.#count();
  }

  /** From now on. */
  measure(): void {
    this.#measuring = true;
    this.#longestGap = 0;
    this.#longestOverlap = 0;
    this.#nobodySince = null;
    this.#severalSince = null;
    this.#count();
  }

  /** Nothing passes between `left` and the others, both ways. */
  partition(left: readonly number[]): void {
    const isLeft = (index: number) => left.includes(index + 1);
    this.#lan.setQuality((from, to) =>
      isLeft(from) === isLeft(to) ? soundPath : { ...soundPath, cut: true },
    );
  }

  heal(): void {
    this.#lan.setQuality(() => soundPath);
  }

  /** The one there is. */
  master(): VirtualNode {
    const [master, other] = this.nodes.filter((node) => node.isMaster());
    if (master === undefined || other !== undefined) throw new Error("there is not one master");
    return master;
  }

  masters(): readonly string[] {
    return this.nodes.filter((node) => node.isMaster()).map((node) => node.name);
  }

  /** The longest time that nobody held an address. */
  longestGapMicros(): number {
    return this.#longestGap;
  }

  /** The longest time that two or more held addresses. */
  longestOverlapMicros(): number {
    return this.#longestOverlap;
  }

  #count(): void {
    if (!this.#measuring) return;
    const now = this.world.now();
    const holders = this.nodes.filter((node) => node.kernel.held().length > 0).length;
    this.#longestGap = Math.max(this.#longestGap, now - (this.#nobodySince ?? now));
    this.#longestOverlap = Math.max(this.#longestOverlap, now - (this.#severalSince ?? now));
    this.#nobodySince = holders === 0 ? (this.#nobodySince ?? now) : null;
    this.#severalSince = holders > 1 ? (this.#severalSince ?? now) : null;
  }
}
