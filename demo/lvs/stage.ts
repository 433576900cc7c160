/** The scenery of the load balancing demo: directors, their configuration, clients, the timeline. */
import { configurationText, type Instance } from "../../test/lab/configuration.ts";
import { serverTexts, virtualServerText } from "../../test/lab/director-configuration.ts";
import { type DirectorLab, gateway, virtualAddress } from "../../test/lab/director-lab.ts";
import { type Answered, type Requests, startRequests } from "../../test/lab/requests.ts";
import { type Node, startNode } from "../../test/lab/router.ts";
import { liveStrip } from "../answer-strips.ts";
import { showLive } from "../live.ts";
import { tellLog } from "../node-log.ts";
import type { Screen } from "../screen.ts";
import { openTimeline, type Timeline } from "../timeline.ts";
import { masterDownMillis } from "../timing.ts";

/** What carries the connections. */
export type Plane = "ipvs" | "nftables";

export interface LvsStage extends DirectorLab, Timeline {
  readonly screen: Screen;
  readonly plane: Plane;
  /** Null until `openClients`. */
  clients: Clients | null;
  /** Starts director a or b; its log joins the timeline. */
  startDirector(name: "a" | "b"): Node;
  /** The directors that run. */
  readonly nodes: ReadonlyMap<string, Node>;
  /** The configuration with these weights, given to both directors. */
  reload(weights: readonly number[]): void;
}

export interface Clients {
  /** A connection for each request. */
  readonly fresh: Requests;
  /** Each keeps one connection as long as it lives. */
  readonly kept: readonly Requests[];
  readonly all: () => Answered[];
}

const advertIntervalSeconds = 0.25;
const priorities = { a: 100, b: 90 } as const;
/** How long the address may be without a director when one dies. */
export const takeOverMillis = masterDownMillis(priorities.b, advertIntervalSeconds * 1_000);
const liveMillis = 6_000;
const instance: Omit<Instance, "priority"> = {
  name: "VI_1",
  version: 3,
  virtualRouterId: 51,
  advertIntervalSeconds,
  addresses: [`${virtualAddress}/24`, `${gateway}/24`],
};
/** The lines of a director's log that belong to the story. */
const storyLine =
  /\d{4}: (.*(?:Entering \w+ STATE|ing service .* (?:to|from|of) VS|quorum|eight from).*)/;

export function setLvsStage(cluster: DirectorLab, screen: Screen, plane: Plane): LvsStage {
  const { lab } = cluster;
  const timeline = openTimeline(screen);
  const nodes = new Map<string, Node>();
  const startDirector = (name: "a" | "b") => {
    const node = startNode(lab, lab.router(name), "holdfast", textOf(cluster, plane, name));
    tellLog(node, name.toUpperCase(), storyLine, timeline, screen);
    nodes.set(name, node);
    return node;
  };
  const reload = (weights: readonly number[]) => {
    for (const name of ["a", "b"] as const) {
      nodes.get(name)?.reload(textOf(cluster, plane, name, weights));
    }
  };
  return { ...cluster, ...timeline, screen, plane, clients: null, startDirector, nodes, reload };
}

/** Both directors have the same file but for the priority. */
export function textOf(
  { servers }: DirectorLab,
  plane: Plane,
  name: "a" | "b",
  weights: readonly number[] = servers.map(() => 1),
): string {
  const settings = plane === "ipvs" ? "lvs_sync_daemon eth0 VI_1" : "lvs_dataplane nftables";
  const vrrp = configurationText(`director_${name}`, [{ ...instance, priority: priorities[name] }]);
  const service = virtualServerText({
    ...{ scheduler: "rr", forwarding: "NAT" },
    servers: serverTexts(servers, 80, weights),
  });
  return `global_defs {\n    ${settings}\n}\n\n${vrrp}\n${service}`;
}

/** Requests begin: three clients that keep a connection, each to its server, then one that does not. */
export async function openClients(stage: LvsStage): Promise<Clients> {
  const { lab, servers } = stage;
  const plan = { address: virtualAddress, intervalMillis: 10 };
  const kept: Requests[] = [];
  for (const _ of servers) {
    const client = startRequests(lab, { ...plan, kind: "kept", intervalMillis: 50 });
    await client.more(1);
    kept.push(client);
  }
  const fresh = startRequests(lab, plan);
  const all = () => [fresh, ...kept].flatMap((client) => client.all);
  stage.clients = { fresh, kept, all };
  return stage.clients;
}

/** Draws the last seconds below the timeline until the function returned is called. */
export function showClientLive(stage: LvsStage): () => void {
  const { screen } = stage;
  return showLive(screen, (now) => {
    const strip = liveStrip(stage.clients?.fresh.all ?? [], [now - liveMillis, now]);
    const lost = stage.clients?.all().filter((each) => each.server === null).length ?? 0;
    return `   ${screen.palette.dim("live")}   ${strip}  ${lost} lost`;
  });
}

export function introduce(stage: LvsStage, kernelRelease: string): void {
  const { screen, lab, servers, plane } = stage;
  const { bold, dim } = screen.palette;
  const planeName = plane === "ipvs" ? "IPVS" : "nftables";
  screen.line(bold(`One address, two directors, three servers: ${virtualAddress}:80`));
  screen.line();
  const [r1, r2, r3] = servers.map(({ router }) => `${router.name} ${router.ipv4}`);
  screen.line(`   A director  ${lab.router("a").ipv4} ──┐            ┌── ${r1}`);
  screen.line(`   B director  ${lab.router("b").ipv4} ──┼── bridge ──┼── ${r2}`);
  screen.line(`   client      ${lab.client.ipv4} ──┘            └── ${r3}   (nginx)`);
  screen.line();
  screen.line(dim(`   ${planeName} of Linux ${kernelRelease}; ${lab.directory}/a.conf, b.conf:`));
  for (const line of textOf(stage, plane, "a").trimEnd().split("\n")) {
    screen.line(dim(`   │ ${line}`.trimEnd()));
  }
  screen.line();
  screen.line(
    "   The client makes a connection for each request, every 10 ms, and keeps three more",
  );
  screen.line(
    "   open. A strip has a digit for each tenth of a second in which that server answered.",
  );
}
