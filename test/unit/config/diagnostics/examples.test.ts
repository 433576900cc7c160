import assert from "node:assert/strict";
import { test } from "node:test";
import { checkAnyExample } from "../../../../src/config/cluster/check-example.ts";
import { allCodes } from "../../../../src/config/diagnostics/codes.ts";
import { renderDiagnostics } from "../../../../src/config/diagnostics/render.ts";

for (const { code, title, example } of allCodes) {
  test(`${code}, ${title}: the wrong example gives it, the right one is sound`, () => {
    if ("unshown" in example) {
      assert.match(example.unshown, /^[a-z].*[^.]$/);
      return;
    }
    const wrong = checkAnyExample(example, example.wrong);
    const said = renderDiagnostics(wrong.diagnostics, wrong.sources);
    assert.ok(
      wrong.diagnostics.some((each) => each.code === code),
      `the wrong one does not give it:\n${said}`,
    );
    const right = checkAnyExample(example, example.right);
    const bad = right.diagnostics.filter(
      ({ code: found, severity }) => found === code || severity === "error" || severity === "fatal",
    );
    assert.equal(renderDiagnostics(bad, right.sources), "");
  });
}
