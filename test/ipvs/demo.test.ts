import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { mustRunAsync } from "../lab/command.ts";

const demo = join(import.meta.dirname, "../../demo/lvs/in-guest.ts");

test("the demo of load balancing goes as it must on IPVS: no step loses more than it may", async () => {
  const printed = await mustRunAsync([process.execPath, demo], { limitMillis: 180_000 });
  assert.match(printed, /4 {2}Drain +\d+ +0 +r1 \d+, r2 \d+ +as it must/);
  assert.match(printed, /All 6 steps went as they must\./);
});
