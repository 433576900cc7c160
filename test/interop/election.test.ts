import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readAdverts } from "../lab/capture.ts";
import { configurationText, type Instance } from "../lab/configuration.ts";
import { holdersOf, waitForHolders } from "../lab/holder.ts";
import { deliver, swallow } from "../lab/link.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { type Node, type Product, startNode } from "../lab/router.ts";
import { pause, waitFor } from "../lab/wait.ts";
import { type Dialect, dialects, masterDownMillis, password } from "./dialects.ts";
import { electFirst, type Scene, settleOn, withScene } from "./scene.ts";

requirePrerequisites(["ip", "nft", "ping", "keepalived", "tcpdump", "tshark"]);

const mixed: readonly (readonly [Product, Product])[] = [
  ["holdfast", "keepalived"],
  ["keepalived", "holdfast"],
];
const patienceMillis = 15_000;

describe("elections between two products", { concurrency: 2 }, () => {
  for (const [first, second] of mixed) {
    for (const dialect of [dialects.v3, dialects.v3Ipv6]) {
      test(`${dialect.name}: of two masters with equal priority, ${first} with the lower address yields to ${second}`, () =>
        withScene(dialect, (scene) => equalPriorities(scene, dialect, [first, second])));
    }

    test(`an equal priority takes nothing from a master: ${second} joins ${first}`, () =>
      withScene(dialects.v3, (scene) => equalJoins(scene, [first, second])));

    test(`with another password neither believes the other: ${first} and ${second} both serve`, () =>
      withScene(dialects.v2, (scene) => wrongPassword(scene, [first, second])));

    test(`two masters that hear each other again become one: ${first} and ${second}`, () =>
      withScene(dialects.v3, (scene) => partition(scene, [first, second])));

    test(`20 virtual routers go to the other and come back: ${first} stops and starts beside ${second}`, () =>
      withScene(dialects.v3, (scene) => twentyInstances(scene, [first, second])));
  }
});

describe("a list of addresses that is not the peer's", { concurrency: 2 }, () => {
  test("Holdfast as the backup reports it and believes the advert", () =>
    withScene(dialects.v3, otherAddressesAsBackup));

  // keepalived 2.2.7 drops such an advert and serves beside the master.
  test("Holdfast as the master reports it and stays", () =>
    withScene(dialects.v3, otherAddressesAsMaster));
});

type Products = readonly [Product, Product];

/** RFC 9568 §6.4.3: equal priority, the higher primary address wins. */
async function equalPriorities(scene: Scene, dialect: Dialect, products: Products): Promise<void> {
  const { lab, first, second, address } = scene;
  for (const direction of ["fromStation", "toStation"] as const) swallow(lab, second, direction);
  scene.start(first, products[0], 100);
  scene.start(second, products[1], 100);
  await bothServe(scene, dialect);
  for (const direction of ["fromStation", "toStation"] as const) deliver(lab, second, direction);
  // Nothing makes the winner announce itself again: only the kernels' tables are asked.
  await waitForHolders(lab, address, ["b"], patienceMillis);
  await pause(masterDownMillis(dialect, 100));
  assert.deepEqual(holdersOf(lab, address), ["b"]);
}

async function equalJoins(scene: Scene, products: Products): Promise<void> {
  const { lab, first, second, address, dialect } = scene;
  scene.start(first, products[0], 100);
  await settleOn(scene, first);
  const joined = scene.start(second, products[1], 100);
  await joined.waitForLog("Entering BACKUP STATE", patienceMillis);
  await pause(masterDownMillis(dialect, 100) * 1.5);
  assert.deepEqual(holdersOf(lab, address), ["a"]);
  assert.deepEqual(second.addresses.holdings(address), []);
}

async function wrongPassword(scene: Scene, products: Products): Promise<void> {
  const { first, second, dialect } = scene;
  const other = "0therpwd";
  const nodes = [
    scene.start(first, products[0], 100),
    scene.start(second, products[1], 90, { password: other }),
  ];
  await bothServe(scene, dialect);
  for (const node of nodes.filter((each) => each.product === "holdfast")) {
    await waitFor("the reason in the log", { limitMillis: patienceMillis }, () =>
      node.process.lines.find((line) => /passw|auth/i.test(line.text)),
    );
    const text = node.process.lines.map((line) => line.text).join("\n");
    assert.ok(!text.includes(password) && !text.includes(other), "a password in the log");
  }
}

const another = "10.77.0.101";

async function otherAddressesAsBackup(scene: Scene): Promise<void> {
  const { lab, first, second, address, dialect } = scene;
  const addresses = [...dialect.addresses, `${another}/24`];
  scene.start(first, "keepalived", 100);
  await settleOn(scene, first);
  const backup = scene.start(second, "holdfast", 90, { addresses });
  await backup.waitForLog("Entering BACKUP STATE", patienceMillis);
  await mismatchLogged(backup);
  await pause(masterDownMillis(dialect, 90) * 1.5);
  assert.deepEqual(holdersOf(lab, address), ["a"]);
  assert.deepEqual(holdersOf(lab, another), []);
}

async function otherAddressesAsMaster(scene: Scene): Promise<void> {
  const { first, second, address, dialect } = scene;
  const addresses = [...dialect.addresses, `${another}/24`];
  const master = scene.start(first, "holdfast", 100);
  await settleOn(scene, first);
  scene.start(second, "keepalived", 90, { addresses });
  await bothServe(scene, dialect);
  await mismatchLogged(master);
  await pause(masterDownMillis(dialect, 90));
  assert.equal(first.addresses.holdings(address).length, 1, "the master never let go");
}

/** The log names the address that is missing, or the count that differs. */
async function mismatchLogged(node: Node): Promise<void> {
  await waitFor("the difference in the log", { limitMillis: patienceMillis }, () =>
    node.process.lines.some((line) => mismatch.test(line.text)),
  );
}
const mismatch = /\(VI_1\).*(?:10\.77\.0\.101|count|address)/i;

async function partition(scene: Scene, products: Products): Promise<void> {
  const { lab, first, second, dialect } = scene;
  await electFirst(scene, products);
  for (const direction of ["fromStation", "toStation"] as const) {
    // One way only: the first is not heard, or does not hear.
    swallow(lab, first, direction);
    const expected = direction === "fromStation" ? ["a", "b"] : ["a"];
    await pause(masterDownMillis(dialect, 90) * 1.5);
    assert.deepEqual(holdersOf(lab, scene.address), expected, direction);
    deliver(lab, first, direction);
    await waitForHolders(lab, scene.address, ["a"], patienceMillis);
  }
  await pause(masterDownMillis(dialect, 90));
  assert.deepEqual(second.addresses.holdings(scene.address).at(-1)?.untilMillis !== null, true);
}

async function bothServe(scene: Scene, dialect: Dialect): Promise<void> {
  const limitMillis = masterDownMillis(dialect, 1) + patienceMillis;
  await waitFor(
    "both to serve",
    { limitMillis },
    () => holdersOf(scene.lab, scene.address).length === 2,
  );
}

const instances = 20;

/** Half of the instances prefer each router; each has an address of its own. */
async function twentyInstances(scene: Scene, products: Products): Promise<void> {
  const { lab, first, second, capture } = scene;
  const numbers = Array.from({ length: instances }, (_, index) => index + 1);
  const own = numbers.filter((number) => number % 2 === 1);
  const others = numbers.filter((number) => number % 2 === 0);
  const text = (router: string, preferred: readonly number[]) =>
    configurationText(
      router,
      numbers.map((number) => instanceOf(number, preferred.includes(number) ? 100 : 90)),
    );
  const hold = (held: readonly number[], router: typeof first) =>
    waitFor(
      `${router.name} alone to hold ${held.length} addresses`,
      { limitMillis: 3 * patienceMillis },
      () => held.every((number) => holdersOf(lab, addressOf(number)).join() === router.name),
    );

  let node = startNode(lab, first, products[0], text("a", own));
  scene.nodes.push(node, startNode(lab, second, products[1], text("b", others)));
  await Promise.all([hold(own, first), hold(others, second)]);
  await node.stop();
  await hold(numbers, second);
  node = startNode(lab, first, products[0], text("a", own));
  scene.nodes.push(node);
  await Promise.all([hold(own, first), hold(others, second)]);

  await capture.stop();
  const adverts = await readAdverts(capture.file);
  const announced = adverts.filter((advert) => advert.priority === 0);
  assert.deepEqual(
    [...new Set(announced.map((advert) => advert.virtualRouterId))].sort((x, y) => x - y),
    own,
  );
}

const addressOf = (number: number): string => `10.77.0.${100 + number}`;

function instanceOf(number: number, priority: number): Instance {
  return {
    name: `VI_${number}`,
    version: 3,
    virtualRouterId: number,
    priority,
    advertIntervalSeconds: 0.3,
    addresses: [`${addressOf(number)}/24`],
  };
}
