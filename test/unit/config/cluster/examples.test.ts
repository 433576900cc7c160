import assert from "node:assert/strict";
import { test } from "node:test";
import { clusterCodes } from "../../../../src/config/diagnostics/codes-cluster.ts";
import { clusterOf, rendered } from "./cluster.ts";

for (const { code, title, example } of Object.values(clusterCodes)) {
  test(`${code}, ${title}: the wrong example gives it, the right one is sound`, () => {
    const { peer = "", wrong, right } = example;
    const found = clusterOf(peer, wrong).diagnostics.map((diagnostic) => diagnostic.code);
    assert.ok(found.includes(code), `the wrong one does not give it:\n${rendered(peer, wrong)}`);
    assert.equal(rendered(peer, right), "");
  });
}

test("every cluster code has its own number, a title and an explanation", () => {
  const codes = Object.values(clusterCodes);
  assert.equal(new Set(codes.map(({ code }) => code)).size, codes.length);
  for (const { code, title, explanation } of codes) {
    assert.match(code, /^HF09\d\d$/);
    assert.match(title, /^\S.*[^.]$/);
    assert.match(explanation, /^\S.*\.$/);
  }
});
