/** Status, why, events and orders, asked of a supervisor with real processes that are none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerHandlers } from "../../../../src/daemon/control/answers.ts";
import type { Asker } from "../../../../src/daemon/control/handler.ts";
import { dropsIn } from "../../../../src/daemon/control/process-facts.ts";
import type { ControlTarget } from "../../../../src/daemon/control/target.ts";
import { Journal } from "../../../../src/daemon/journal/journal.ts";
import type { Question } from "../../../../src/daemon/protocol/questions.ts";
import type { DaemonStatus } from "../../../../src/daemon/status/daemon-status.ts";
import type { Standing } from "../../../../src/daemon/supervisor/managed-child.ts";
import { failure, success } from "../../../../src/wire/result.ts";
import { type Micros, seconds } from "../../../../src/wire/units.ts";

const running: Standing = { kind: "running", processId: process.pid, sinceMicros: seconds(5) };

function scene(standing: Standing | null) {
  const asked: { question: Question; limit: Micros | undefined }[] = [];
  const supervisor: ControlTarget = {
    standing: (role) => (role === "vrrp" ? standing : null),
    async ask(_, question, limit) {
      asked.push({ question, limit });
      return standing?.kind === "dead" ? failure("has died") : success({ instances: [] });
    },
  };
  const journal = new Journal({ known: [], sink: null, history: () => [] });
  const items: unknown[] = [];
  const gone = new AbortController();
  const asker: Asker = { send: (item) => items.push(item) > 0, gone: gone.signal };
  const handlers = answerHandlers({
    supervisor,
    journal,
    timers: { now: () => seconds(10), after: () => () => undefined },
    configurationFile: "/etc/keepalived/keepalived.conf",
    startedAtMillis: 0,
  });
  const ask = (command: string, parameters: object = {}) => {
    const handler = handlers[command];
    if (handler === undefined) throw new Error(command);
    return handler({ id: 1, command, ...parameters }, asker);
  };
  return { ask, asked, journal, items, gone };
}

async function statusOf(standing: Standing | null): Promise<DaemonStatus> {
  const answer = await scene(standing).ask("status");
  if (!answer.ok) throw new Error(answer.error);
  return answer.value as DaemonStatus;
}

test("a process that runs says where things stand, with its memory", async () => {
  const status = await statusOf(running);
  assert.deepEqual(status.vrrp, { instances: [] });
  assert.equal(status.lvs, null);
  const [supervisor, vrrp, ...others] = status.processes;
  assert.equal(supervisor?.role, "supervisor");
  assert.ok((vrrp?.residentBytes ?? 0) > 1_000_000);
  assert.equal(status.atMillis - (vrrp?.sinceMillis ?? 0), 5000);
  assert.equal(vrrp?.problem, null);
  assert.deepEqual(others, []);
});

test("nothing is said in the name of a dead process, but when it starts again", async () => {
  const status = await statusOf({ kind: "dead", startsAt: seconds(14) });
  assert.equal(status.vrrp, null);
  const problems = status.processes.map(({ problem }) => problem);
  assert.deepEqual(problems, [null, "Not running: starts again in 4 s"]);
});

test("reloads and deaths are counted, and the last reload is told", async () => {
  const { ask, journal } = scene(running);
  journal.add({ kind: "daemon", what: "reloaded", because: "one change" }, 1);
  journal.add({ kind: "daemon", what: "reloadRefused", because: "a broken file" }, 2);
  journal.add({ kind: "daemon", what: "childDied", because: "VRRP process 7 died" }, 3);
  const tracker = { kind: "tracker", tracker: "script", name: "chk", because: "" } as const;
  journal.add({ ...tracker, result: "bad" }, 4);
  journal.add({ ...tracker, result: "good" }, 5);
  const answer = await ask("status");
  const status = answer.ok ? (answer.value as DaemonStatus) : null;
  const last = { atMillis: 2, applied: false, because: "a broken file" };
  assert.deepEqual(status?.reloads, { applied: 1, refused: 1, last });
  assert.equal(status?.deaths, 1);
  assert.deepEqual(status?.trackersSince, [{ kind: "script", name: "chk", sinceMillis: 5 }]);
});

test("events: those since then, the latest of them, and what follows", async () => {
  const { ask, journal, items, gone } = scene(running);
  for (let at = 1; at <= 5; at++)
    journal.add({ kind: "operator", name: "V", command: `${at}` }, at);
  await ask("events", { sinceMillis: 3 });
  await ask("events", { count: 1 });
  const followed = ask("events", { count: 0, follow: true });
  journal.add({ kind: "operator", name: "V", command: "new" }, 6);
  const numbers = items.map((item) =>
    (item as { sequence: number }[]).map(({ sequence }) => sequence),
  );
  assert.deepEqual(numbers, [[3, 4, 5], [5], [], [6]]);
  gone.abort();
  assert.deepEqual(await followed, success(null));
  journal.add({ kind: "operator", name: "V", command: "unheard" }, 7);
  assert.equal(items.length, 4);
  assert.equal((await ask("events", { count: -1 })).ok, false);
  assert.equal((await ask("events", { sinceMillis: "x" })).ok, false);
});

test("an order is passed on as it is understood, with its limit", async () => {
  const { ask, asked } = scene(running);
  const order = { instance: "V", kind: "switchover", back: false };
  assert.equal((await ask("instance", { order, limitSeconds: 20 })).ok, true);
  assert.deepEqual(asked, [{ question: { kind: "operator", order }, limit: seconds(20) }]);
  for (const wrong of [
    null,
    {},
    { instance: "V" },
    { instance: "V", kind: "priority", priority: "9" },
    { instance: 3, kind: "fault", on: true },
  ]) {
    assert.equal((await ask("instance", { order: wrong })).ok, false);
  }
  assert.equal(asked.length, 1);
});

test("why and orders need a VRRP process", async () => {
  const none = await scene(null).ask("why", { instance: "V" });
  assert.deepEqual(none, failure("The configuration has no VRRP instance."));
  const dead = await scene({ kind: "dead", startsAt: null }).ask("instance", {});
  assert.match(dead.ok ? "" : dead.error, /not running/);
});

test("drops are those of the sockets of VRRP", () => {
  const rows = [
    "  sl  local_address rem_address   st ... ref pointer drops",
    " 112: 12000EE0:0070 00000000:0000 07 00000000:00000000 00:00000000 0 0 1 2 0 3",
    "   1: 00000000:0001 00000000:0000 07 00000000:00000000 00:00000000 0 0 1 2 0 90",
    " 112: 00000000:0070 00000000:0000 07 00000000:00000000 00:00000000 0 0 1 2 0 4",
  ];
  assert.equal(dropsIn(rows.join("\n")), 7);
});
