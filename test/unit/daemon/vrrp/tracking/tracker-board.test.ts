import assert from "node:assert/strict";
import { test } from "node:test";
import type { TrackerReport } from "../../../../../src/core/tracking/result.ts";
import {
  followedOf,
  TrackerBoard,
  type Watched,
} from "../../../../../src/daemon/vrrp/tracking/tracker-board.ts";
import { trackFile, trackScript } from "../trackers.ts";

const watching = (parts: Partial<Watched>): Watched => ({
  scripts: [],
  files: [],
  processes: [],
  ...parts,
});

const verdict = (name: string, good: boolean): TrackerReport => ({
  kind: "script",
  name,
  result: { kind: "verdict", good, reason: good ? "succeeded" : "exited with status 1" },
});

test("there is no result until one is reported, and only another one is news", () => {
  const board = new TrackerBoard();
  board.configure(watching({ scripts: [trackScript("chk")] }));
  assert.equal(board.resultOf({ kind: "script", name: "chk" }), null);
  assert.deepEqual(board.awaited, [{ kind: "script", name: "chk" }]);
  assert.equal(board.report(verdict("chk", true)), true);
  assert.equal(board.report(verdict("chk", true)), false);
  assert.equal(board.report(verdict("chk", false)), true);
  assert.deepEqual(board.known, [verdict("chk", false)]);
  assert.deepEqual(board.awaited, []);
});

test("a report of what nobody follows is passed over", () => {
  const board = new TrackerBoard();
  board.configure(watching({ scripts: [trackScript("chk")] }));
  assert.equal(board.report(verdict("other", false)), false);
  assert.deepEqual(board.known, []);
});

test("a reload keeps the result of the same command, and drops that of another", () => {
  const board = new TrackerBoard();
  const [one, two] = [trackScript("one"), trackScript("two")];
  board.configure(watching({ scripts: [one, two] }));
  board.report(verdict("one", true));
  board.report(verdict("two", true));
  const place = { ...two.command.place, line: 99 };
  const slower = { ...one, intervalMicros: one.timeoutMicros, place };
  const another = trackScript("two", ["/bin/other"]);
  board.configure(watching({ scripts: [slower, another] }));
  assert.deepEqual(board.known, [verdict("one", true)]);
});

test("results of a process before this one count, until another definition takes the name", () => {
  const board = new TrackerBoard();
  const file: TrackerReport = {
    kind: "file",
    name: "load",
    result: { kind: "value", value: 7 },
  };
  const files = [trackFile("load")];
  board.configure(watching({ files }), [file, verdict("gone", false)]);
  assert.deepEqual(board.known, [file]);
  board.configure(watching({ files: [{ ...trackFile("load"), path: "/other" }] }));
  assert.deepEqual(board.known, []);
});

test("only what somebody follows is watched", () => {
  const tracking = {
    scripts: [trackScript("one"), trackScript("two")],
    files: [trackFile("one")],
    processes: [],
    bfdInstances: [],
  };
  const watched = followedOf(tracking, ({ kind, name }) => kind === "script" && name === "one");
  assert.deepEqual(watched, watching({ scripts: [trackScript("one")] }));
});
