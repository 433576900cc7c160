import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { test } from "node:test";
import { systemTimers, type Timers } from "../../../../src/daemon/timers.ts";
import { virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { until } from "../fakes.ts";
import { scene } from "./supervisor-scene.ts";

/** Kills the last child, and waits for the next or for the end of the last. */
async function killLast(children: readonly ChildProcess[]): Promise<void> {
  const last = children.at(-1);
  last?.kill("SIGKILL");
  await until("the death", () => last?.signalCode === "SIGKILL");
}

const releases = (lines: readonly string[]) =>
  lines.filter((line) => line.startsWith("told to release"));

test("while a respawn waits, what the dead process held is released at once and once", async () => {
  const { supervisor, children, childLines, told } = scene(["obedient"]);
  await until("ready", () => told.includes("ready"));
  await killLast(children);
  await until("a second start", () => childLines.length === 2);
  await killLast(children);
  await until("the release", () => releases(childLines).length === 1);
  assert.equal(childLines[2], "told to release VI_1");
  supervisor.stop();
  assert.equal(await supervisor.ended, 0);
  assert.equal(releases(childLines).length, 1);
});

test("a daemon that stops during a back-off ends with nothing left behind", async () => {
  const { supervisor, children, childLines, told } = scene(["obedient"]);
  await until("ready", () => told.includes("ready"));
  await killLast(children);
  await until("a second start", () => childLines.length === 2);
  await killLast(children);
  supervisor.stop();
  assert.equal(await supervisor.ended, 0);
  assert.deepEqual(releases(childLines), ["told to release VI_1"]);
});

test("without respawning the release comes before the end", async () => {
  const { supervisor, children, childLines, told } = scene(["obedient"], 1, { respawn: false });
  await until("ready", () => told.includes("ready"));
  await killLast(children);
  assert.equal(await supervisor.ended, 1);
  assert.deepEqual(releases(childLines), ["told to release VI_1"]);
});

test("a successor that ends before it knows anything leaves the release to another", async () => {
  const { supervisor, children, childLines, told } = scene(["obedient", "exit=0", "obedient"]);
  await until("ready", () => told.includes("ready"));
  await killLast(children);
  supervisor.stop();
  assert.equal(await supervisor.ended, 0);
  assert.deepEqual(releases(childLines), ["told to release VI_1"]);
});

test("a permanent error after a respawn releases what the first process held", async () => {
  const { supervisor, children, childLines, told } = scene(["obedient", "exit=4", "obedient"]);
  await until("ready", () => told.includes("ready"));
  await killLast(children);
  assert.equal(await supervisor.ended, 4);
  assert.deepEqual(releases(childLines), ["told to release VI_1"]);
});

test("a release that fails is tried once more, said, and holds nothing up", async () => {
  const { supervisor, children, childLines, told, texts } = scene(["obedient", "releaseFails"], 1, {
    respawn: false,
  });
  await until("ready", () => told.includes("ready"));
  await killLast(children);
  assert.equal(await supervisor.ended, 1);
  assert.equal(releases(childLines).length, 2);
  assert.ok(texts().some((text) => text.includes("may still be on the machine")));
});

test("with -V a planned stop releases nothing, a death does", async () => {
  const planned = scene(["stubborn"], 1, { keepVrrpAtStop: true });
  await until("ready", () => planned.told.includes("ready"));
  planned.supervisor.stop();
  assert.equal(await planned.supervisor.ended, 0);
  assert.deepEqual(releases(planned.childLines), []);

  const killed = scene(["obedient"], 1, { keepVrrpAtStop: true, respawn: false });
  await until("ready", () => killed.told.includes("ready"));
  await killLast(killed.children);
  await killed.supervisor.ended;
  assert.equal(releases(killed.childLines).length, 1);
});

test("a reload that was never confirmed: the old configuration's addresses are released too", async () => {
  const { supervisor, children, childLines, told, setNext, configuration } = scene([
    "hangsAtReload",
    "obedient",
  ]);
  await until("ready", () => told.includes("ready"));
  setNext({
    configuration: { ...configuration, vrrpInstances: [virtualInstance({ name: "VI_9" })] },
  });
  supervisor.reload();
  await until("the reload", () => childLines.includes("told to reload"));
  supervisor.stop();
  await killLast(children);
  assert.equal(await supervisor.ended, 0);
  assert.deepEqual(releases(childLines), ["told to release VI_9 VI_1"]);
});

for (const [behaviour, complaint] of [
  ["silent", "is not ready"],
  ["hangsAtReload", "has not confirmed the reload"],
] as const) {
  test(`a vrrp process that ${complaint} is killed and has a successor`, async () => {
    // Half a minute is half a second here; other times are as they are.
    const timers: Timers = {
      ...systemTimers,
      after: (delay, run) => systemTimers.after(delay === seconds(30) ? seconds(0.5) : delay, run),
    };
    const { supervisor, children, childLines, told, texts } = scene(
      [behaviour, "obedient"],
      1,
      {},
      timers,
    );
    if (behaviour === "hangsAtReload") {
      await until("ready", () => told.includes("ready"));
      supervisor.reload();
    }
    await until("a successor", () => children.length === 2 && told.at(-1) === "ready");
    assert.equal(children[0]?.signalCode, "SIGKILL");
    assert.ok(texts().some((text) => text.startsWith(`VRRP process ${complaint}`)));
    assert.ok(childLines.length >= 2);
    supervisor.stop();
    assert.equal(await supervisor.ended, 0);
  });
}
