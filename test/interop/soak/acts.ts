/** What takes a router some time: a process that stands still, a reload, a cable that is silent, an order. */
import assert from "node:assert/strict";
import type { ReloadOutcome } from "../../../src/daemon/supervisor/reload/outcome.ts";
import type { Random } from "../../../src/sim/random.ts";
import { deliver, swallow } from "../../lab/link.ts";
import { sendSignal } from "../../lab/processes.ts";
import { pause } from "../../lab/wait.ts";
import { brokenTexts, editedSettings, units } from "./settings.ts";
import type { SoakNode } from "./soak-node.ts";
import { goesOn, type Stage } from "./stage.ts";

/** A child that does not answer a reload is killed after half a minute. */
const childLimitMillis = 45_000;

export async function freeze(node: SoakNode, stage: Stage, random: Random): Promise<string | null> {
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

export async function reloadEdited(node: SoakNode, stage: Stage, random: Random): Promise<string> {
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
  const { writes } = node;
  const answer = await (await node.control())?.ask("reload", {}, childLimitMillis);
  timeline.add(`${node.name}: reload answered ${inShort(answer)}`);
  if (answer?.ok !== true) return node.hangUp();
  const outcome = answer.value as ReloadOutcome;
  // It was told to stop meanwhile.
  const ends = outcome.kind === "refused" && outcome.reasons.includes("the daemon is ending");
  const isSame = node.writes === writes;
  assert.ok(ends || !isSame || outcome.kind === "applied", JSON.stringify(answer));
}

export async function reloadBroken(node: SoakNode, _: Stage, random: Random): Promise<string> {
  const { wasJustWritten } = node;
  node.writeFile(random.pick(brokenTexts)(node.text));
  const answer = await (await node.control())?.ask("reload", {}, childLimitMillis);
  node.writeFile(node.text);
  // What was asked for before may have read the broken one in its turn.
  if (wasJustWritten) node.hangUp();
  if (answer?.ok === true) {
    const { kind } = answer.value as ReloadOutcome;
    assert.equal(kind, "refused", JSON.stringify(answer));
  }
  return inShort(answer);
}

const inShort = (answer: unknown): string => JSON.stringify(answer ?? null).slice(0, 200);

export async function partition(node: SoakNode, stage: Stage, random: Random): Promise<string> {
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

export async function order(node: SoakNode, stage: Stage, random: Random): Promise<string> {
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
