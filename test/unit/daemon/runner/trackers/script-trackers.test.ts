import assert from "node:assert/strict";
import { test } from "node:test";
import { seconds } from "../../../../../src/wire/units.ts";
import { FakeRuns } from "./fake-runs.ts";
import { trackScript } from "./models.ts";

const good = { kind: "verdict", good: true, reason: "succeeded" } as const;

test("a script runs at once and each interval, and only changes are told", () => {
  const scene = new FakeRuns();
  scene.follow([trackScript("a", ["/bin/a"])]);
  scene.advance(0.1);
  scene.exit("a", 0);
  scene.advance(1);
  scene.exit("a", 0);
  scene.advance(1);
  scene.exit("a", 2);
  assert.deepEqual(
    scene.runs.map(({ at }) => at),
    [0, 1, 2],
  );
  assert.deepEqual(scene.changes, [
    "a | good | succeeded",
    "a | bad | exited with status 2 | it says so",
  ]);
});

test("scripts begin one after another, so that they do not run all at once later", () => {
  const scene = new FakeRuns();
  scene.follow(Array.from({ length: 600 }, (_, index) => trackScript(`s${index}`, ["/bin/x"])));
  scene.advance(0.6);
  const starts = scene.runs.map(({ at }) => at);
  assert.deepEqual(starts.slice(0, 3), [0, 0.002, 0.004]);
  assert.equal(Math.max(...starts), 0.5);
  assert.equal(starts.length, 600);
});

test("a definition that stays keeps its result and its timer, with other numbers too", () => {
  const scene = new FakeRuns();
  scene.follow([trackScript("a", ["/bin/a"], { intervalMicros: seconds(10) })]);
  scene.advance(0.1);
  scene.exit("a", 0);
  scene.advance(3.9);
  const weightier = trackScript("a", ["/bin/a"], { intervalMicros: seconds(10), weight: 5 });
  scene.follow([weightier]);
  scene.advance(5.9);
  assert.equal(scene.runs.length, 1);
  scene.advance(0.1);
  assert.equal(scene.runs.length, 2);
  scene.exit("a", 0);
  scene.follow([trackScript("a", ["/bin/a"], { intervalMicros: seconds(1) })]);
  scene.advance(1);
  assert.deepEqual(
    scene.runs.map(({ at }) => at),
    [0, 10, 11],
  );
  assert.deepEqual(scene.changes, ["a | good | succeeded"]);
});

test("another command under the same name begins anew, and the old run is ended", () => {
  const scene = new FakeRuns();
  scene.follow([trackScript("a", ["/bin/a"])], new Map([["a", good]]));
  scene.advance(0);
  const old = scene.latest("a");
  scene.follow([trackScript("a", ["/bin/other"])], new Map([["a", good]]));
  assert.deepEqual(old.signals, ["SIGTERM"]);
  scene.advance(0);
  scene.exit("a", 0);
  assert.deepEqual(scene.changes, ["a | good | succeeded"]);
  scene.advance(2);
  assert.deepEqual(old.signals, ["SIGTERM", "SIGKILL"]);
  old.end({ kind: "ended", status: 1, signal: null });
  assert.deepEqual(scene.changes.length, 1);
  assert.equal(scene.openOutputs, 1);
});

test("one that is gone runs no more, and is not killed when it ends by itself", () => {
  const scene = new FakeRuns();
  scene.follow([trackScript("a", ["/bin/a"])]);
  scene.advance(0);
  const run = scene.latest("a");
  scene.follow([]);
  run.end({ kind: "ended", status: null, signal: 15 });
  scene.advance(60);
  assert.deepEqual(run.signals, ["SIGTERM"]);
  assert.equal(scene.runs.length, 1);
  assert.deepEqual([scene.changes, scene.openOutputs, scene.scripts.status], [[], 0, []]);
});

test("what is known from before is not told again, nor changed by one failure", () => {
  const scene = new FakeRuns();
  scene.follow([trackScript("a", ["/bin/a"], { fall: 2 })], new Map([["a", good]]));
  assert.deepEqual([...scene.scripts.results()], [["a", good]]);
  scene.advance(0);
  scene.exit("a", 1);
  assert.deepEqual(scene.changes, []);
  scene.advance(1);
  scene.exit("a", 1);
  assert.deepEqual(scene.changes, ["a | bad | exited with status 1 | it says so"]);
});

test("one that hangs is ended, killed and has failed; what is due meanwhile is left out", () => {
  const scene = new FakeRuns();
  scene.follow([trackScript("a", ["/bin/a"], { timeoutMicros: seconds(0.5) })]);
  scene.advance(14);
  assert.deepEqual(scene.latest("a").signals, ["SIGTERM", "SIGKILL", "SIGKILL"]);
  scene.latest("a").end({ kind: "ended", status: null, signal: 9 });
  assert.deepEqual(scene.changes, ["a | bad | timed out | it says so"]);
  assert.equal(scene.scripts.status[0]?.skipped, 14);
  scene.advance(1);
  assert.equal(scene.runs.length, 2);
});

test("one that cannot run says so once for each reason, and is tried again", () => {
  const scene = new FakeRuns();
  scene.refusals.set("a", "there is no such file");
  scene.follow([trackScript("a", ["/bin/a"])]);
  scene.advance(5);
  const line = "Track script a cannot run /bin/a: there is no such file";
  assert.deepEqual(scene.log, [line, "VRRP_Script(a) failed (not run)"]);
  scene.refusals.clear();
  scene.advance(1);
  scene.exit("a", 0);
  scene.refusals.set("a", "there is no such file");
  scene.advance(1);
  assert.equal(scene.log.filter((text) => text === line).length, 2);
});

test("the status tells of runs, failures and durations", () => {
  const scene = new FakeRuns();
  scene.follow([trackScript("a", ["/bin/a"])]);
  scene.advance(0.25);
  assert.equal(scene.scripts.running, 1);
  assert.equal(scene.scripts.status[0]?.runningForMicros, seconds(0.25));
  scene.exit("a", 3);
  assert.deepEqual(scene.scripts.status, [
    {
      name: "a",
      good: false,
      counter: 0,
      runs: 1,
      failures: 1,
      skipped: 0,
      runningForMicros: null,
      last: {
        exit: "exited with status 3",
        good: false,
        durationMicros: seconds(0.25),
        atMillis: 250,
      },
      longestMicros: seconds(0.25),
    },
  ]);
});

test("a run that makes up for one left out has its limit too", () => {
  const scene = new FakeRuns();
  scene.follow([trackScript("a", ["/bin/a"])]);
  scene.advance(1);
  assert.deepEqual(scene.latest("a").signals, ["SIGTERM"]);
  scene.advance(0.01);
  scene.latest("a").end({ kind: "ended", status: null, signal: 15 });
  assert.deepEqual(
    scene.runs.map(({ at }) => at),
    [0, 1.01],
  );
  scene.advance(1);
  assert.deepEqual(scene.latest("a").signals, ["SIGTERM"]);
});
