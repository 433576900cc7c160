import assert from "node:assert/strict";
import { test } from "node:test";
import { explain } from "../../../src/cli/explain.ts";
import { checkAnyExample } from "../../../src/config/cluster/check-example.ts";
import { allCodes } from "../../../src/config/diagnostics/codes.ts";
import { codeNumberOf, explainCode, listCodes } from "../../../src/config/diagnostics/explain.ts";

test("a code is found by its number in any spelling", () => {
  for (const word of ["HF0107", "hf0107", "107", "0107"]) {
    assert.equal(codeNumberOf(word), "HF0107");
  }
  for (const word of ["", "HF", "prioriy", "HF01070", "-1"]) assert.equal(codeNumberOf(word), null);
});

test("the list has every code once, by number", () => {
  const listed = [...listCodes().matchAll(/^ {2}(HF\d{4}) {2}\w+ +\S/gm)].map((row) => row[1]);
  assert.deepEqual(listed, allCodes.map(({ code }) => code).sort());
});

test("every explanation shows what the wrong example gives, and nothing a terminal obeys", () => {
  for (const code of allCodes) {
    const text = explainCode(code, checkAnyExample);
    assert.match(text, new RegExp(`^${code.code} ${code.severity}: `));
    assert.match(text, /keepalived's config test/);
    assert.doesNotMatch(text, /[\x00-\x09\x0b-\x1f]|\p{Cs}/u, code.code);
    for (const line of text.split("\n")) assert.equal(line, line.trimEnd());
  }
});

test("an unknown code is an error that says where the codes are", (context) => {
  const write = context.mock.method(process.stderr, "write", () => true);
  assert.equal(explain(["HF9999"], false), 1);
  assert.match(String(write.mock.calls[0]?.arguments[0]), /no code "HF9999".*holdfast explain/);
});
