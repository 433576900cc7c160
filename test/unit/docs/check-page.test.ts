import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkPage, currentCheckPage } from "../../../scripts/check-page.ts";

test("the outputs in docs/check.md are what a check says now", () => {
  const page = readFileSync(checkPage, "utf8");
  assert.match(page, /^\$ holdfast check /m);
  assert.equal(currentCheckPage(), page, "make pages brings it up to date");
});
