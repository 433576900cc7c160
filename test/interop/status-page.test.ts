import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { currentStatusPage, statusPage } from "./status-page.ts";

before(() => requirePrerequisites(["ip", "ping", "keepalived", "tcpdump", "tshark"]));

/**
 * Process ids, times and sizes are others each time, and columns as wide as they ask for; two processes
 * tell of one moment in either order.
 */
const comparable = (page: string): readonly string[] =>
  page
    .replaceAll(/\d+(?:\.\d+)? (?:d \d+ h|h \d+ min|min \d+ s|min|µs|ms|s|MiB)\b/g, "SPAN")
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}/g, "MOMENT")
    .replaceAll(/^(supervisor|vrrp|lvs|runner) +\d+/gm, "$1 PID")
    .replaceAll(/\(of \d+\)|\d+ of \d+$/gm, "COUNT")
    .replaceAll(/ +/g, " ")
    .split("\n")
    .toSorted();

test("docs/status.md has what the commands say now", async () => {
  const page = readFileSync(statusPage, "utf8");
  assert.match(page, /^\$ holdfast why VI_1$/m);
  const hint = "node test/interop/status-page.ts brings it up to date";
  assert.deepEqual(comparable(await currentStatusPage()), comparable(page), hint);
});
