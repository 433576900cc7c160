/** The demo's scenery: the LAN, the two nodes, the client's pings, and the printed timeline. */
import type { AddressEvent } from "../test/lab/address-watch.ts";
import { configurationText, type Instance } from "../test/lab/configuration.ts";
import type { Lab, Router } from "../test/lab/lab.ts";
import { type Pinger, startPinger } from "../test/lab/pinger.ts";
import { type Node, nameOf, type Product, startNode } from "../test/lab/router.ts";
import { showLive } from "./live.ts";
import { lastWordsOf, tellLog } from "./node-log.ts";
import { paintStrip, type Screen } from "./screen.ts";
import { serviceStrip } from "./strip.ts";
import { openTimeline, type Timeline } from "./timeline.ts";

export interface Side {
  readonly letter: "A" | "B";
  readonly router: Router;
  readonly product: Product;
  readonly priority: number;
  readonly text: string;
}

export interface Stage extends Timeline {
  readonly lab: Lab;
  readonly screen: Screen;
  readonly address: string;
  readonly first: Side;
  readonly second: Side;
  readonly pinger: Pinger;
  /** The letter of each station by the TTL of its answers. */
  readonly letters: ReadonlyMap<number, string>;
  /** Starts a side's node; its state lines and its end join the timeline. */
  start(side: Side): Node;
  /** The last lines of what runs on each side now, for a step that failed. */
  lastWords(): string[];
}

export const address = "10.77.0.100";
const instance: Omit<Instance, "priority"> = {
  name: "VI_1",
  version: 2,
  virtualRouterId: 51,
  advertIntervalSeconds: 1,
  password: "holdfast",
  addresses: [`${address}/24`],
};
/** The lines of a node's log that belong to the story. */
const storyLine = /(\(VI_1\) Entering \w+ STATE.*)/i;

/** Builds the scenery on a laboratory with the routers "a" and "b". */
export function setStage(lab: Lab, screen: Screen, products: readonly [Product, Product]): Stage {
  const side = (letter: "A" | "B", product: Product, priority: number): Side => {
    const router = lab.router(letter.toLowerCase());
    const text = configurationText(`router_${router.name}`, [{ ...instance, priority }]);
    return { letter, router, product, priority, text };
  };
  const first = side("A", products[0], 100);
  const second = side("B", products[1], 90);
  const sides = [first, second];
  const { tell, fallCurtain } = openTimeline(screen);
  const pinger = startPinger(lab, address);
  const letters = new Map(sides.map((each) => [each.router.timeToLive, each.letter]));
  for (const each of sides) {
    each.router.addresses.onEvent((event) => {
      if (event.address === address) tell(event.atMillis, addressLine(each, event, screen));
    });
  }
  const current = new Map<string, Node>();
  const lastWords = () => lastWordsOf(current);
  const start = (each: Side) => {
    tell(Date.now(), `${painted(each, screen)} starts: ${nameOf(each.product)}`);
    const node = startNode(lab, each.router, each.product, each.text);
    tellLog(node, each.letter, storyLine, { tell }, screen);
    node.process.exited.then(() => tell(Date.now(), `${painted(each, screen)} has ended`));
    current.set(each.letter, node);
    return node;
  };
  return {
    lab,
    screen,
    address,
    first,
    second,
    pinger,
    letters,
    tell,
    start,
    lastWords,
    fallCurtain,
  };
}

/** Draws the service of the last seconds below the timeline until the function returned is called. */
export function showServiceLive(stage: Stage): () => void {
  const { screen, pinger, letters } = stage;
  return showLive(screen, (now) => {
    const strip = serviceStrip(pinger.replies, letters, [now - 6_000, now]);
    return `   ${screen.palette.dim("live")}      ${paintStrip(strip, screen.palette)}`;
  });
}

/** The side's letter in its colour. */
export function painted(side: Side, screen: Screen): string {
  const { palette } = screen;
  return side.letter === "A" ? palette.first("A") : palette.second("B");
}

function addressLine(side: Side, event: AddressEvent, screen: Screen): string {
  const name = screen.palette.bold(painted(side, screen));
  return event.added ? `${name} has ${address}` : `${painted(side, screen)} gave up ${address}`;
}
