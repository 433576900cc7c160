import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { clusterReference } from "../../../src/config/cluster/reference.ts";
import { clusterCodes } from "../../../src/config/diagnostics/codes-cluster.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/cluster.md"), "utf8");

test("docs/cluster.md is what the table of codes says", () => {
  assert.equal(page, clusterReference(), "node scripts/generate.ts brings it up to date");
});

test("every rule about a cluster has its section, with what a check says", () => {
  for (const { code, title } of Object.values(clusterCodes)) {
    assert.ok(page.includes(`### ${code}: ${title}\n`), code);
    assert.match(page, new RegExp(`(?:error|warning|notice) ${code}: `));
  }
});
