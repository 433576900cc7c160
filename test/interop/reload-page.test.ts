import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { currentReloadPage, reloadPage } from "./reload-page.ts";

before(() => requirePrerequisites(["ip"]));

test("docs/reload.md has what plans say now", async () => {
  const page = readFileSync(reloadPage, "utf8");
  assert.match(page, /^\$ holdfast plan /m);
  const hint = "node test/interop/reload-page.ts brings it up to date";
  assert.equal(await currentReloadPage(), page, hint);
});
