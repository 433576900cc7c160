/** Somebody who asks the daemons all the time, whatever befalls them. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "../../../src/sim/random.ts";
import { startProcess } from "../../lab/processes.ts";
import { pause } from "../../lab/wait.ts";
import { brokenTexts, editedSettings, instanceNames, textOf } from "./settings.ts";
import type { SoakNode } from "./soak-node.ts";
import type { Timeline } from "./timeline.ts";

const limitMillis = 10_000;
const program = join(import.meta.dirname, "../../../bin/holdfast");

/** Gives how many answers there were. */
export async function askAllTheTime(
  nodes: readonly SoakNode[],
  random: Random,
  timeline: Timeline,
  isOver: () => boolean,
): Promise<number> {
  const counts = await Promise.all(
    nodes
      .filter(({ isHoldfast }) => isHoldfast)
      .map((node) => askOne(node, random.fork(), timeline, isOver)),
  );
  return counts.reduce((total, count) => total + count, 0);
}

async function askOne(
  node: SoakNode,
  random: Random,
  timeline: Timeline,
  isOver: () => boolean,
): Promise<number> {
  let answers = 0;
  while (!isOver()) {
    await pause(random.integer(50, 400));
    if (random.chance(0.04)) {
      await typed(node, random, timeline);
      answers += 1;
    }
    const [command, parameters] = question(node, random);
    const client = await node.control();
    const { pid } = node;
    if (client === null) continue;
    const answer = await client.ask(command, parameters, limitMillis);
    if (answer.ok) answers += 1;
    else timeline.add(`${node.name}: ${command}: ${answer.error.code}: ${answer.error.message}`);
    const isSame = node.isRunning && !node.isFrozen && node.pid === pid;
    if (answer.ok || answer.error.code === "refused") continue;
    node.disconnect();
    assert.ok(!(isSame && answer.error.code === "timedOut"), `${command} has no answer`);
  }
  return answers;
}

function question(node: SoakNode, random: Random): readonly [string, object] {
  const kind = random.pick(["status", "status", "why", "events", "plan"] as const);
  switch (kind) {
    case "why":
      return [kind, { instance: random.pick(instanceNames) }];
    case "plan":
      return [kind, { file: plannedFile(node, random) }];
    default:
      return [kind, {}];
  }
}

/** A command ends by itself, and says in words what it cannot do. */
async function typed(node: SoakNode, random: Random, timeline: Timeline): Promise<void> {
  const words = random.pick([
    ["status"],
    ["status", random.pick(instanceNames)],
    ["why", random.pick(instanceNames)],
    ["events", "-n", "20"],
    ["plan", "-f", plannedFile(node, random)],
  ]);
  const command = startProcess([program, ...words, "--socket", node.path("sock")]);
  const limit = setTimeout(command.killTree, 60_000);
  await command.exited.finally(() => clearTimeout(limit));
  const said = command.lines.map(({ text }) => text);
  const stumbles = said.filter((text) => isStackTrace(text));
  if (stumbles.length > 0) timeline.add(said.join("\n"));
  assert.deepEqual(stumbles, [], `holdfast ${words.join(" ")}`);
}

/** What the runtime prints of an exception. */
export const isStackTrace = (text: string): boolean =>
  /[A-Z]\w*Error:|Error: |^ {4}at |[Uu]ncaught|unhandled/.test(text);

function plannedFile(node: SoakNode, random: Random): string {
  const text = textOf(editedSettings(node.settings, node.product, random), node.path);
  const isBroken = random.chance(0.2);
  const file = node.path("planned.conf");
  writeFileSync(file, isBroken ? random.pick(brokenTexts)(text) : text);
  return file;
}
