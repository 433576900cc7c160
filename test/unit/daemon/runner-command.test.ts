import assert from "node:assert/strict";
import { test } from "node:test";
import type { ScriptCommand } from "../../../src/config/model/script-command.ts";
import { runnerCommand } from "../../../src/daemon/runner-command.ts";

const place = { source: 0, line: 1, column: 1, length: 1 };
const plain: ScriptCommand = { argv: ["/bin/a", "b"], user: null, group: null, place };
const fallback = { user: "nobody", group: "nogroup" };

test("a script runs as its own user, else as that of script_user, with what is added to it", () => {
  assert.deepEqual(runnerCommand(plain, ["c"], fallback), {
    argv: ["/bin/a", "b", "c"],
    user: "nobody",
    group: "nogroup",
  });
  const own = runnerCommand({ ...plain, user: "mail" }, [], fallback);
  assert.deepEqual([own.user, own.group], ["mail", null]);
});

test("supplementary groups are asked for by a line, by script_user, or for all scripts", () => {
  const of = (command: Partial<ScriptCommand>, more: object = {}) =>
    runnerCommand({ ...plain, ...command }, [], { ...fallback, ...more }).supplementaryGroups;
  const withGroups = { supplementaryGroups: true } as const;
  assert.equal(of({ user: "mail", ...withGroups }), true);
  assert.equal(of({}, withGroups), true);
  assert.equal(of({ user: "mail" }, withGroups), undefined);
  assert.equal(of({ user: "mail" }, { allWithGroups: true }), true);
});
