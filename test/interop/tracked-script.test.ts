import { describe, test } from "node:test";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import type { Product } from "../lab/router.ts";
import { dialects } from "./dialects.ts";
import { withScene } from "./scene.ts";
import { breakAndMend, trackedScript } from "./tracking-scene.ts";

requirePrerequisites(["ip", "ping", "keepalived", "tcpdump", "tshark"]);

const pairs: readonly (readonly [Product, Product])[] = [
  ["holdfast", "keepalived"],
  ["keepalived", "holdfast"],
  ["holdfast", "holdfast"],
];

describe("a tracked script fails on the master, and succeeds again", { concurrency: 2 }, () => {
  for (const products of pairs) {
    const [first, second] = products;
    test(`without a weight: ${first} is in FAULT meanwhile, ${second} serves`, () =>
      withScene(dialects.v3, (scene) =>
        breakAndMend(scene, products, trackedScript(null)).then(() => undefined),
      ));
    test(`weight -20: ${first} falls below ${second} and rises above it again`, () =>
      withScene(dialects.v3, (scene) =>
        breakAndMend(scene, products, trackedScript(-20)).then(() => undefined),
      ));
  }
});
