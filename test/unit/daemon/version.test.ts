import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { productVersion } from "../../../src/daemon/version.ts";

test("the version that the daemon says is the package's", () => {
  const text = readFileSync(join(import.meta.dirname, "../../../package.json"), "utf8");
  assert.partialDeepStrictEqual(JSON.parse(text), { version: productVersion });
});
