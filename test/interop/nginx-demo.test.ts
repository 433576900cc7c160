import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { gapOf } from "../../demo/nginx/step.ts";
import { mustRunAsync, run } from "../lab/command.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";

requirePrerequisites(["ip", "nginx", "pgrep"]);

const root = join(import.meta.dirname, "../..");

test("the demo of two nginx goes as it must, and its questions are answered", async () => {
  const words = ["env", "NO_COLOR=1", process.execPath, join(root, "demo/nginx/main.ts")];
  const printed = await mustRunAsync(words, { limitMillis: 90_000 });
  assert.match(printed, /2 {2}nginx dies on A +B +\d.* s, \d+ requests +5\.60 s +as it must/);
  assert.match(printed, /4 {2}nginx is back on A +A +.* 50 ms +as it must/);
  assert.match(printed, /All 5 steps went as they must\./);
});

test("make refuses a demo that there is not", () => {
  const refused = run(["env", "DEMO=apache", join(root, "scripts/prepare"), "demo"]);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /^DEMO=apache: "lvs", "nginx", or nothing/);
});

test("a gap is the longest time between answers; requests that were lost are none", () => {
  const answered = (atMillis: number, server: string | null) => ({ atMillis, server, reason: "" });
  const all = [answered(0, "a"), answered(10, null), answered(500, "b"), answered(510, "b")];
  assert.equal(gapOf(all, 0, 520).millis, 500);
});
