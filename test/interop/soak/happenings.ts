/** What befalls a router in the soak. Each is over, or has a known end, when it returns. */
import type { Random } from "../../../src/sim/random.ts";
import { cutLink, mendLink } from "../../lab/link.ts";
import { pause } from "../../lab/wait.ts";
import { freeze, order, partition, reloadBroken, reloadEdited } from "./acts.ts";
import { addressOf, instanceNames, prefixOf, routes } from "./settings.ts";
import type { SoakNode } from "./soak-node.ts";
import type { Stage } from "./stage.ts";

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
