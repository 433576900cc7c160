/** What goes wrong with a router: its process, its machine, its clock, its link, its addresses. */
import { type LinkCondition, noOrders } from "../core/vrrp/events.ts";
import { type Micros, type Priority, seconds } from "../wire/units.ts";
import type { Fault, Period } from "./fault.ts";
import type { VirtualNode } from "./node.ts";
import type { Random } from "./random.ts";
import { formatSpan } from "./timeline.ts";
import { adoptedAddresses } from "./virtual-instance.ts";

interface Mishap {
  readonly text: string;
  start(): void;
  /** Absent for what happens at once. */
  readonly finish?: () => void;
}

/** What mishaps are measured in, and whether scripts and operators have their part in them. */
export interface Mishappening {
  readonly intervalMicros: Micros;
  readonly hasOrders: boolean;
}

type MakeMishap = (random: Random, node: VirtualNode, intervalMicros: Micros) => Mishap;

/** SIGSTOP, or a machine that is not scheduled. */
const pause: MakeMishap = (_random, node) => ({
  text: "is paused",
  start: () => node.pause(),
  finish: () => node.unpause(),
});

const clockRate: MakeMishap = (random, { clock }) => {
  const rate = random.pick([0, 0.5, 0.9, 1.1, 2]);
  return {
    text: `has a clock that runs ${rate} times as fast`,
    start: () => clock.setRate(rate),
    finish: () => clock.setRate(1),
  };
};

/** A virtual machine that was suspended finds its clock ahead. */
const clockLeap: MakeMishap = (random, { clock }, intervalMicros) => {
  const leap = random.micros(1_000, 10 * intervalMicros);
  return { text: `has a clock that leaps by ${formatSpan(leap)}`, start: () => clock.leap(leap) };
};

/** A virtual machine is frozen: neither its processes nor its clock notice. */
const freeze: MakeMishap = (_random, node) => ({
  text: "is frozen",
  start: () => {
    node.pause();
    node.clock.setRate(0);
  },
  finish: () => {
    node.clock.setRate(1);
    node.unpause();
  },
});

const crash: MakeMishap = (_random, node) => ({
  text: "crashes",
  start: () => node.crash(),
  finish: () => node.start(),
});

const kill: MakeMishap = (_random, node) => ({
  text: "has its process killed",
  start: () => node.kill(),
  finish: () => node.start(),
});

/** The process comes back within a moment, as the supervisor sees to. */
const respawn: MakeMishap = (_random, node) => ({
  text: "has its process killed and respawned",
  start: () => {
    node.kill();
    node.start();
  },
});

const stop: MakeMishap = (random, node, intervalMicros) => {
  const limit = random.pick([0, intervalMicros, seconds(5)]) as Micros;
  return {
    text: `is stopped within ${formatSpan(limit)}`,
    start: () => node.stop(limit),
    finish: () => {
      node.kill();
      node.start();
    },
  };
};

const link: MakeMishap = (random, node) => {
  const sound = node.kernel.link();
  const broken: readonly (readonly [string, LinkCondition])[] = [
    ["has its link down", { ...sound, up: false }],
    ["loses its source address", { ...sound, sourceAddress: null }],
    ["loses its interface", { present: false, up: false, sourceAddress: null, obstacles: [] }],
  ];
  const [text, condition] = random.pick(broken);
  return {
    text,
    start: () => node.kernel.setLink(condition),
    finish: () => node.kernel.setLink(sound),
  };
};

const theft: MakeMishap = (random, { kernel, instance }) => {
  const addresses = random.sample(adoptedAddresses(instance), random.integer(1, 3));
  const text = `is robbed of ${addresses.join(" ")}`;
  return { text, start: () => kernel.steal(addresses) };
};

const priority: MakeMishap = (random, node) => {
  const wanted = random.integer(1, 254) as Priority;
  return { text: `gets priority ${wanted}`, start: () => node.setPriority(wanted) };
};

/** The operator edits what may be edited while the routers run. */
const reload: MakeMishap = (random, node) => {
  const { instance } = node;
  const isOwner = instance.priority === 255;
  const changed = isOwner ? instance.priority : random.pick([instance.priority, 60, 120, 253]);
  const preempt = instance.wantsMaster || isOwner || random.chance(0.5);
  const differences = {
    priority: changed as Priority,
    preempt,
    preemptDelayMicros: preempt ? instance.preemptDelayMicros : seconds(0),
  };
  return {
    text: `is reloaded with priority ${changed}, ${preempt ? "preempt" : "nopreempt"}`,
    start: () => node.reload(differences),
  };
};

const mishaps: readonly MakeMishap[] = [
  pause,
  clockRate,
  clockLeap,
  freeze,
  crash,
  kill,
  respawn,
  stop,
  link,
  theft,
  priority,
  reload,
];

const scriptFails: MakeMishap = (_random, node) => ({
  text: "has a script that fails",
  start: () => node.setScript(false),
  finish: () => node.setScript(true),
});

/** An operator hands over, and takes back later. */
const switchOver: MakeMishap = (_random, node) => ({
  text: "is told to hand over",
  start: () => node.order({ ...noOrders, standsBack: true }),
  finish: () => node.order(noOrders),
});

const ordered: MakeMishap = (random, node) => {
  const wanted = random.integer(1, 254) as Priority;
  return {
    text: `is told to have priority ${wanted}`,
    start: () => node.order({ ...noOrders, priority: wanted }),
    finish: () => node.order(noOrders),
  };
};

const withOrders: readonly MakeMishap[] = [...mishaps, scriptFails, switchOver, ordered];

/** One mishap of random kind; its link is sound at the time of the call. */
export function randomNodeFault(
  random: Random,
  node: VirtualNode,
  { begin, end }: Period,
  { intervalMicros, hasOrders }: Mishappening,
): Fault {
  const kinds = hasOrders ? withOrders : mishaps;
  const { text, start, finish } = random.pick(kinds)(random, node, intervalMicros);
  return {
    begin,
    end: finish === undefined ? begin : end,
    text: `${node.name} ${text}`,
    start,
    finish: finish ?? (() => {}),
  };
}
