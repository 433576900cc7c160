import { test } from "node:test";
import { withLab } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import type { Product } from "../lab/router.ts";
import { soak } from "./soak.ts";

requirePrerequisites(["ip", "nft", "keepalived"]);

/** soak.ts goes on for as long as one likes. */
const millis = 6_000;
const plays: readonly (readonly [Product, number])[] = [
  ["holdfast", 1],
  ["keepalived", 4],
];

for (const [peer, seed] of plays) {
  test(`whatever befalls two routers, all is well afterwards: beside ${peer}, seed ${seed}`, async (context) => {
    const report = await withLab(["a", "b"], (lab) => soak(lab, { seed, millis, peer }));
    context.diagnostic(JSON.stringify(report));
  });
}
