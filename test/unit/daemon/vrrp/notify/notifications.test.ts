import assert from "node:assert/strict";
import { test } from "node:test";
import type { ScriptCommand } from "../../../../../src/config/model/script-command.ts";
import type { SyncGroup } from "../../../../../src/config/model/sync-group.ts";
import type { JournalEvent } from "../../../../../src/core/journal/event.ts";
import type { Phase } from "../../../../../src/core/vrrp/state.ts";
import { groupNotifications } from "../../../../../src/daemon/vrrp/notify/group-notifications.ts";
import {
  deletionNotifications,
  lowerPriorityNotifications,
  notifications,
  priorityNotifications,
  standingEvents,
} from "../../../../../src/daemon/vrrp/notify/instance-notifications.ts";
import type { NotifyMessage } from "../../../../../src/daemon/vrrp/notify/messages.ts";
import type { NotifyRules } from "../../../../../src/daemon/vrrp/notify/rules.ts";
import type { StateChange } from "../../../../../src/daemon/vrrp/ports.ts";
import { virtualInstance } from "../../../../../src/sim/virtual-instance.ts";
import type { Priority } from "../../../../../src/wire/units.ts";

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
const rules: NotifyRules = {
  scriptUser: { user: "script", group: "scripts" },
  mails: false,
  webhooks: false,
  mailsFaults: true,
  mailsGroups: false,
};
const mailing: NotifyRules = { ...rules, mails: true, mailsGroups: true };
const event: JournalEvent = { kind: "group", name: "any", to: "master", because: "a test" };
const group: SyncGroup = {
  name: "VG 1",
  place,
  members: ["VI 1", "VI 2"],
  trackers: [],
  allowsWeights: false,
  notify: { master: script("group"), backup: null, fault: null, stop: null, any: script("any") },
  smtpAlert: null,
  notifyPriorityChanges: null,
};
const priority = 120 as Priority;
const change = (to: Phase, more: Partial<StateChange> = {}): StateChange => ({
  instance: scripted,
  from: "backup",
  to,
  decision: { rule: "masterDown", because: "a test", heard: null },
  priority,
  ...more,
});

const inWords = (messages: readonly NotifyMessage[]): string[] =>
  messages.map((message) => {
    if (message.kind === "event") return message.line;
    if (message.kind === "alert") return `mail ${message.mail?.subject}: ${message.mail?.text}`;
    return `${message.queue}: ${message.argv.join(" ")} as ${message.user}`;
  });

test("first the script of the state, then the one for all, then the pipes", () => {
  assert.deepEqual(inWords(notifications(change("master"), event, rules)), [
    "instance VI 1: /bin/master given as script",
    "instance VI 1: /bin/any given INSTANCE VI 1 MASTER 120 as script",
    'INSTANCE "VI 1" MASTER 120',
  ]);
  assert.deepEqual(inWords(notifications(change("stopped"), event, rules)), [
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
    const messages = notifications(change(phase, { instance: plain }), event, rules);
    assert.deepEqual(inWords(messages), [`INSTANCE "VI 1" ${state} 120`]);
  }
  const lower = lowerPriorityNotifications(plain, priority, rules);
  assert.deepEqual(inWords(lower), ['INSTANCE "VI 1" MASTER_RX_LOWER_PRI 120']);
  const gone = deletionNotifications(plain, event, rules);
  assert.deepEqual(inWords(gone), [`INSTANCE "VI 1" FAULT ${plain.priority}`]);
});

test("nobody hears of a resumed master, a beginning or a hand-over", () => {
  assert.deepEqual(
    notifications(
      change("master", { decision: { rule: "resume", because: "a test", heard: null } }),
      event,
      rules,
    ),
    [],
  );
  assert.deepEqual(notifications(change("init"), event, rules), []);
  assert.deepEqual(notifications(change("handingOver"), event, rules), []);
  assert.deepEqual(standingEvents(plain, "handingOver", priority), []);
});

test("where an instance stands can be told without a change", () => {
  assert.deepEqual(inWords(standingEvents(plain, "backup", priority)), [
    'INSTANCE "VI 1" BACKUP 120',
  ]);
});

test("a group has scripts of its own, and the priority 0", () => {
  const messages = groupNotifications(group, "master", event, rules);
  assert.deepEqual(inWords(messages), [
    "group VG 1: /bin/group given as script",
    "group VG 1: /bin/any given GROUP VG 1 MASTER 0 as script",
    'GROUP "VG 1" MASTER 0',
  ]);
});

test("a change of priority is for the pipes, where it is asked for", () => {
  const asking = virtualInstance({ name: "VI 1", notifiesPriorityChanges: true });
  assert.deepEqual(inWords(priorityNotifications(asking, "master", priority)), [
    'INSTANCE "VI 1" MASTER_PRIORITY 120',
  ]);
  assert.deepEqual(inWords(priorityNotifications(asking, "backup", priority)), [
    'INSTANCE "VI 1" BACKUP_PRIORITY 120',
  ]);
  assert.deepEqual(priorityNotifications(asking, "fault", priority), []);
  assert.deepEqual(priorityNotifications(plain, "master", priority), []);
});

test("a deletion is said to be one where that is asked for, with a script or without", () => {
  const asking = virtualInstance({ name: "VI 1", notifiesDeletion: true });
  assert.deepEqual(inWords(deletionNotifications(asking, event, rules)), [
    `INSTANCE "VI 1" DELETED ${asking.priority}`,
  ]);
});

test("the mail comes last, and only where it is asked for", () => {
  const asking = virtualInstance({ name: "VI 1", smtpAlert: true });
  const master = notifications(change("master", { instance: asking }), event, mailing);
  assert.deepEqual(inWords(master), [
    'INSTANCE "VI 1" MASTER 120',
    "mail VRRP Instance VI 1 - Entering MASTER state: => VRRP Instance is now owning VRRP VIPs <=",
  ]);
  const faulty = change("fault", { instance: asking });
  const withoutFaults = { ...mailing, mailsFaults: false };
  assert.equal(notifications(faulty, event, mailing).length, 2);
  assert.equal(notifications(faulty, event, withoutFaults).length, 1);
  assert.equal(notifications(faulty, event, { ...withoutFaults, webhooks: true }).length, 2);
  assert.equal(notifications(change("master", { instance: plain }), event, mailing).length, 1);
});
