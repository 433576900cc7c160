import assert from "node:assert/strict";
import { test } from "node:test";
import { checkedPage, checkedPages, currentCheckedPage } from "../../../scripts/check-page.ts";

for (const name of checkedPages) {
  test(`the outputs in ${name} are what a check says now`, () => {
    const page = checkedPage(name);
    assert.match(page, /^\$ holdfast check /m);
    assert.equal(currentCheckedPage(name), page, "make pages brings it up to date");
  });
}
