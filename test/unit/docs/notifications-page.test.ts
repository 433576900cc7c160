import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { check, machine, rendered } from "../config/build/building.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/notifications.md"), "utf8");

test("the file in docs/notifications.md is without fault", () => {
  const [, text = ""] = /^```keepalived keepalived\.conf\n(.*?)^```$/ms.exec(page) ?? [];
  assert.match(text, /webhook/);
  const built = check(text, machine);
  assert.deepEqual(
    built.diagnostics.filter(({ severity }) => severity !== "notice"),
    [],
    rendered(built),
  );
});

test("the post in docs/notifications.md is JSON", () => {
  const [, text = ""] = /^```json\n(.*?)^```$/ms.exec(page) ?? [];
  assert.equal((JSON.parse(text) as { version: number }).version, 1);
});
