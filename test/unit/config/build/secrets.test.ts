import assert from "node:assert/strict";
import { test } from "node:test";
import { renderConfigTest } from "../../../../src/config/diagnostics/render-as-keepalived.ts";
import { check, instanceText, rendered } from "./building.ts";

const lines = [
  "auth_type PASS s3cret",
  "auth_type s3cret",
  "s3cret",
  "auth_pass s3cret s3cret",
  "auth_pas s3cret",
  "auth_pass=s3cret",
  "auth_type PASS auth_pass s3cret",
];

test("what may be the password is not shown, wherever in its block it stands", () => {
  for (const line of lines) {
    const checked = check(instanceText(`authentication {\n${line}\n}`));
    assert.ok(checked.diagnostics.length > 0, line);
    const { diagnostics, sources } = checked;
    const shown = [rendered(checked), renderConfigTest(diagnostics, sources)].join("\n");
    assert.ok(!shown.includes("s3cret"), `${line}\n${shown}`);
    assert.ok(!JSON.stringify(diagnostics).includes("s3cret"), line);
  }
});
