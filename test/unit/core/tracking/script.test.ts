import assert from "node:assert/strict";
import { test } from "node:test";
import {
  adjustScript,
  beginScript,
  type RunEnd,
  type ScriptEffect,
  type ScriptEvent,
  type ScriptRule,
  type ScriptState,
  scriptDeadline,
  stepScript,
} from "../../../../src/core/tracking/script.ts";
import { type Micros, seconds } from "../../../../src/wire/units.ts";

const base: ScriptRule = {
  name: "S",
  intervalMicros: seconds(1),
  timeoutMicros: seconds(1),
  rise: 1,
  fall: 1,
  startsFailed: false,
};

const exited = (status: number): ScriptEvent => ({
  kind: "ended",
  end: { kind: "exited", status },
});
const ended = (end: RunEnd): ScriptEvent => ({ kind: "ended", end });
const deadline: ScriptEvent = { kind: "deadline" };

const words = (effect: ScriptEffect): string => {
  switch (effect.kind) {
    case "signal":
      return effect.signal;
    case "ended":
      return `${effect.how} (${effect.good})`;
    case "changed":
      return `${effect.good ? "good" : "bad"}: ${effect.reason}`;
    case "log":
      return `log ${effect.text}`;
    default:
      return effect.kind;
  }
};

type Row = readonly [at: number, ScriptEvent, expected: readonly string[]];

function play(rule: ScriptRule, rows: readonly Row[], known: boolean | null = null): ScriptState {
  let { state } = beginScript(rule, known, seconds(0));
  for (const [at, event, expected] of rows) {
    const step = stepScript(rule, state, event, seconds(at));
    assert.deepEqual(step.effects.map(words), expected, `at ${at}: ${event.kind}`);
    state = step.state;
  }
  return state;
}

/** What each status in turn makes of it: `G` or `B` where the result changes, `.` where not. */
function verdicts(rule: Partial<ScriptRule>, statuses: readonly number[], known?: boolean): string {
  const full = { ...base, ...rule };
  let { state } = beginScript(full, known ?? null, seconds(0));
  let text = "";
  for (const [second, status] of statuses.entries()) {
    state = stepScript(full, state, deadline, seconds(second)).state;
    const { effects, state: next } = stepScript(full, state, exited(status), seconds(second + 0.5));
    const changed = effects.find((effect) => effect.kind === "changed");
    text += changed === undefined ? "." : changed.good ? "G" : "B";
    state = next;
  }
  return text;
}

test("the first run decides, whatever rise and fall are", () => {
  assert.equal(verdicts({ rise: 5, fall: 5 }, [0, 0, 0]), "G..");
  assert.equal(verdicts({ rise: 5, fall: 5 }, [1, 1, 1]), "B..");
});

test("fall failures in a row make a good script bad, rise successes make it good again", () => {
  assert.equal(verdicts({ rise: 2, fall: 3 }, [0, 1, 1, 1, 0, 0]), "G..B.G");
  assert.equal(verdicts({ rise: 2, fall: 3 }, [0, 1, 1, 0, 1, 1, 1]), "G.....B");
  assert.equal(verdicts({ rise: 2, fall: 3 }, [1, 0, 1, 0, 0]), "B...G");
});

test("with init_fail it is bad at once, and needs its rise", () => {
  const rule = { ...base, rise: 2, startsFailed: true };
  assert.deepEqual(beginScript(rule, null, seconds(0)).effects.map(words), [
    "bad: it counts as failed until it succeeds (init_fail)",
  ]);
  assert.equal(verdicts(rule, [0, 1, 0, 0]), "...G");
});

test("what is known from before needs the full count to change", () => {
  assert.equal(verdicts({ rise: 2, fall: 2 }, [1, 1], true), ".B");
  assert.equal(verdicts({ rise: 2, fall: 2, startsFailed: true }, [0, 0], false), ".G");
});

test("each change has its lines in the log", () => {
  play(base, [
    [0, deadline, ["start"]],
    [0.1, exited(0), ["succeeded (true)", "log VRRP_Script(S) succeeded", "good: succeeded"]],
    [0.5, deadline, []],
    [1, deadline, ["start"]],
    [
      1.1,
      exited(3),
      [
        "exited with status 3 (false)",
        "log Script `S` now returning 3",
        "log VRRP_Script(S) failed (exited with status 3)",
        "bad: exited with status 3",
      ],
    ],
    [2, deadline, ["start"]],
    [2.1, ended({ kind: "signalled", signal: 9 }), ["due to signal 9 (false)"]],
    [3, deadline, ["start"]],
    [3.1, exited(4), ["exited with status 4 (false)", "log Script `S` now returning 4"]],
  ]);
});

test("one that takes too long is asked to end, then killed, and has failed", () => {
  play({ ...base, intervalMicros: seconds(60) }, [
    [0, deadline, ["start"]],
    [1, deadline, ["SIGTERM"]],
    [2.9, deadline, []],
    [3, deadline, ["SIGKILL"]],
    [13, deadline, ["SIGKILL"]],
    [
      13.1,
      ended({ kind: "signalled", signal: 9 }),
      ["SIGKILL", "timed out (false)", "log VRRP_Script(S) timed_out", "bad: timed out"],
    ],
  ]);
});

test("one that ends well when it is asked to end has timed out all the same", () => {
  play({ ...base, timeoutMicros: seconds(0.5) }, [
    [0, deadline, ["start"]],
    [0.5, deadline, ["SIGTERM"]],
    [
      0.6,
      exited(0),
      ["SIGKILL", "timed out (false)", "log VRRP_Script(S) timed_out", "bad: timed out"],
    ],
    [1, deadline, ["start"]],
  ]);
});

test("a run that is due while one is under way is left out, and that is said once", () => {
  const skipping = "expect idle - skipping run";
  play({ ...base, timeoutMicros: seconds(5) }, [
    [0, deadline, ["start"]],
    [1, deadline, ["skipped", `log Track script S is already running, ${skipping}`]],
    [2, deadline, ["skipped"]],
    [2.5, exited(0), ["succeeded (true)", "log VRRP_Script(S) succeeded", "good: succeeded"]],
    [3, deadline, ["start"]],
    [4, deadline, ["skipped"]],
    [4.5, exited(0), ["succeeded (true)"]],
    [5, deadline, ["start"]],
    [5.5, exited(0), ["succeeded (true)"]],
    [6, deadline, ["start"]],
    [7, deadline, ["skipped", `log Track script S is already running, ${skipping}`]],
  ]);
});

test("the run that was due while one was ended begins as soon as that has ended", () => {
  const skipping = "expect idle - skipping run";
  const failed = ["SIGKILL", "timed out (false)"];
  play({ ...base, fall: 3, rise: 1 }, [
    [0, deadline, ["start"]],
    [1, deadline, ["skipped", `log Track script S is already running, ${skipping}`]],
    [1, deadline, ["SIGTERM"]],
    [1.01, exited(143), [...failed, "log VRRP_Script(S) timed_out", "bad: timed out", "start"]],
    [2, deadline, ["skipped"]],
    [2.01, deadline, ["SIGTERM"]],
    [3, deadline, ["skipped", `log Track script S is being timed out, ${skipping}`]],
    [4.01, deadline, ["skipped"]],
    [4.01, deadline, ["SIGKILL"]],
    [4.02, ended({ kind: "signalled", signal: 9 }), [...failed, "start"]],
    [4.5, exited(0), ["succeeded (true)", "log VRRP_Script(S) succeeded", "good: succeeded"]],
    [5, deadline, ["start"]],
  ]);
});

test("a late timer does not move the runs after it, and makes up for none", () => {
  const late = play(base, [
    [0.3, deadline, ["start"]],
    [0.4, exited(0), ["succeeded (true)", "log VRRP_Script(S) succeeded", "good: succeeded"]],
  ]);
  assert.equal(scriptDeadline(late), seconds(1));
  const { state } = stepScript(base, late, deadline, seconds(5.2));
  assert.equal(state.nextRun, seconds(6));
});

test("what cannot be started has failed, unless it is for want of something that passes", () => {
  const refused = (passing: boolean) => ended({ kind: "notStarted", reason: "no", passing });
  play(base, [
    [0, deadline, ["start"]],
    [0, refused(true), ["not run: no (null)"]],
    [1, deadline, ["start"]],
    [
      1,
      refused(false),
      ["not run: no (false)", "log VRRP_Script(S) failed (not run)", "bad: not run: no"],
    ],
  ]);
});

test("other numbers keep the result, and the next run comes within the new interval", () => {
  const good = play({ ...base, intervalMicros: seconds(60), rise: 3, fall: 3 }, [
    [0, deadline, ["start"]],
    [1, exited(0), ["succeeded (true)", "log VRRP_Script(S) succeeded", "good: succeeded"]],
  ]);
  const adjusted = adjustScript(good, { ...base, rise: 1, fall: 2 }, seconds(2));
  assert.deepEqual(adjusted.judgement, { counter: 2, good: true });
  assert.equal(adjusted.nextRun, seconds(3));
  const bad = { ...good, judgement: { counter: 2, good: false } };
  assert.equal(adjustScript(bad, base, 0 as Micros).judgement.counter, 0);
});
