/** The scenery: two nodes with an nginx each, their configuration, the client, the timeline. */
import { block, configurationText, type Instance } from "../../test/lab/configuration.ts";
import type { Lab } from "../../test/lab/lab.ts";
import { type Requests, startRequests } from "../../test/lab/requests.ts";
import { type Node, startNode } from "../../test/lab/router.ts";
import { startWebServer, type WebServer } from "../../test/lab/web-farm.ts";
import { liveStrip } from "../answer-strips.ts";
import { showLive } from "../live.ts";
import { tellLog } from "../node-log.ts";
import type { Screen } from "../screen.ts";
import { openTimeline, type Timeline } from "../timeline.ts";
import { masterDownMillis } from "../timing.ts";

export type Name = "a" | "b";

export interface NginxStage extends Timeline {
  readonly lab: Lab;
  readonly screen: Screen;
  readonly web: Readonly<Record<Name, WebServer>>;
  readonly nodes: ReadonlyMap<Name, Node>;
  /** Null until `openClient`. */
  client: Requests | null;
  /** Starts a node; its log joins the timeline. */
  startHoldfast(name: Name): Node;
}

export const address = "10.77.0.100";
export const instanceName = "VI_1";
export const scriptName = "chk_nginx";
/** As tutorials have them: with the script's weight of 2 the one of lower priority wins. */
const priorities = { a: 101, b: 100 } as const;
const weight = 2;
const advertIntervalSeconds = 1;
const scriptIntervalMillis = 2_000;
/** The script has to fail, and then the other has to hear nothing better for its down interval. */
export const moveMillis =
  scriptIntervalMillis + masterDownMillis(priorities.b + weight, advertIntervalSeconds * 1_000);
const instance: Omit<Instance, "priority"> = {
  name: instanceName,
  version: 2,
  virtualRouterId: 51,
  advertIntervalSeconds,
  addresses: [`${address}/24`],
  extra: block("track_script", [scriptName]),
};
const requestLimitMillis = 500;
const liveMillis = 6_000;
/** The lines of a node's log that belong to the story. */
const storyLine =
  /(\(VI_1\) (?:Entering \w+ STATE|Changing effective priority).*|VRRP_Script\(chk_nginx\) .*)/;

export async function setNginxStage(lab: Lab, screen: Screen): Promise<NginxStage> {
  const timeline = openTimeline(screen);
  const [a, b] = await Promise.all([
    startWebServer(lab, lab.router("a")),
    startWebServer(lab, lab.router("b")),
  ]);
  const nodes = new Map<Name, Node>();
  const startHoldfast = (name: Name) => {
    const node = startNode(lab, lab.router(name), "holdfast", textOf(lab, name));
    tellLog(node, name.toUpperCase(), storyLine, timeline, screen);
    nodes.set(name, node);
    return node;
  };
  watchHolders(lab, screen, timeline);
  return { ...timeline, lab, screen, web: { a, b }, nodes, client: null, startHoldfast };
}

function watchHolders(lab: Lab, screen: Screen, { tell }: Timeline): void {
  for (const router of lab.routers) {
    const letter = router.name.toUpperCase();
    router.addresses.onEvent((event) => {
      if (event.address !== address) return;
      const text = event.added ? `${letter} has ${address}` : `${letter} gave up ${address}`;
      tell(event.atMillis, event.added ? screen.palette.bold(text) : text);
    });
  }
}

/** A tutorial's file. The nodes differ in their priority and in where their nginx has its pid file. */
export function textOf(lab: Lab, name: Name): string {
  const script = block(`vrrp_script ${scriptName}`, [
    `script "/usr/bin/pgrep --pidfile ${lab.directory}/${name}-nginx/pid"`,
    `interval ${scriptIntervalMillis / 1_000}`,
    `weight ${weight}`,
  ]);
  return configurationText(`router_${name}`, [{ ...instance, priority: priorities[name] }], {
    globals: ["enable_script_security", "script_user root"],
    before: [script],
  });
}

/** The client begins to ask: a connection for each request, every 10 ms. */
export function openClient(stage: NginxStage): Requests {
  stage.client ??= startRequests(stage.lab, { address, limitMillis: requestLimitMillis });
  return stage.client;
}

/** Draws the last seconds below the timeline until the function returned is called. */
export function showClientLive(stage: NginxStage): () => void {
  const { screen } = stage;
  return showLive(screen, (now) => {
    const strip = liveStrip(stage.client?.all ?? [], [now - liveMillis, now]);
    const lost = stage.client?.lost().length ?? 0;
    return `   ${screen.palette.dim("live")}   ${strip}  ${lost} lost`;
  });
}

export function introduce({ screen, lab }: NginxStage): void {
  const { bold, dim } = screen.palette;
  screen.line(bold(`One address, two nginx: ${address}:80 must always answer`));
  screen.line();
  screen.line(`   A  Holdfast and nginx  ${lab.router("a").ipv4}  priority ${priorities.a} ──┐`);
  screen.line(
    `   B  Holdfast and nginx  ${lab.router("b").ipv4}  priority ${priorities.b} ──┼── bridge ── client`,
  );
  screen.line();
  screen.line(dim(`   ${lab.directory}/a.conf (b.conf is the same with priority ${priorities.b})`));
  for (const line of textOf(lab, "a").trimEnd().split("\n")) {
    screen.line(dim(`   │ ${line}`.trimEnd()));
  }
  screen.line();
  screen.line(
    "   The nodes are network namespaces of one machine, and /proc is the same in all of",
  );
  screen.line(
    "   them: where a tutorial has `pidof nginx` or `killall -0 nginx`, which would find",
  );
  screen.line("   the other node's nginx, the script here looks for the process of the pid file.");
  screen.line();
  screen.line(
    "   The client makes a connection for each request, every 10 ms. A strip has a letter",
  );
  screen.line("   for each tenth of a second in which that node's nginx answered.");
}
