/** The log of load balancing, line by line beside that of Debian's keepalived. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { quickCheck, serverTexts, virtualServerText } from "../lab/director-configuration.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { type Node, type Product, startNode } from "../lab/router.ts";
import { type DirectorScene, soon, waitForRows, withDirector } from "./scene.ts";

requirePrerequisites(["keepalived"]);

const head = "TCP 10.77.0.100:80 rr";
const row = (host: number, weight = 1) => `-> 10.77.0.${host}:80 Masq ${weight}`;

const textOf = ({ servers }: DirectorScene, weights: readonly number[]): string =>
  virtualServerText({
    scheduler: "rr",
    forwarding: "NAT",
    lines: ["quorum 2", "sorry_server 10.77.0.4 8080", "alpha"],
    servers: serverTexts(servers.slice(0, 2), 80, weights, quickCheck),
  });

/** Servers die and come back, one changes its weight, and the daemon ends. */
async function play(scene: DirectorScene, product: Product): Promise<readonly string[]> {
  const { lab, director, server } = scene;
  const node = startNode(lab, director, product, textOf(scene, [1, 1]));
  const both = [head, row(2), row(3)];
  await waitForRows(director, both);
  await server("r1").stop();
  await waitForRows(director, [head, "-> 10.77.0.4:8080 Masq 1"]);
  await server("r1").start();
  await waitForRows(director, both);
  node.reload(textOf(scene, [1, 5]));
  await waitForRows(director, [head, row(2), row(3, 5)]);
  await node.waitForLog("Reload complete", soon.limitMillis);
  await node.stop();
  await waitForRows(director, []);
  return balancingLines(node);
}

/** Lines of services, without their times, without what only Holdfast adds, and sorted. */
function balancingLines({ process }: Node): readonly string[] {
  return process.lines
    .map(({ text }) => text.replace(/^.* \d{4}: /, "").replace(/ \([a-z ]+\)$/, ""))
    .filter((line) => /\bVS\b|_CHECK|TCP connection/.test(line))
    .filter((line) => !line.startsWith("Activating"))
    .toSorted();
}

test("start, death, return, quorum, reload and stop are logged as keepalived logs them", async () => {
  await withDirector("NAT", async (scene) => {
    const expected = await play(scene, "keepalived");
    const logged = await play(scene, "holdfast");
    assert.ok(expected.length > 10);
    assert.deepEqual(logged, expected);
  });
});
