import assert from "node:assert/strict";
import { test } from "node:test";
import type { ScriptCommand } from "../../../../src/config/model/script-command.ts";
import type { Phase } from "../../../../src/core/vrrp/state.ts";
import {
  deletionNotifications,
  lowerPriorityNotifications,
  type NotifyMessage,
  notifications,
  standingEvents,
} from "../../../../src/daemon/vrrp/notify.ts";
import type { StateChange } from "../../../../src/daemon/vrrp/ports.ts";
import { virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import type { Priority } from "../../../../src/wire/units.ts";

const place = { source: 0, line: 1, column: 1, length: 1 };
const script = (name: string, user: string | null = null): ScriptCommand => ({
  argv: [`/bin/${name}`, "given"],
  user,
  group: null,
  place,
});
const plain = virtualInstance({ name: "VI 1" });
const scripted = virtualInstance({
  name: "VI 1",
  notify: {
    ...plain.notify,
    master: script("master"),
    stop: script("stop", "nobody"),
    any: script("any"),
    masterReceivedLowerPriority: script("lower"),
  },
});
const user = { user: "script", group: "scripts" };
const priority = 120 as Priority;
const change = (to: Phase, more: Partial<StateChange> = {}): StateChange => ({
  instance: scripted,
  from: "backup",
  to,
  cause: "masterDown",
  priority,
  ...more,
});

const inWords = (messages: readonly NotifyMessage[]): string[] =>
  messages.map((message) =>
    message.kind === "event"
      ? message.line
      : `${message.queue}: ${message.argv.join(" ")} as ${message.user}`,
  );

test("first the script of the state, then the one for all, then the pipes", () => {
  assert.deepEqual(inWords(notifications(change("master"), user)), [
    "instance VI 1: /bin/master given as script",
    "instance VI 1: /bin/any given INSTANCE VI 1 MASTER 120 as script",
    'INSTANCE "VI 1" MASTER 120',
  ]);
  assert.deepEqual(inWords(notifications(change("stopped"), user)), [
    "instance VI 1: /bin/stop given as nobody",
    "instance VI 1: /bin/any given INSTANCE VI 1 STOP 120 as script",
    'INSTANCE "VI 1" STOP 120',
  ]);
});

test("the pipes hear of an instance without scripts too", () => {
  for (const [phase, state] of [
    ["master", "MASTER"],
    ["backup", "BACKUP"],
    ["fault", "FAULT"],
  ] as const) {
    const messages = notifications(change(phase, { instance: plain }), user);
    assert.deepEqual(inWords(messages), [`INSTANCE "VI 1" ${state} 120`]);
  }
  const lower = lowerPriorityNotifications(plain, priority, user);
  assert.deepEqual(inWords(lower), ['INSTANCE "VI 1" MASTER_RX_LOWER_PRI 120']);
  const gone = deletionNotifications(plain, user);
  assert.deepEqual(inWords(gone), [`INSTANCE "VI 1" FAULT ${plain.priority}`]);
});

test("nobody hears of a resumed master, a beginning or a hand-over", () => {
  assert.deepEqual(notifications(change("master", { cause: "resume" }), user), []);
  assert.deepEqual(notifications(change("init"), user), []);
  assert.deepEqual(notifications(change("handingOver"), user), []);
  assert.deepEqual(standingEvents(plain, "handingOver"), []);
});

test("where an instance stands can be told without a change", () => {
  assert.deepEqual(inWords(standingEvents(plain, "backup")), [
    `INSTANCE "VI 1" BACKUP ${plain.priority}`,
  ]);
});
