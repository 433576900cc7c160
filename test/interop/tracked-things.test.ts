import { describe, test } from "node:test";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import type { Product } from "../lab/router.ts";
import { dialects } from "./dialects.ts";
import { withScene } from "./scene.ts";
import { trackedFile, trackedInterface, trackedProcess } from "./tracked-things.ts";
import { breakAndMend, type Tracked } from "./tracking-scene.ts";

requirePrerequisites(["ip", "ping", "keepalived", "tcpdump", "tshark"]);

type Pair = readonly [Product, Product];
const holdfastFirst: Pair = ["holdfast", "keepalived"];
const keepalivedFirst: Pair = ["keepalived", "holdfast"];

const moves = (products: Pair, tracked: Tracked): Promise<void> =>
  withScene(dialects.v3, (scene) => breakAndMend(scene, products, tracked).then(() => undefined));

describe("what the master follows breaks, and is mended", { concurrency: 2 }, () => {
  for (const products of [holdfastFirst, keepalivedFirst]) {
    test(`a number in a file lowers the priority of ${products[0]} below ${products[1]}`, () =>
      moves(products, trackedFile(-20)));
  }
  test("a number of -254 in a file is a fault", () => moves(holdfastFirst, trackedFile(-254)));

  for (const products of [holdfastFirst, keepalivedFirst]) {
    test(`an interface with weight -20 goes down on ${products[0]}`, () =>
      moves(products, trackedInterface(-20)));
  }
  test("an interface without a weight is a fault while it is down", () =>
    moves(holdfastFirst, trackedInterface(null)));

  // The kernel tells namespaces nothing of processes, and keepalived does not look for them itself.
  test("a process without a weight is a fault while it does not run", () =>
    moves(holdfastFirst, trackedProcess(null)));
  test("a process with weight -20 lowers the priority while it does not run", () =>
    moves(holdfastFirst, trackedProcess(-20)));
});
