import assert from "node:assert/strict";
import { before, test } from "node:test";
import { withLab } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { reloadOften } from "./reload-leak.ts";

/** reload-leak.ts does ten thousand. */
const reloads = 200;
/** Heaps grow and shrink by some megabytes. */
const slackKilobytes = 16 * 1024;

before(() => requirePrerequisites(["ip"]));

test("two hundred reloads leave no descriptor and no memory behind", async (context) => {
  const report = await withLab(["a"], (lab) => reloadOften(lab, reloads));
  const { before, after, reloadsPerSecond } = report;
  context.diagnostic(`${Math.round(reloadsPerSecond)} reloads a second, ${JSON.stringify(report)}`);
  assert.ok(after.descriptors <= before.descriptors);
  assert.ok(after.kilobytes - before.kilobytes < slackKilobytes);
});
