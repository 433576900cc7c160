import assert from "node:assert/strict";
import { test } from "node:test";
import { ManagedChild } from "../../../../src/daemon/supervisor/managed-child.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { FakeProcess, FakeTimers, recordingLogger } from "../fakes.ts";

function scene(respawn = true) {
  const timers = new FakeTimers();
  const { logger, texts } = recordingLogger();
  const processes: FakeProcess[] = [];
  const gaveUp: number[] = [];
  const child = new ManagedChild(
    { title: "VRRP", respawn },
    {
      spawn() {
        const next = new FakeProcess(100 + processes.length);
        processes.push(next);
        return next.asChild();
      },
      started: () => undefined,
      ended: () => undefined,
      died: () => undefined,
      delayed: () => undefined,
      gaveUp: (code) => gaveUp.push(code),
    },
    timers,
    logger,
  );
  child.start();
  const current = (): FakeProcess => processes.at(-1) as FakeProcess;
  return { timers, texts, processes, gaveUp, child, current };
}

test("a killed child is started again in the same moment the first time", () => {
  const { current, processes, texts } = scene();
  current().exit(null, "SIGKILL");
  assert.equal(processes.length, 2);
  assert.ok(texts().includes("VRRP child process(100) died: Respawning"));
  assert.ok(texts().some((text) => text.includes("rlimit_rttime")));
});

test("one that dies at once again waits longer each time", () => {
  const { current, processes, timers } = scene();
  current().exit(70);
  current().exit(70);
  assert.equal(processes.length, 2);
  timers.advance(seconds(0.9));
  assert.equal(processes.length, 2);
  timers.advance(seconds(0.2));
  assert.equal(processes.length, 3);
  current().exit(70);
  timers.advance(seconds(1.9));
  assert.equal(processes.length, 3);
  timers.advance(seconds(0.2));
  assert.equal(processes.length, 4);
});

for (const [code, name] of [
  [1, "FATAL"],
  [2, "CONFIG"],
  [4, "MISSING_PERMISSION"],
] as const) {
  test(`exit code ${code} is permanent: nothing is started again`, () => {
    const { current, processes, gaveUp, texts, timers } = scene();
    current().exit(code);
    timers.advance(seconds(120));
    assert.deepEqual(gaveUp, [code]);
    assert.equal(processes.length, 1);
    assert.ok(texts().includes(`pid 100 exited with permanent error ${name}. Terminating`));
  });
}

test("without respawning the daemon gives up at the first death", () => {
  const { current, processes, gaveUp } = scene(false);
  current().exit(70);
  assert.deepEqual(gaveUp, [70]);
  assert.equal(processes.length, 1);
});

test("a stop sends SIGTERM, and SIGKILL when the time is over", async () => {
  const { child, current, timers, texts } = scene();
  const stopped = child.stop(seconds(5));
  assert.deepEqual(current().signals, ["SIGTERM"]);
  timers.advance(seconds(4.9));
  assert.deepEqual(current().signals, ["SIGTERM"]);
  timers.advance(seconds(0.2));
  assert.deepEqual(current().signals, ["SIGTERM", "SIGKILL"]);
  assert.ok(texts().includes("VRRP process failed to die - forcing termination"));
  current().exit(null, "SIGKILL");
  await stopped;
});

test("a child that needs longer to hand over is given that time", () => {
  const { child, current, timers } = scene();
  void child.stop(seconds(5));
  timers.advance(seconds(4));
  child.extendStop(seconds(8));
  timers.advance(seconds(7.9));
  assert.deepEqual(current().signals, ["SIGTERM"]);
  timers.advance(seconds(0.2));
  assert.deepEqual(current().signals, ["SIGTERM", "SIGKILL"]);
});

test("a stop while a respawn waits leaves nothing to start", async () => {
  const { child, current, processes, timers } = scene();
  current().exit(70);
  current().exit(70);
  await child.stop(seconds(5));
  timers.advance(seconds(120));
  assert.equal(processes.length, 2);
});

test("a child that ends by itself during a stop is not started again", async () => {
  const { child, current, processes, timers } = scene();
  const stopped = child.stop(seconds(5));
  current().exit(0);
  await stopped;
  timers.advance(seconds(120));
  assert.equal(processes.length, 1);
});
