/** What has to be true once nothing has happened for a while, seen from outside. */
import { readdirSync } from "node:fs";
import type { DaemonStatus } from "../../../src/daemon/status/daemon-status.ts";
import type { InstanceStatus } from "../../../src/daemon/status/vrrp-status.ts";
import { run } from "../../lab/command.ts";
import { descendantsOf } from "../../lab/processes.ts";
import { isStackTrace } from "./asker.ts";
import {
  addressOf,
  basePriority,
  excludedAddress,
  instanceNames,
  routes,
  scriptWeight,
  type Unit,
  units,
} from "./settings.ts";
import { type SoakNode, titleOf } from "./soak-node.ts";

/** A node, and what it says of itself; null where it says nothing. */
interface Seen {
  readonly node: SoakNode;
  readonly status: DaemonStatus | null;
  readonly routes: string;
}

/** All that is wrong, in words. */
export async function problemsOf(nodes: readonly SoakNode[]): Promise<string[]> {
  const seen: Seen[] = [];
  for (const node of nodes) {
    seen.push({
      node,
      status: await statusOf(node),
      routes: node.ip("route show proto keepalived"),
    });
  }
  return [...units.flatMap((unit) => unitProblems(unit, seen)), ...seen.flatMap(nodeProblems)];
}

async function statusOf(node: SoakNode): Promise<DaemonStatus | null> {
  if (!node.isRunning || !node.isHoldfast) return null;
  const client = await node.control();
  const answer = await client?.ask("status", {}, 5_000);
  if (answer?.ok !== true) {
    node.disconnect();
    return null;
  }
  return answer.value as DaemonStatus;
}

function unitProblems(unit: Unit, seen: readonly Seen[]): string[] {
  const expected = expectedHolders(unit, seen);
  const problems = unit.instances.flatMap((instance) => {
    const holders = seen.filter(({ node }) => node.router.addresses.has(addressOf(instance)));
    const names = holders.map(({ node }) => node.name).join(" and ");
    return expected.includes(names)
      ? []
      : [
          `${addressOf(instance)} of ${instance} is on "${names}", not "${expected.join('" or "')}"`,
        ];
  });
  const [first = ""] = unit.instances;
  for (const { node, routes: text } of seen) {
    const holds = node.router.addresses.has(addressOf(first));
    const { excludedOwner, hasSecondRoute } = node.settings;
    const inGroup = unit.name === "group";
    if (unit.name === "six") continue;
    const wantsRoute = holds && (inGroup || hasSecondRoute);
    const route = inGroup ? routes.first : routes.second;
    if (text.includes(route) !== wantsRoute) {
      problems.push(`${node.name} ${wantsRoute ? "lacks" : "has"} the route ${route}`);
    }
    if (!inGroup) continue;
    const hasIt = node.router.addresses.has(excludedAddress);
    const ownerHolds =
      excludedOwner !== null && node.router.addresses.has(addressOf(excludedOwner));
    if (hasIt !== ownerHolds) {
      problems.push(`${node.name} ${hasIt ? "has" : "lacks"} ${excludedAddress}`);
    }
  }
  return problems;
}

/** The names of those of whom one has to hold it; "" for nobody. */
function expectedHolders(unit: Unit, seen: readonly Seen[]): string[] {
  const standings = seen
    .filter((each) => isWell(unit, each))
    .map((each) => ({ name: each.node.name, priority: priorityOf(unit, each) }));
  if (standings.length === 0) return [""];
  // Who stands back is BACKUP as long as there is another.
  const forward = standings.filter(({ name }) => {
    const own = seen.find(({ node }) => node.name === name);
    return own === undefined || !hasOrder(unit, own, "stands back");
  });
  const able = forward.length === 0 ? standings : forward;
  const best = Math.max(...able.map(({ priority }) => priority));
  return able.filter(({ priority }) => priority === best).map(({ name }) => name);
}

const instanceOf = ({ status }: Seen, name: string): InstanceStatus | undefined =>
  status?.vrrp?.instances.find((instance) => instance.name === name);

const ordersOf = (unit: Unit, each: Seen): string[] =>
  unit.instances.flatMap((name) => instanceOf(each, name)?.orders ?? []);

const hasOrder = (unit: Unit, each: Seen, text: string): boolean =>
  ordersOf(unit, each).some((order) => order.startsWith(text));

function isWell(unit: Unit, each: Seen): boolean {
  const { node } = each;
  if (!node.isRunning || !node.isLinkUp || hasOrder(unit, each, "fault")) return false;
  return unit.name !== "group" || (node.isMarked("alive") && node.followed === "up");
}

function priorityOf(unit: Unit, each: Seen): number {
  const { settings, offset } = each.node;
  const ordered = ordersOf(unit, each).find((order) => order.startsWith("priority"));
  const own = ordered === undefined ? null : Number(ordered.split(" ")[1]);
  const base = own ?? basePriority(unit.name, settings);
  if (unit.name !== "single") return base;
  const script = each.node.isMarked("load") ? 0 : scriptWeight;
  return Math.min(254, Math.max(1, base + script + offset));
}

function nodeProblems(each: Seen): string[] {
  const { node, status } = each;
  if (node.isWanted && !node.isRunning) return [`${node.name} has ended by itself`];
  if (!node.isRunning) return leftBehind(node);
  if (!node.isHoldfast) return [];
  if (status?.vrrp === null || status === null) return [`${node.name} gives no status`];
  const problems = status.processes.flatMap(({ role, problem }) =>
    problem === null ? [] : [`${node.name}: ${role}: ${problem}`],
  );
  for (const unit of units) {
    for (const name of unit.instances) problems.push(...instanceProblems(unit, each, name));
  }
  problems.push(...strangers(node));
  return problems;
}

function instanceProblems(unit: Unit, each: Seen, name: string): string[] {
  const { node } = each;
  const state = instanceOf(each, name)?.state ?? "none";
  const holds = node.router.addresses.has(addressOf(name));
  const wanted = isWell(unit, each) ? (holds ? "master" : "backup") : "fault";
  const problems: string[] = [];
  const check = (what: string, found: string) => {
    if (found.toLowerCase() !== wanted)
      problems.push(`${node.name}: ${what} is ${found}, not ${wanted}`);
  };
  check(`state of ${name}`, state);
  check(`last event of ${name}`, lastState(node.fifo.lines(), `INSTANCE "${name}" `));
  check(`last call of ${name}`, lastState(node.calls(), `INSTANCE ${name} `));
  if (name !== "VI_1") return problems;
  check("last event of G1", lastState(node.fifo.lines(), 'GROUP "G1" '));
  check("last call of G1", lastState(node.calls(), "GROUP G1 "));
  return problems;
}

/** A state, other than what is told in between of a rival. */
const lastState = (lines: readonly string[], start: string): string =>
  lines
    .findLast((line) => line.startsWith(start) && !line.includes("MASTER_RX_LOWER_PRI"))
    ?.slice(start.length)
    .split(" ")[0] ?? "none";

/** Processes of a daemon that has ended. */
const leftBehind = (node: SoakNode): string[] =>
  ours(node).map((pid) => `${node.name}: ${pid} ${titleOf(pid)} runs on`);

/** Processes that are none of the daemon that runs. */
function strangers(node: SoakNode): string[] {
  const own = new Set([node.pid, ...descendantsOf(node.pid)]);
  // A script may end, and another begin, in between.
  return ours(node)
    .filter((pid) => !own.has(pid) && titleOf(pid).startsWith("keepalived"))
    .map((pid) => `${node.name}: ${pid} ${titleOf(pid)} is no child of the daemon`);
}

function ours({ router }: SoakNode): number[] {
  const pids = run(["ip", "netns", "pids", router.namespace]).stdout.split("\n").map(Number);
  return pids.filter((pid) => pid > 1 && !/^(ip|cat|sh -c exec cat)\b|^$/.test(titleOf(pid)));
}

/** Lines that no daemon should ever write. */
export const badLines = (node: SoakNode): string[] =>
  node
    .log()
    .map(({ text }) => text)
    .filter((text) => isStackTrace(text.slice("a| ".length)));

/** What a node has told last, once it was stopped while all was well. */
export const farewellProblems = (node: SoakNode): string[] =>
  instanceNames.flatMap((name) => {
    const event = lastState(node.fifo.lines(), `INSTANCE "${name}" `);
    const call = lastState(node.calls(), `INSTANCE ${name} `);
    return event === "STOP" && call === "STOP"
      ? []
      : [`${node.name}: ${name} ended with the event ${event} and the call ${call}`];
  });

/** Open descriptors of each process that lives on from one quiet moment to the next. */
export class Descriptors {
  readonly #counts = new Map<number, number[]>();

  look(node: SoakNode): string[] {
    if (!node.isRunning) return [];
    return [node.pid, ...descendantsOf(node.pid)].flatMap((pid) => {
      if (!titleOf(pid).startsWith("keepalived")) return [];
      const counts = this.#counts.get(pid) ?? [];
      counts.push(descriptorsOf(pid));
      this.#counts.set(pid, counts);
      const [first = 0] = counts.toSorted((left, right) => left - right);
      const grown = counts.slice(-3).every((count) => count > first + 4);
      return counts.length > 3 && grown
        ? [`${node.name}: ${titleOf(pid)} had ${counts.join(", ")} descriptors`]
        : [];
    });
  }
}

function descriptorsOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}
