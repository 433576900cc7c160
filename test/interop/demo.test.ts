import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import {
  formatMillis,
  formatTable,
  paintStrip,
  paletteFor,
  wantsColour,
} from "../../demo/screen.ts";
import { judge } from "../../demo/step.ts";
import { serviceStrip } from "../../demo/strip.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { startProcess } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";

requirePrerequisites(["ip", "ping"]);

const demo = join(import.meta.dirname, "../../demo/main.ts");
const letters = new Map([
  [101, "A"],
  [102, "B"],
]);

test("the demo leaves nothing behind after Ctrl-C", async () => {
  const running = startProcess([process.execPath, demo], { NO_COLOR: "1" });
  const traces = () => [
    ...readdirSync("/run/netns").filter((name) => name.startsWith(`hflab-${running.pid}-`)),
    ...readdirSync(tmpdir()).filter((name) => name.startsWith(`hflab-${running.pid}-`)),
  ];
  const printed = () => running.lines.map((line) => line.text).join("\n");
  await waitFor(
    "the nodes to start",
    { limitMillis: 15_000 },
    () => printed().includes("B starts"),
    printed,
  );
  assert.ok(traces().length > 0);
  await running.stop("SIGINT", 10_000);
  assert.deepEqual(traces(), []);
});

test("the demo says what is wrong with PEER instead of guessing", async () => {
  const refused = startProcess([process.execPath, demo], { PEER: "cisco" });
  await refused.exited;
  assert.match(refused.lines.map((line) => line.text).join("\n"), /PEER=cisco/);
});

test("a service strip shows who answered in each tenth of a second, and silence", () => {
  const reply = (atMillis: number, timeToLive: number) => ({ atMillis, timeToLive });
  const replies = [reply(10, 101), reply(90, 101), reply(310, 102), reply(399, 102)];
  assert.equal(serviceStrip(replies, letters, [0, 500]), "A..B.");
  assert.equal(serviceStrip([reply(50, 7)], letters, [0, 100]), "?");
});

test("colours are for terminals, and NO_COLOR is honoured", () => {
  assert.equal(wantsColour(true, undefined), true);
  assert.equal(wantsColour(true, "1"), false);
  assert.equal(wantsColour(false, undefined), false);
  assert.equal(paintStrip("AA..BB", paletteFor(false)), "AA..BB");
  assert.match(paintStrip("AA..BB", paletteFor(true)), /^\x1b\[32mAA\x1b/);
});

test("a step passes, is slow, or fails, and says why", () => {
  const step = { title: "Stop", expected: "B", allowedMillis: 650, aimMillis: 50 } as const;
  assert.equal(judge(step, 20, "", ["b"]).verdict, "passed");
  assert.equal(judge(step, 200, "", ["b"]).verdict, "slow");
  assert.equal(judge(step, 2_000, "", ["b"]).verdict, "failed");
  assert.equal(judge(step, 20, "", ["a", "b"]).verdict, "failed");
  assert.equal(judge(step, 20, "B never answered", ["b"]).reason, "B never answered");
});

test("figures and tables line up", () => {
  assert.equal(formatMillis(3_609.4), "3.61 s");
  assert.equal(formatMillis(12.3), "12 ms");
  assert.deepEqual(
    formatTable([
      ["a", "b"],
      ["long", "c"],
    ]),
    ["a     b", "long  c"],
  );
});
