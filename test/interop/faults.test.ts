import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readAdverts } from "../lab/capture.ts";
import { mustRun, run } from "../lab/command.ts";
import { plugIn } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { removeAddress } from "../lab/router.ts";
import { pause, waitFor } from "../lab/wait.ts";
import { dialects, masterDownMillis, skewMillis } from "./dialects.ts";
import {
  electInOrder,
  expectMove,
  heldSince,
  type Scene,
  secondPriority,
  settleOn,
  withScene,
} from "./scene.ts";

requirePrerequisites(["ip", "ping", "keepalived", "tcpdump", "tshark"]);

const patienceMillis = 8_000;

describe("faults of a Holdfast master beside a keepalived backup", { concurrency: 2 }, () => {
  test("kill -9 of the vrrp process: the address stays, is served, and nobody takes over", () =>
    withScene(dialects.v2, vrrpProcessKilled));

  test("kill -9 of the vrrp process with intervals too short: one router serves in the end", () =>
    withScene(dialects.v3, vrrpProcessKilledShortInterval));

  for (const dialect of [dialects.v3, dialects.v3Ipv6]) {
    test(`${dialect.name}: an address that somebody takes away is put back at once`, () =>
      withScene(dialect, addressTakenAway));
  }

  for (const dialect of [dialects.v3, dialects.v3Ipv6]) {
    test(`${dialect.name}: an interface set down faults the master, set up frees it`, () =>
      withScene(dialect, interfaceDown));
  }

  test("an interface that is deleted faults the master, and under another index frees it", () =>
    withScene(dialects.v3, interfaceRecreated));

  test("an interface that loses its address faults the master, and frees it with the address", () =>
    withScene(dialects.v3, primaryAddressLost));

  test("a master that was frozen yields to nobody of lower priority when it wakes", () =>
    withScene(dialects.v3, frozen));
});

async function vrrpProcessKilled(scene: Scene): Promise<void> {
  const { first, second, address, pinger, capture } = scene;
  const [node] = await electInOrder(scene, ["holdfast", "keepalived"]);
  const killed = node.vrrpPid();
  const fromMillis = Date.now();
  node.killVrrpProcess();
  const next = await waitFor("another vrrp process", { limitMillis: patienceMillis }, () => {
    const pid = node.vrrpPid();
    return pid !== killed && pid;
  });
  await pause(masterDownMillis(scene.dialect, secondPriority) + 500);
  assert.notEqual(next, killed);
  assert.ok(first.addresses.has(address));
  const held = heldSince(scene, first, fromMillis);
  assert.equal(held.length, 1, "the address was there all the time");
  assert.deepEqual(heldSince(scene, second, fromMillis), [], "the backup never took over");
  const gap = pinger.largestGap(fromMillis, Date.now()).millis;
  assert.ok(gap < 200, `${gap} ms without service`);
  await capture.stop();
  const adverts = (await readAdverts(capture.file)).filter(
    (advert) => advert.atMillis > fromMillis,
  );
  const sources = adverts.map((advert) => advert.source);
  assert.deepEqual([...new Set(sources)], [first.ipv4]);
}

async function vrrpProcessKilledShortInterval(scene: Scene): Promise<void> {
  const [node] = await electInOrder(scene, ["holdfast", "keepalived"]);
  node.killVrrpProcess();
  await pause(masterDownMillis(scene.dialect, secondPriority) + 1_500);
  await settleOn(scene, scene.first, Date.now());
}

async function addressTakenAway(scene: Scene): Promise<void> {
  const { first, second, address, pinger } = scene;
  const [node] = await electInOrder(scene, ["holdfast", "keepalived"]);
  const fromMillis = Date.now();
  removeAddress(first, address);
  await waitFor("the address to be back", { limitMillis: patienceMillis }, () => {
    const [lost, back] = heldSince(scene, first, fromMillis);
    return lost !== undefined && back !== undefined;
  });
  await pause(masterDownMillis(scene.dialect, secondPriority) + 300);
  assert.ok(first.addresses.has(address));
  const gap = pinger.largestGap(fromMillis, Date.now()).millis;
  assert.ok(gap < 300, `${gap} ms without service`);
  assert.deepEqual(heldSince(scene, second, fromMillis), [], "the backup never took over");
  assert.ok(node.logged(address, fromMillis).length > 0, "the log says so");
}

async function interfaceDown(scene: Scene): Promise<void> {
  const { first, second, dialect } = scene;
  const [node] = await electInOrder(scene, ["holdfast", "keepalived"]);
  const set = (state: string) =>
    mustRun(["ip", "-n", first.namespace, "link", "set", "eth0", state]);
  await expectMove(scene, {
    to: second,
    act: async () => set("down"),
    allowedMillis: masterDownMillis(dialect, secondPriority),
  });
  await node.waitForLog("Entering FAULT STATE", patienceMillis);
  set("up");
  // The kernel drops global IPv6 addresses with the link; an operator's scripts add them again.
  const own = `${first.ipv6}/64`;
  run(["ip", "-n", first.namespace, "address", "replace", own, "dev", "eth0", "nodad"]);
  await settleOn(scene, first, Date.now());
}

async function interfaceRecreated(scene: Scene): Promise<void> {
  const { lab, first, second, dialect } = scene;
  const [node] = await electInOrder(scene, ["holdfast", "keepalived"]);
  await expectMove(scene, {
    to: second,
    act: async () => mustRun(["ip", "-n", lab.lan, "link", "del", first.port]),
    allowedMillis: masterDownMillis(dialect, secondPriority),
  });
  await node.waitForLog("Entering FAULT STATE", patienceMillis);
  // Other links take the numbers in between, so that eth0 comes back under a new index.
  mustRun(["ip", "-n", first.namespace, "link", "add", "other0", "type", "bridge"]);
  plugIn(lab.lan, first);
  await settleOn(scene, first, Date.now());
}

async function primaryAddressLost(scene: Scene): Promise<void> {
  const { first, second, dialect } = scene;
  const [node] = await electInOrder(scene, ["holdfast", "keepalived"]);
  const own = [`${first.ipv4}/24`, "dev", "eth0"];
  await expectMove(scene, {
    to: second,
    act: async () => mustRun(["ip", "-n", first.namespace, "address", "del", ...own]),
    allowedMillis: masterDownMillis(dialect, secondPriority),
  });
  await node.waitForLog("Entering FAULT STATE", patienceMillis);
  mustRun(["ip", "-n", first.namespace, "address", "add", ...own]);
  await settleOn(scene, first, Date.now());
}

async function frozen(scene: Scene): Promise<void> {
  const { second, first, dialect, lab, address } = scene;
  const [node] = await electInOrder(scene, ["holdfast", "keepalived"]);
  node.freeze();
  await waitFor("the backup to take over", { limitMillis: patienceMillis }, () =>
    second.addresses.has(address),
  );
  node.thaw();
  await settleOn(scene, first, Date.now());
  await pause(masterDownMillis(dialect, secondPriority) + skewMillis(dialect, secondPriority));
  const holders = lab.routers.filter((router) => router.addresses.has(address));
  assert.deepEqual(
    holders.map((router) => router.name),
    ["a"],
  );
}
