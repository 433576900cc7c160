import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { liveStrip, stripRows } from "../../demo/answer-strips.ts";
import { paletteFor } from "../../demo/screen.ts";
import { mustRunAsync, run } from "../lab/command.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";

requirePrerequisites(["ip", "nginx", "nft"]);

const demo = join(import.meta.dirname, "../../demo/lvs/main.ts");
const answered = (atMillis: number, server: string | null) => ({ atMillis, server, reason: "" });

test("the demo of load balancing goes as it must on nftables", async () => {
  const words = ["env", "DATAPLANE=nftables", process.execPath, demo];
  const printed = await mustRunAsync(words, { limitMillis: 120_000 });
  assert.match(printed, /4 {2}Drain +\d+ +0 +r1 \d+, r2 \d+ +as it must/);
  assert.match(printed, /All 6 steps went as they must\./);
});

test("the demo says what is wrong with DATAPLANE instead of guessing", () => {
  const refused = run(["env", "DATAPLANE=ebpf", process.execPath, demo]);
  assert.deepEqual(
    [refused.status, refused.stderr],
    [2, 'DATAPLANE=ebpf: "ipvs" or "nftables".\n'],
  );
});

test("strips show which server answered in each tenth of a second, and losses", () => {
  const answers = [
    answered(10, "r1"),
    answered(20, "r2"),
    answered(150, "r1"),
    answered(310, null),
  ];
  const rows = stripRows(answers, [0, 400], ["r1", "r2"], paletteFor(false));
  assert.deepEqual(rows, ["   r1     11..", "   r2     2...", "   lost   ...x"]);
  assert.equal(liveStrip(answers, [0, 400]), "21.x");
});
