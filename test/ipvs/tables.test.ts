/** Each file of the folder "files" gives the table that Debian's keepalived makes of it. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { savedTableOf, tableOf, thresholdsOf, timeoutsOf } from "../lab/ipvs-table.ts";
import { type Lab, openLab, type Router } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { type Product, startNode } from "../lab/router.ts";

requirePrerequisites(["ip", "keepalived"]);

const folder = join(import.meta.dirname, "files");
const startLimitMillis = 15_000;
let lab: Lab;
before(async () => {
  lab = await openLab(["a", "b"]);
});
after(() => lab.close());

for (const name of readdirSync(folder)) {
  test(`${name}: the same table as keepalived's, row by row`, async () => {
    const text = readFileSync(join(folder, name), "utf8");
    const expected = await madeBy("keepalived", lab.router("a"), text);
    const made = await madeBy("holdfast", lab.router("b"), text);
    assert.deepEqual(made, expected);
  });
}

/** What a product makes of a configuration from nothing; at its end it leaves nothing behind. */
async function madeBy(product: Product, router: Router, text: string) {
  const node = startNode(lab, router, product, text);
  // Both have programmed the table when they log it.
  await node.waitForLog("Startup complete", startLimitMillis);
  const made = {
    table: tableOf(router),
    saved: savedTableOf(router),
    thresholds: thresholdsOf(router),
    timeouts: timeoutsOf(router),
  };
  assert.ok(made.table.length >= 2, `${product} made no table of it`);
  await node.stop();
  assert.deepEqual(tableOf(router), [], `${product} left rows behind`);
  return made;
}
