/** What befalls a router in the soak. Each is over, or has a known end, when it returns. */
import assert from "node:assert/strict";
import type { ReloadOutcome } from "../../../src/daemon/supervisor/reload/outcome.ts";
import type { Random } from "../../../src/sim/random.ts";
import type { Lab } from "../../lab/lab.ts";
import { cutLink, deliver, mendLink, swallow } from "../../lab/link.ts";
import { sendSignal } from "../../lab/processes.ts";
import { pause } from "../../lab/wait.ts";
import type { Excuses } from "./excuses.ts";
import {
  addressOf,
  brokenTexts,
  editedSettings,
  instanceNames,
  prefixOf,
  routes,
  units,
} from "./settings.ts";
import type { SoakNode } from "./soak-node.ts";
import type { Timeline } from "./timeline.ts";

export interface Stage {
  readonly lab: Lab;
  readonly nodes: readonly SoakNode[];
  readonly random: Random;
  readonly excuses: Excuses;
  readonly timeline: Timeline;
  /** What goes on while other things happen; awaited before it is judged. */
  readonly pending: Promise<unknown>[];
}

function goesOn({ pending }: Stage, promise: Promise<unknown>): void {
  // It may fail long before somebody awaits it.
  promise.catch(() => undefined);
  pending.push(promise);
}

interface Happening {
  readonly name: string;
  readonly weight: number;
  /** keepalived is not asked for more than it promises. */
  readonly holdfastOnly?: true;
  can(node: SoakNode): boolean;
  /** Says what it was about; null where it came to nothing. */
  act(node: SoakNode, stage: Stage, random: Random): Promise<string | null> | string | null;
}

const always = (): boolean => true;
const isRunning = (node: SoakNode): boolean => node.isRunning;
const answers = (node: SoakNode): boolean => node.isRunning && !node.isFrozen;
const childLimitMillis = 45_000;

const happenings: readonly Happening[] = [
  {
    name: "kill -9 of a child",
    weight: 3,
    holdfastOnly: true,
    can: (node) => node.canLoseChild,
    act: (node, _, random) => {
      const role = random.pick(["vrrp", "runner"] as const);
      return node.killChild(role) ? role : null;
    },
  },
  {
    name: "kill -9 of the supervisor, and a new one",
    weight: 1,
    holdfastOnly: true,
    can: answers,
    act: async (node, _, random) => {
      const waitMillis = random.pick([0, 100, 1_500]);
      await node.killSupervisor();
      await pause(waitMillis);
      node.start();
      return `after ${waitMillis} ms`;
    },
  },
  {
    name: "kill -9 of all, and a new start",
    weight: 1,
    // 2.2.7 may find that it runs already.
    holdfastOnly: true,
    can: answers,
    act: async (node, _, random) => {
      const waitMillis = random.pick([0, 100, 1_500]);
      await node.killAll();
      await pause(waitMillis);
      node.start();
      return `after ${waitMillis} ms`;
    },
  },
  {
    name: "restart",
    weight: 2,
    can: answers,
    act: async (node) => {
      await node.stop();
      node.start();
      return "";
    },
  },
  { name: "stop", weight: 1, can: answers, act: (node) => node.stop().then(() => "") },
  {
    name: "start",
    weight: 6,
    can: (node) => !node.isRunning,
    act: (node) => {
      node.start();
      return "";
    },
  },
  { name: "freeze", weight: 2, holdfastOnly: true, can: answers, act: freeze },
  {
    name: "reload of an edited file",
    weight: 4,
    can: (node) => node.isListening,
    act: reloadEdited,
  },
  {
    name: "reload of a broken file",
    weight: 2,
    holdfastOnly: true,
    can: answers,
    act: reloadBroken,
  },
  {
    name: "script",
    weight: 4,
    can: always,
    act: (node, _, random) => {
      const marker = random.pick(["alive", "load"] as const);
      const isThere = !node.isMarked(marker);
      node.mark(marker, isThere);
      return `${marker} ${isThere ? "succeeds" : "fails"}`;
    },
  },
  {
    name: "file",
    weight: 2,
    can: always,
    act: (node, _, random) => {
      node.setOffset(random.pick([0, 0, 15, -25, -60]));
      return `holds ${node.offset}`;
    },
  },
  {
    name: "link",
    weight: 3,
    can: always,
    act: (node, { lab }) => {
      node.isLinkUp = !node.isLinkUp;
      (node.isLinkUp ? mendLink : cutLink)(lab, node.router);
      return node.isLinkUp ? "up" : "down";
    },
  },
  {
    name: "link flaps",
    weight: 2,
    can: (node) => node.isLinkUp,
    act: async (node, { lab }, random) => {
      const times = random.integer(1, 4);
      for (let count = 0; count < times; count++) {
        cutLink(lab, node.router);
        await pause(random.pick([0, 5, 50, 400]));
        mendLink(lab, node.router);
        await pause(random.pick([0, 5, 50, 400]));
      }
      return `${times} times`;
    },
  },
  {
    name: "interface set down and up",
    weight: 2,
    can: always,
    act: async (node, _, random) => {
      const { ipv6 } = node.router;
      const waitMillis = random.pick([0, 20, 500]);
      node.ip("link set eth0 down");
      await pause(waitMillis);
      node.ip("link set eth0 up");
      // The kernel takes it away with the interface.
      node.ip(`address replace ${ipv6}/64 dev eth0 nodad`);
      return `after ${waitMillis} ms`;
    },
  },
  {
    name: "followed interface",
    weight: 3,
    holdfastOnly: true,
    can: always,
    act: (node, _, random) => {
      node.setFollowed(node.followed === "up" ? random.pick(["down", "missing"]) : "up");
      return node.followed;
    },
  },
  {
    name: "kill -9 of both children",
    weight: 1,
    holdfastOnly: true,
    can: (node) => node.canLoseChild,
    act: (node) => `${node.killChild("vrrp")} ${node.killChild("runner")}`,
  },
  { name: "silence of the cable", weight: 1, can: always, act: partition },
  {
    name: "ip address del",
    weight: 2,
    holdfastOnly: true,
    can: isRunning,
    act: (node, _, random) => {
      const address = addressOf(random.pick(instanceNames));
      node.ip(`address del ${prefixOf(address)} dev eth0`);
      return address;
    },
  },
  {
    name: "ip route del",
    weight: 2,
    holdfastOnly: true,
    can: isRunning,
    act: (node, _, random) => {
      const destination = random.pick(Object.values(routes));
      node.ip(`route del ${destination}`);
      return destination;
    },
  },
  { name: "order", weight: 5, holdfastOnly: true, can: answers, act: order },
];

/** One of those that can happen now. */
export async function letHappen(stage: Stage): Promise<void> {
  const { nodes, random, timeline } = stage;
  const node = random.pick(nodes);
  // The same number of draws each time, whatever can happen: a seed stays a seed.
  const own = random.fork();
  const able = happenings.filter(
    (each) => each.can(node) && (node.isHoldfast || each.holdfastOnly !== true),
  );
  const { name, act } = own.pick(
    able.flatMap((each) => Array(each.weight).fill(each)) as Happening[],
  );
  timeline.add(`${node.name}: ${name} ...`);
  const said = await act(node, stage, own);
  timeline.add(`${node.name}: ${name}: ${said ?? "nothing"}`);
}

async function freeze(node: SoakNode, stage: Stage, random: Random): Promise<string | null> {
  const role = random.pick(["vrrp", "vrrp", "runner", "supervisor"] as const);
  const pid = role === "supervisor" ? node.pid : node.child(role);
  if (pid === null || !sendSignal(pid, "SIGSTOP")) return null;
  const millis = random.pick([100, 700, 2_500]);
  node.isFrozen = true;
  const excused = stage.excuses.begin();
  goesOn(
    stage,
    pause(millis).then(() => {
      sendSignal(pid, "SIGCONT");
      node.isFrozen = false;
      excused();
      stage.timeline.add(`${node.name}: ${role} goes on`);
    }),
  );
  return `${role} for ${millis} ms`;
}

async function reloadEdited(node: SoakNode, stage: Stage, random: Random): Promise<string> {
  for (let count = random.integer(1, 3); count > 0; count--) {
    node.settings = editedSettings(node.settings, node.product, random);
  }
  node.writeFile(node.text);
  const asked = random.chance(0.5) && node.isHoldfast;
  if (!asked) node.hangUp();
  else goesOn(stage, reloadAsked(node, stage));
  return `${asked ? "asked" : "HUP"} ${JSON.stringify(node.settings)}`;
}

async function reloadAsked(node: SoakNode, { timeline }: Stage): Promise<void> {
  const answer = await (await node.control())?.ask("reload", {}, childLimitMillis);
  timeline.add(`${node.name}: reload answered ${inShort(answer)}`);
  if (answer?.ok !== true) return node.hangUp();
  const outcome = answer.value as ReloadOutcome;
  // It was told to stop meanwhile.
  const ends = outcome.kind === "refused" && outcome.reasons.includes("the daemon is ending");
  assert.ok(ends || outcome.kind === "applied", JSON.stringify(answer));
}

async function reloadBroken(node: SoakNode, _: Stage, random: Random): Promise<string> {
  node.writeFile(random.pick(brokenTexts)(node.text));
  const answer = await (await node.control())?.ask("reload", {}, childLimitMillis);
  node.writeFile(node.text);
  if (answer?.ok === true) {
    const { kind } = answer.value as ReloadOutcome;
    assert.equal(kind, "refused", JSON.stringify(answer));
  }
  return inShort(answer);
}

const inShort = (answer: unknown): string => JSON.stringify(answer ?? null).slice(0, 200);

async function partition(node: SoakNode, stage: Stage, random: Random): Promise<string> {
  const { lab, excuses, timeline } = stage;
  const directions = random.pick([
    ["fromStation", "toStation"],
    ["fromStation"],
    ["toStation"],
  ] as const);
  const millis = random.pick([300, 1_500, 3_000]);
  const excused = excuses.begin();
  for (const direction of directions) swallow(lab, node.router, direction);
  await pause(millis);
  for (const direction of directions) deliver(lab, node.router, direction);
  excused();
  timeline.add(`${node.name}: the cable speaks again`);
  return `${directions.join(" and ")} for ${millis} ms`;
}

async function order(node: SoakNode, stage: Stage, random: Random): Promise<string> {
  const { instances } = random.pick(units);
  const kind = random.pick(["priority", "fault", "switchover", "switchover"] as const);
  const isBegin = random.chance(0.5);
  const rest = {
    priority: { priority: isBegin ? random.integer(70, 140) : null },
    fault: { on: isBegin },
    switchover: { back: !isBegin },
  }[kind];
  // A priority is one instance's own: who has a group gives it to all its members.
  const named = kind === "priority" ? instances : instances.slice(0, 1);
  for (const instance of named) {
    const given = { order: { instance, kind, ...rest }, limitSeconds: 3 };
    goesOn(
      stage,
      (async () => {
        const answer = await (await node.control())?.ask("instance", given, 10_000);
        stage.timeline.add(`${node.name}: ${instance} ${kind} answered ${inShort(answer)}`);
      })(),
    );
  }
  return `${kind} ${named.join(" ")} ${JSON.stringify(rest)}`;
}
