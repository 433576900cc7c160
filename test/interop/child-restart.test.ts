/**
 * A process of the master's daemon is killed while it follows scripts: the address stays where it is,
 * with the priority that it had, and what fails afterwards is noticed all the same.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { readAdverts } from "../lab/capture.ts";
import { block } from "../lab/configuration.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { sendSignal } from "../lab/processes.ts";
import type { Node, Product } from "../lab/router.ts";
import { pause, waitFor } from "../lab/wait.ts";
import { ask } from "./asking.ts";
import { configurationFor, dialects, masterDownMillis } from "./dialects.ts";
import {
  electInOrder,
  firstPriority,
  heldSince,
  type Scene,
  settleOn,
  withScene,
} from "./scene.ts";
import { scriptSecurity, type Tracked, trackedScript } from "./tracking-scene.ts";

requirePrerequisites(["ip", "ping", "keepalived", "tcpdump", "tshark"]);

const limitMillis = 15_000;
/** Only with its bonus the first is above the second. */
const bonus = 50;
const secondPriority = 120;

type Role = "vrrp" | "runner";

describe("kill -9 of a process while scripts are followed", { concurrency: 2 }, () => {
  for (const roles of [["vrrp"], ["runner"], ["vrrp", "runner"]] as const) {
    test(`${roles.join(" and ")}: nothing moves, and the next failure is noticed`, () =>
      withScene(dialects.v2, (scene) => killed(scene, roles)));
  }
  test("vrrp, under an operator's fault: it stays in fault until that is taken back", () =>
    withScene(dialects.v3, orderOutlives));
});

async function orderOutlives(scene: Scene): Promise<void> {
  const { lab, first, second, dialect } = scene;
  const [node] = await electInOrder(scene, ["holdfast", "keepalived"]);
  assert.equal(ask(lab, first, "instance", "fault", "VI_1", "on").status, 0);
  await settleOn(scene, second);
  const fromMillis = Date.now();
  node.killVrrpProcess();
  await node.waitForLog("an operator put it in fault", limitMillis, fromMillis);
  await pause(masterDownMillis(dialect, firstPriority) + 500);
  assert.deepEqual(heldSince(scene, first, fromMillis), []);
  assert.equal(ask(lab, first, "instance", "fault", "VI_1", "off").status, 0);
  await settleOn(scene, first, Date.now());
}

async function killed(scene: Scene, roles: readonly Role[]): Promise<void> {
  const { first, second, address, capture, lab, dialect } = scene;
  const script = trackedScript(null);
  const node = await elect(scene, script);
  const fromMillis = Date.now();
  const before = roles.map((role) => pidOf(node, role));
  for (const pid of before) sendSignal(pid ?? 0, "SIGKILL");
  for (const [index, role] of roles.entries()) {
    await waitFor(`another ${role} process`, { limitMillis }, () => {
      const pid = pidOf(node, role);
      return pid !== null && pid !== before[index];
    });
  }
  await pause(masterDownMillis(dialect, secondPriority) + 500);
  assert.equal(heldSince(scene, first, fromMillis).length, 1, "the address was there all the time");
  assert.deepEqual(heldSince(scene, second, fromMillis), [], "the backup never took over");
  const untilMillis = Date.now();
  script.damage(lab, first);
  await waitFor("the second to serve", { limitMillis }, () => second.addresses.has(address));
  await capture.stop();
  const adverts = (await readAdverts(capture.file)).filter(
    ({ atMillis }) => atMillis > fromMillis && atMillis < untilMillis,
  );
  const spoken = adverts.map(({ source, priority }) => `${source} ${priority}`);
  assert.deepEqual([...new Set(spoken)], [`${first.ipv4} ${firstPriority + bonus}`]);
}

async function elect(scene: Scene, script: Tracked): Promise<Node> {
  const { lab, first, second, dialect } = scene;
  script.ready(lab, first);
  const follow = block("track_script", ["chk_ok", "bonus"]);
  const bonusScript = block("vrrp_script bonus", [
    'script "/usr/bin/true"',
    "interval 1",
    `weight ${bonus}`,
  ]);
  const surroundings = {
    globals: scriptSecurity,
    before: [script.definition(lab, first) ?? [], bonusScript],
  };
  const changes = { priority: firstPriority, extra: follow };
  const text = configurationFor(dialect, lab, first, changes, surroundings);
  const node = scene.startOn(first, "holdfast" satisfies Product, text);
  await settleOn(scene, first);
  const other = scene.start(second, "keepalived", secondPriority);
  await other.waitForLog("Entering BACKUP STATE", limitMillis);
  return node;
}

/** By the title that the process gives itself. */
function pidOf(node: Node, role: Role): number | null {
  return node.pids().find((pid) => titleOf(pid).startsWith(`keepalived: ${role}`)) ?? null;
}

function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
