import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { RunOutcome } from "../../../../src/daemon/protocol/scripts.ts";
import { CheckRuns } from "../../../../src/daemon/runner/check-runs.ts";
import { systemIdentities } from "../../../../src/daemon/runner/identity.ts";
import { ScriptStarter } from "../../../../src/daemon/runner/script-process.ts";
import { systemTimers } from "../../../../src/daemon/timers.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { recordingLogger, until } from "../fakes.ts";

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-checks-"));
});
after(() => rmSync(folder, { recursive: true }));

function script(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return path;
}

/** Exists when the script has run so far. */
const mark = (name: string): string => join(folder, `${name}.mark`);

function scene(mostAtOnce?: number) {
  const { logger, texts } = recordingLogger();
  const answers: [number, RunOutcome][] = [];
  const starter = new ScriptStarter(systemIdentities, systemTimers, seconds(0.2));
  const runs = new CheckRuns(
    {
      starter,
      logger,
      keepsOutput: () => true,
      answer: ({ id, outcome }) => answers.push([id, outcome]),
    },
    mostAtOnce,
  );
  const run = (id: number, argv: readonly [string, ...string[]], limitSeconds = 10) =>
    runs.add({
      kind: "run",
      id,
      argv,
      user: null,
      group: null,
      timeoutMicros: seconds(limitSeconds),
    });
  const answered = (count: number) => until("answers", () => answers.length >= count);
  return { runs, run, answers, answered, texts };
}

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);

test("each script is answered by how it ended", async () => {
  const { run, answers, answered } = scene();
  run(1, ["true"]);
  run(2, [script("status", "exit 7")]);
  run(3, [script("signal", "kill -9 $$")]);
  run(4, [join(folder, "missing")]);
  await answered(4);
  assert.deepEqual(
    answers.toSorted(([one], [other]) => one - other),
    [
      [1, { kind: "exited", status: 0 }],
      [2, { kind: "exited", status: 7 }],
      [3, { kind: "signalled", signal: "SIGKILL" }],
      [
        4,
        {
          kind: "notStarted",
          reason: "there is no such file, or its interpreter is missing",
          passing: false,
        },
      ],
    ],
  );
});

test("one that takes too long is ended with all it started, even what does not heed TERM", async () => {
  const { run, answers, answered } = scene();
  const pids = mark("pids");
  const text = `trap '' TERM\n(trap '' TERM; sleep 60; sleep 60) &\necho $$ $! > ${pids}\nsleep 60\nsleep 60`;
  run(1, [script("endless", text)], 0.5);
  await answered(1);
  assert.deepEqual(answers, [[1, { kind: "timedOut" }]]);
  const started = readFileSync(pids, "utf8").trim().split(" ").map(Number);
  assert.equal(started.length, 2);
  await until("the end of both", () => !started.some(isAlive));
});

test("a cancelled script is ended, and nothing is answered", async () => {
  const { runs, run, answers } = scene();
  const path = script("cancelled", `echo $$ > ${mark("cancelled")}\nexec sleep 60`);
  run(1, [path]);
  const written = () => existsSync(mark("cancelled")) && readFileSync(mark("cancelled"), "utf8");
  await until("its start", () => Number(written()) > 0);
  runs.cancel(1);
  await until("its end", () => !isAlive(Number(written())));
  assert.deepEqual(answers, []);
});

test("beyond the bound they wait, in order; one that waits can be cancelled", async () => {
  const { runs, run, answers, answered } = scene(1);
  const path = script("in-turn", `echo $1 >> ${mark("in-turn")}`);
  for (const id of [1, 2, 3, 4]) run(id, [path, `${id}`]);
  runs.cancel(3);
  await answered(3);
  assert.deepEqual(
    answers.map(([id]) => id),
    [1, 2, 4],
  );
  assert.equal(readFileSync(mark("in-turn"), "utf8"), "1\n2\n4\n");
});

test("what is asked twice while it runs or waits is run once", async () => {
  const { run, answers, answered } = scene(1);
  const path = script("once", `echo ran >> ${mark("once")}; sleep 0.2`);
  for (const id of [1, 2, 1, 2]) run(id, [path]);
  await answered(2);
  assert.equal(readFileSync(mark("once"), "utf8"), "ran\nran\n");
  assert.equal(answers.length, 2);
});

test("a process that begins anew ends what the one before asked for", async () => {
  const { runs, run, answers, answered } = scene(1);
  run(1, ["sleep", "60"]);
  run(2, ["sleep", "60"]);
  runs.cancelAll();
  run(1, ["true"]);
  await answered(1);
  assert.deepEqual(answers, [[1, { kind: "exited", status: 0 }]]);
});

test("what a failing script writes first is in the log, of a good one nothing", async () => {
  const { run, answered, texts } = scene();
  run(1, [script("talks", "echo connecting; echo refused >&2; seq 1000; exit 1")]);
  run(2, [script("content", "echo all is well")]);
  await answered(2);
  const path = join(folder, "talks");
  await until("lines", () => texts().length > 0);
  assert.equal(texts().length, 6);
  assert.ok(texts().includes(`${path} says: connecting`));
  assert.ok(texts().includes(`${path} says: refused`));
});

test("output that is endless, or that a left-over process holds open, holds nothing up", async () => {
  const { run, answers, answered } = scene();
  run(1, [script("babbles", "yes | head -c 20000000\nexit 3")]);
  run(2, [script("leaves", "sleep 30 &\nexit 0")]);
  await answered(2);
  assert.deepEqual(new Map(answers).get(1), { kind: "exited", status: 3 });
  assert.deepEqual(new Map(answers).get(2), { kind: "exited", status: 0 });
});

test("a hundred at once are all answered", async () => {
  const { run, answers, answered } = scene();
  for (let id = 0; id < 100; id++) run(id, ["true"]);
  await answered(100);
  assert.equal(new Set(answers.map(([id]) => id)).size, 100);
});
