import assert from "node:assert/strict";
import type { GroupEffect } from "../../../src/core/sync-group/effects.ts";
import type { VrrpEvent } from "../../../src/core/vrrp/events.ts";
import { brokenRules } from "../../../src/sim/step-rules.ts";
import { type GroupSeen, VirtualGroup } from "../../../src/sim/virtual-group.ts";
import { Board } from "../board.ts";
import { compareStep } from "../compare.ts";
import { effectLines, logTexts } from "../effects.ts";
import { readEvent } from "../events.ts";
import { readInstance, readSettings } from "../settings.ts";
import type { Scenario, Step } from "../transcript.ts";

/**
 * Plays a scenario of a sync group: an event is of a member, which it names first, or of all.
 * Throws where the group does something else.
 */
export function playGroup({ settings, steps }: Scenario): void {
  const instances = settings.map((line) => {
    const [, name = "", ...words] = line.split(/\s+/);
    return { ...readInstance(words), name };
  });
  const group = new VirtualGroup(instances, steps[0]?.at ?? assert.fail());
  const board = new Board();
  for (const step of steps) {
    const seen = happen(group, board, step);
    compareStep(step, {
      lines: seen.flatMap(seenLines),
      onRequest: [nextLine(group)],
      logs: seen.flatMap(logsOf),
    });
    for (const each of seen) {
      if (each.who === null) continue;
      assert.deepEqual(brokenRules(group.instanceOf(each.who), each.step), [], each.who);
    }
  }
}

function happen(group: VirtualGroup, board: Board, { event, at }: Step): readonly GroupSeen[] {
  const [first = ""] = event;
  if (first === "deadline") return group.wake(at);
  if (first === "result") {
    board.report(event.slice(1));
    const concerned = group.names.filter((name) => follows(group, name, event[1] ?? ""));
    return group.take(eventsFor(group, board, concerned, event), at);
  }
  const isOne = group.names.includes(first);
  const names = isOne ? [first] : group.names;
  return group.take(eventsFor(group, board, names, isOne ? event.slice(1) : event), at);
}

const follows = (group: VirtualGroup, name: string, tracker: string): boolean =>
  group.stateOf(name).started &&
  group.instanceOf(name).trackers.some((each) => each.name === tracker);

function eventsFor(
  group: VirtualGroup,
  board: Board,
  names: readonly string[],
  words: readonly string[],
): readonly (readonly [string, VrrpEvent])[] {
  return names.map((name) => {
    const instance = group.instanceOf(name);
    if (words[0] === "reload") {
      const changed = { ...instance, ...readSettings(words.slice(1)) };
      group.configure(changed);
      const tracked = board.conditionOf(changed);
      const condition = group.conditionOf(name);
      return [name, { kind: "reconfigured", before: instance, tracked, group: condition }];
    }
    const groupAtStart = group.conditionAtStart(name);
    const subject = { instance, state: group.stateOf(name), board, groupAtStart };
    return [name, readEvent(subject, words)];
  });
}

/** Lines of a member begin with its name. */
const seenLines = (seen: GroupSeen): readonly string[] =>
  seen.who === null
    ? seen.effects.filter((effect) => effect.kind === "stateChanged").map(groupLine)
    : effectLines(seen.effects).map((line) => `${seen.who} ${line}`);

const groupLine = ({ from, to }: GroupEffect & { kind: "stateChanged" }): string =>
  `group ${from} → ${to}`;

const logsOf = (seen: GroupSeen): readonly string[] =>
  seen.who === null
    ? seen.effects.filter((effect) => effect.kind === "log").map(({ message }) => message)
    : logTexts(seen.effects).map((message) => `(${seen.who}) ${message}`);

function nextLine(group: VirtualGroup): string {
  const deadline = group.deadline();
  return `next ${deadline === null ? "never" : String(deadline / 1e6)}`;
}
