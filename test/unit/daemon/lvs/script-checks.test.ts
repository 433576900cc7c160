import assert from "node:assert/strict";
import { test } from "node:test";
import { ScriptChecks } from "../../../../src/daemon/lvs/script-checks.ts";
import type { RunOutcome, ToRunner } from "../../../../src/daemon/protocol/scripts.ts";
import type { ProbeOutcome } from "../../../../src/ports/prober.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { realServerWith } from "../../config/build/load-balancing-text.ts";
import { FakeTimers } from "../fakes.ts";

const checkerWith = (lines = "") => {
  const text = `MISC_CHECK {\nmisc_path "/bin/check it"\nmisc_timeout 3\n${lines}\n}`;
  const [checker] = realServerWith(text).checkers;
  assert.ok(checker?.kind === "misc");
  return checker;
};

function scene(begin = seconds(1000)) {
  const timers = new FakeTimers();
  timers.advance(begin);
  const sent: ToRunner[] = [];
  const outcomes: ProbeOutcome[] = [];
  let reads = true;
  const checks = new ScriptChecks((message) => {
    if (reads) sent.push(message);
    return reads;
  }, timers);
  const runs = () => sent.filter((message) => message.kind === "run");
  const start = (lines = "", serverWeight = 5) =>
    checks.start(checkerWith(lines), serverWeight, (outcome) => outcomes.push(outcome));
  const finish = (outcome: RunOutcome, id = runs().at(-1)?.id ?? 0) =>
    checks.received({ kind: "finished", id, outcome });
  const stopReading = () => {
    reads = false;
  };
  return { timers, sent, outcomes, checks, runs, start, finish, stopReading };
}

const ends: readonly (readonly [RunOutcome, lines: string, ProbeOutcome])[] = [
  [{ kind: "exited", status: 0 }, "", { ok: true, weightDelta: null, warning: null }],
  [{ kind: "exited", status: 1 }, "", { ok: false, reason: "exited with status 1" }],
  [{ kind: "exited", status: 9 }, "", { ok: false, reason: "exited with status 9" }],
  [{ kind: "exited", status: 9 }, "misc_dynamic", { ok: true, weightDelta: 2, warning: null }],
  [{ kind: "exited", status: 1 }, "misc_dynamic", { ok: false, reason: "exited with status 1" }],
  [{ kind: "signalled", signal: "SIGSEGV" }, "", { ok: false, reason: "terminated by SIGSEGV" }],
  [{ kind: "timedOut" }, "", { ok: false, reason: "timed out" }],
  [
    { kind: "notStarted", reason: "no such file", passing: false },
    "",
    { ok: true, weightDelta: null, warning: "its script is not run: no such file" },
  ],
  [
    { kind: "notStarted", reason: "no processes left", passing: true },
    "",
    { ok: null, reason: "no processes left" },
  ],
];

for (const [end, lines, expected] of ends) {
  test(`a script that ends so: ${JSON.stringify(end)} ${lines}`, () => {
    const { outcomes, start, finish } = scene();
    start(lines);
    assert.deepEqual(outcomes, []);
    finish(end);
    assert.partialDeepStrictEqual(outcomes, [expected]);
    finish(end);
    assert.equal(outcomes.length, 1);
  });
}

test("answers to a process before this one are not taken for its own", () => {
  const earlier = scene(seconds(1000));
  const later = scene(seconds(1001));
  assert.deepEqual(later.sent, [{ kind: "cancelAll" }]);
  for (let count = 0; count < 1000; count++) earlier.start();
  later.start();
  for (const { id } of earlier.runs()) later.finish({ kind: "exited", status: 1 }, id);
  assert.deepEqual(later.outcomes, []);
});

test("a runner that begins is asked again what is not answered", () => {
  const { checks, outcomes, timers, runs, start, finish } = scene();
  start();
  const [first] = runs();
  start().cancel();
  timers.advance(seconds(7));
  checks.received({ kind: "began" });
  assert.deepEqual(runs().at(-1), first);
  assert.equal(runs().length, 3);
  timers.advance(seconds(7));
  finish({ kind: "exited", status: 0 });
  assert.equal(outcomes.length, 1);
});

test("a runner that says nothing is not waited for for ever", () => {
  const { outcomes, timers, start } = scene();
  start();
  timers.advance(seconds(7.9));
  assert.deepEqual(outcomes, []);
  timers.advance(seconds(0.2));
  assert.deepEqual(outcomes, [{ ok: false, reason: "timed out" }]);
});

test("a runner that does not read says nothing of the server, told after the call", async () => {
  const { outcomes, start, stopReading } = scene();
  stopReading();
  start();
  assert.deepEqual(outcomes, []);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(outcomes, [{ ok: null, reason: "too many scripts are waiting" }]);
});

test("a cancelled script is cancelled once, and its answer is nobody's", () => {
  const { sent, outcomes, runs, start, finish } = scene();
  const probe = start();
  probe.cancel();
  probe.cancel();
  assert.deepEqual(
    sent.filter(({ kind }) => kind === "cancel"),
    [{ kind: "cancel", id: runs()[0]?.id }],
  );
  finish({ kind: "exited", status: 0 });
  assert.deepEqual(outcomes, []);
});
