import assert from "node:assert/strict";
import { before, test } from "node:test";
import { withLab } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { isSound, reloadOften } from "./reload-leak.ts";

/** reload-leak.ts does ten thousand. */
const reloads = 200;

before(() => requirePrerequisites(["ip"]));

test("two hundred reloads leave no descriptor and no memory behind", async (context) => {
  const report = await withLab(["a"], (lab) => reloadOften(lab, reloads));
  context.diagnostic(JSON.stringify(report));
  assert.ok(isSound(report));
});
