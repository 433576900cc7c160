/** Which server a connection goes to: schedulers, affinity, marks and groups. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mustRun } from "../lab/command.ts";
import { serverTexts, virtualServerText } from "../lab/director-configuration.ts";
import { clientSources, virtualAddress } from "../lab/director-lab.ts";
import { batch } from "../lab/lab.ts";
import { askMany } from "../lab/requests.ts";
import { type DirectorScene, withDirector } from "./scene.ts";

const forwarding = "DR";
const address = virtualAddress;

/** What each server answered of `count` requests of as many clients as there are. */
async function shares({ lab }: DirectorScene, count: number, sources: readonly string[]) {
  const requests = await askMany(lab, count, { address, sources });
  assert.deepEqual(requests.lost(), []);
  return requests;
}

const inProportion = [
  { scheduler: "rr", weights: [3, 2, 1], expected: { r1: 20, r2: 20, r3: 20 } },
  { scheduler: "wrr", weights: [3, 2, 1], expected: { r1: 30, r2: 20, r3: 10 } },
  { scheduler: "wrr", weights: [5, 0, 1], expected: { r1: 50, r3: 10 } },
  { scheduler: "fo", weights: [1, 3, 2], expected: { r2: 60 } },
  { scheduler: "ovf", weights: [100, 50, 1], expected: { r1: 60 } },
] as const;

for (const { scheduler, weights, expected } of inProportion) {
  test(`${scheduler} with weights ${weights.join(", ")}: the shares are exact`, async () => {
    await withDirector(forwarding, async (scene) => {
      const servers = serverTexts(scene.servers, 80, weights, []);
      await scene.start(virtualServerText({ scheduler, forwarding, servers }));
      const requests = await shares(scene, 60, []);
      assert.deepEqual({ ...requests.tally() }, expected);
    });
  });
}

const byLoad = [
  { scheduler: "lc", weights: [3, 2, 1], expected: { r1: 10, r2: 10, r3: 10 } },
  { scheduler: "wlc", weights: [3, 2, 1], expected: { r1: 15, r2: 10, r3: 5 } },
  { scheduler: "sed", weights: [3, 2, 1], expected: { r1: 15, r2: 10, r3: 5 } },
  { scheduler: "nq", weights: [3, 2, 1], expected: { r1: 15, r2: 10, r3: 5 } },
] as const;

for (const { scheduler, weights, expected } of byLoad) {
  test(`${scheduler} with weights ${weights.join(", ")}: open connections are spread`, async () => {
    await withDirector(forwarding, async (scene) => {
      const servers = serverTexts(scene.servers, 80, weights, []);
      await scene.start(virtualServerText({ scheduler, forwarding, servers }));
      const requests = await askMany(scene.lab, 30, { kind: "held", address });
      assert.deepEqual([requests.lost(), requests.tally()], [[], expected]);
    });
  });
}

for (const scheduler of ["sh", "mh"]) {
  test(`${scheduler}: a client keeps its server, and the clients are spread`, async () => {
    await withDirector(forwarding, async (scene) => {
      const servers = serverTexts(scene.servers, 80, [1, 1, 1], []);
      await scene.start(virtualServerText({ scheduler, forwarding, servers }));
      const clients = clientSources.slice(0, 16);
      const requests = await shares(scene, 3 * clients.length, clients);
      const choices = requests.all.map(({ server }) => server);
      const first = choices.slice(0, clients.length);
      assert.deepEqual(choices, [...first, ...first, ...first]);
      assert.ok(new Set(first).size > 1, `all clients went to ${first[0]}`);
    });
  });
}

test("persistence_timeout: a client keeps its server, and clients are given out in turn", async () => {
  await withDirector(forwarding, async (scene) => {
    const servers = serverTexts(scene.servers, 80, [1, 1, 1], []);
    const lines = ["persistence_timeout 50"];
    await scene.start(virtualServerText({ scheduler: "rr", forwarding, servers, lines }));
    const clients = clientSources.slice(0, 6);
    const requests = await shares(scene, 3 * clients.length, clients);
    const choices = requests.all.map(({ server }) => server);
    const first = choices.slice(0, clients.length);
    assert.deepEqual(choices, [...first, ...first, ...first]);
    assert.deepEqual(requests.tally(), { r1: 6, r2: 6, r3: 6 });
  });
});

test("persistence_granularity: a network of clients shares one server", async () => {
  await withDirector(forwarding, async (scene) => {
    const servers = serverTexts(scene.servers, 80, [1, 1, 1], []);
    const lines = ["persistence_timeout 50", "persistence_granularity 255.255.255.0"];
    await scene.start(virtualServerText({ scheduler: "rr", forwarding, servers, lines }));
    const requests = await shares(scene, 12, clientSources.slice(0, 12));
    assert.equal(Object.keys(requests.tally()).length, 1);
  });
});

test("fwmark: what carries the mark is balanced, whichever its port", async () => {
  await withDirector(forwarding, async (scene) => {
    const { lab, director } = scene;
    const tc = (words: string) => mustRun(["tc", "-n", director.namespace, ...words.split(" ")]);
    tc("qdisc add dev eth0 clsact");
    const match = `protocol ip flower dst_ip ${address}`;
    tc(`filter add dev eth0 ingress ${match} action skbedit mark 7`);
    const servers = serverTexts(scene.servers, 0, [2, 1, 0], []);
    const name = "fwmark 7";
    await scene.start(virtualServerText({ name, scheduler: "wrr", forwarding, servers }));
    for (const port of [80, 8080]) {
      const requests = await askMany(lab, 30, { address, port });
      assert.deepEqual([requests.lost(), requests.tally()], [[], { r1: 20, r2: 10 }]);
    }
  });
});

test("virtual_server_group: one definition serves every address of its range", async () => {
  await withDirector("NAT", async (scene) => {
    const { lab, director } = scene;
    const addresses = [1, 2, 3].map((number) => `10.77.0.${110 + number}`);
    batch(
      director.namespace,
      addresses.map((each) => `addr add ${each}/32 dev eth0`),
    );
    const group = "virtual_server_group WEB {\n    10.77.0.111-113 80\n}\n";
    const name = "group WEB";
    const servers = serverTexts(scene.servers, 8080, [1, 1, 1], []);
    await scene.start(
      group + virtualServerText({ name, scheduler: "rr", forwarding: "NAT", servers }),
    );
    for (const each of addresses) {
      const requests = await askMany(lab, 9, { address: each });
      assert.deepEqual([requests.lost(), requests.tally()], [[], { r1: 3, r2: 3, r3: 3 }]);
    }
  });
});
