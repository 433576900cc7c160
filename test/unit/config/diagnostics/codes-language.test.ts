import assert from "node:assert/strict";
import { test } from "node:test";
import { languageCodes } from "../../../../src/config/diagnostics/codes-language.ts";

test("every code of the language layer has its own number, a title and an explanation", () => {
  const codes = Object.values(languageCodes);
  assert.equal(new Set(codes.map(({ code }) => code)).size, codes.length);
  for (const { code, title, explanation } of codes) {
    assert.match(code, /^HF00\d\d$/);
    assert.match(title, /^\S.*[^.]$/);
    assert.match(explanation, /^\S.*\.$/);
  }
});
