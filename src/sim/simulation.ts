/** One run: from a seed a group of routers, faults, and then none. */
import { type Micros, plus } from "../wire/units.ts";
import { describeInstance, describeStep, isRoutine } from "./describe.ts";
import type { Fault } from "./fault.ts";
import { randomFaults } from "./fault-plan.ts";
import { VirtualNode } from "./node.ts";
import { NodeClock } from "./node-clock.ts";
import { PathFaults } from "./path-faults.ts";
import { Random } from "./random.ts";
import { afterthoughtMicros, Referee } from "./referee.ts";
import { type Detail, Timeline } from "./timeline.ts";
import { type Router, randomTopology } from "./topology.ts";
import { VirtualClock } from "./virtual-clock.ts";
import { adoptedAddresses } from "./virtual-instance.ts";
import { VirtualKernel } from "./virtual-kernel.ts";
import { VirtualLan } from "./virtual-lan.ts";
import { VirtualNeighbour } from "./virtual-neighbour.ts";

export interface SimulationResult {
  readonly seed: number;
  /** Sentences; none when all went well. */
  readonly violations: readonly string[];
  /** Empty unless asked for. */
  readonly timeline: readonly string[];
  readonly virtualMicros: Micros;
  readonly actions: number;
  /** How often the group came to rest. */
  readonly settledTimes: number;
  /** How often a neighbour still sent to a router that had ceased to be master. */
  readonly misled: number;
}

/** Beyond this a run breeds events without end. */
const mostActions = 200_000;
const mostRounds = 3;

/** Lives through the run that `seed` stands for; the same seed is the same run, always. */
export function simulate(seed: number, detail: Detail = "nothing"): SimulationResult {
  return new Simulation(seed, detail).run();
}

class Simulation {
  readonly #seed: number;
  readonly #random: Random;
  readonly #world = new VirtualClock();
  readonly #paths = new PathFaults();
  readonly #timeline: Timeline;
  readonly #lan: VirtualLan;
  readonly #referee: Referee;
  readonly #neighbour: VirtualNeighbour;
  readonly #nodes: readonly VirtualNode[];
  readonly #intervalMicros: Micros;
  #actions = 0;

  constructor(seed: number, detail: Detail) {
    this.#seed = seed;
    this.#random = new Random(seed);
    this.#timeline = new Timeline(this.#world, detail);
    this.#lan = new VirtualLan(this.#world, this.#random.fork());
    this.#lan.setQuality((from, to) => this.#paths.qualityOf(from, to));
    this.#referee = new Referee(this.#world, this.#lan, this.#timeline);
    const routers = randomTopology(this.#random.fork());
    this.#nodes = routers.map((router) => this.#node(router));
    this.#neighbour = new VirtualNeighbour(this.#lan);
    this.#referee.watch(this.#nodes, this.#neighbour);
    this.#intervalMicros = Math.max(
      ...routers.map((router) => router.instance.advertIntervalMicros),
    ) as Micros;
    for (const [index, router] of routers.entries()) this.#describeRouter(index, router);
  }

  run(): SimulationResult {
    try {
      this.#live();
    } catch (error) {
      this.#referee.violated(error instanceof Error ? (error.stack ?? error.message) : `${error}`);
    }
    this.#referee.finish();
    return {
      seed: this.#seed,
      violations: this.#referee.violations(),
      timeline: this.#timeline.lines(),
      virtualMicros: this.#world.now(),
      actions: this.#actions,
      settledTimes: this.#referee.settledTimes(),
      misled: this.#referee.misledTimes(),
    };
  }

  #live(): void {
    this.#boot();
    for (let round = this.#random.integer(1, mostRounds); round > 0; round--) {
      this.#suffer();
      this.#rest();
    }
  }

  /** The routers come up one after the other, or all at once. */
  #boot(): void {
    const spread = this.#random.pick([0, 2 * this.#intervalMicros, 10 * this.#intervalMicros]);
    const boots = this.#nodes.map((node): Fault => {
      const end = this.#random.micros(0, spread);
      const begin = 0 as Micros;
      return {
        begin,
        end,
        text: `${node.name} boots`,
        start: () => {},
        finish: () => node.start(),
      };
    });
    this.#endure(boots);
    if (this.#random.chance(0.5)) this.#rest();
  }

  #suffer(): void {
    const begin = this.#world.now();
    const end = plus(begin, (this.#random.integer(2, 30) * this.#intervalMicros) as Micros);
    const field = {
      nodes: this.#nodes,
      stations: [...this.#nodes.keys()],
      paths: this.#paths,
      intervalMicros: this.#intervalMicros,
      // Seeds that found something are even: they stay the runs that they were.
      hasOrders: this.#seed % 2 === 1,
    };
    this.#endure(randomFaults(this.#random.fork(), field, { begin, end }));
  }

  /** Nothing goes wrong until the group has settled, and for some time after. */
  #rest(): void {
    const settled = this.#referee.settlesAt();
    this.#runUntil((settled + afterthoughtMicros + 5 * this.#intervalMicros) as Micros);
  }

  /** Carries out the faults and lives until the last of them is over. */
  #endure(faults: readonly Fault[]): void {
    for (const fault of faults) {
      this.#world.at(fault.begin, () => {
        this.#referee.faultBegins();
        this.#timeline.note("***", () => `${fault.text}${fault.end > fault.begin ? " …" : ""}`);
        fault.start();
        if (fault.end > fault.begin) return;
        fault.finish();
        this.#referee.faultEnds();
      });
      if (fault.end === fault.begin) continue;
      this.#world.at(fault.end, () => {
        this.#timeline.note("***", () => `… over: ${fault.text}`);
        fault.finish();
        this.#referee.faultEnds();
      });
    }
    this.#runUntil(Math.max(this.#world.now(), ...faults.map((fault) => fault.end)) as Micros);
  }

  #runUntil(end: Micros): void {
    const left = mostActions - this.#actions;
    const done = this.#world.runUntil(end, left);
    this.#actions += done;
    if (done === left) this.#referee.violated("more events than any sound run has");
  }

  #node(router: Router): VirtualNode {
    const { name, address, instance, uptimeMicros } = router;
    const link = { present: true, up: true, sourceAddress: address, obstacles: [] };
    return new VirtualNode({
      name,
      address,
      instance,
      world: this.#world,
      clock: new NodeClock(this.#world, uptimeMicros),
      kernel: new VirtualKernel(this.#world, link, () => this.#referee.holdersChanged()),
      lan: this.#lan,
      random: this.#random.fork(),
      observer: {
        stepped: (node, seen) => {
          this.#referee.stepped(node, seen);
          this.#timeline.note(node.name, () => describeStep(seen), isRoutine(seen));
        },
        sent: () => {},
        announced: (node) => this.#neighbour.hear(node.name, adoptedAddresses(instance)),
        stopped: () => {},
      },
    });
  }

  #describeRouter(index: number, { name, address, instance }: Router): void {
    this.#timeline.note(name, () => `station ${index}, ${address}, ${describeInstance(instance)}`);
  }
}
