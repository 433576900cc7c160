/** Changes of the configuration and deaths of the daemon, under requests that must not notice. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { serverTexts, virtualServerText } from "../lab/director-configuration.ts";
import { virtualAddress } from "../lab/director-lab.ts";
import { connectionsOf, tableOf } from "../lab/ipvs-table.ts";
import { type Requests, startRequests } from "../lab/requests.ts";
import { waitFor } from "../lab/wait.ts";
import { type DirectorScene, soon, waitForRows, withDirector } from "./scene.ts";

const address = virtualAddress;
const head = `TCP ${address}:80 wrr`;
const row = (host: number, weight: number) => `-> 10.77.0.${host}:80 Masq ${weight}`;
const textOf = ({ servers }: DirectorScene, weights: readonly (number | null)[]) =>
  virtualServerText({
    ...{ scheduler: "wrr", forwarding: "NAT" },
    servers: serverTexts(servers, 80, weights),
  });

/** A client with a connection for each request and one that keeps its connection. */
async function load({ lab }: DirectorScene): Promise<readonly Requests[]> {
  const clients = [
    startRequests(lab, { address, intervalMillis: 5 }),
    startRequests(lab, { address, kind: "kept", intervalMillis: 10 }),
  ];
  for (const client of clients) await client.more(20);
  return clients;
}

async function assertNoneLost(clients: readonly Requests[]): Promise<void> {
  await Promise.all(clients.map((client) => client.more(20)));
  for (const client of clients) assert.deepEqual(client.lost(), []);
}

test("reloads that change weights and servers lose no request", async () => {
  await withDirector("NAT", async (scene) => {
    const node = await scene.start(textOf(scene, [1, 1, 1]));
    const clients = await load(scene);
    const steps = [
      { weights: [3, 2, 1], rows: [row(2, 3), row(3, 2), row(4, 1)] },
      { weights: [0, 2, 1], rows: [row(2, 0), row(3, 2), row(4, 1)] },
      { weights: [1, 0, 5], rows: [row(2, 1), row(3, 0), row(4, 5)] },
      { weights: [1, 1, 1], rows: [row(2, 1), row(3, 1), row(4, 1)] },
    ];
    for (const { weights, rows } of steps) {
      node.reload(textOf(scene, weights));
      await waitForRows(scene.director, [head, ...rows]);
      await Promise.all(clients.map((client) => client.more(20)));
    }
    await assertNoneLost(clients);
  });
});

test("a server that was drained leaves by reload, and another comes, without a loss", async () => {
  await withDirector("NAT", async (scene) => {
    const node = await scene.start(textOf(scene, [1, 1, null]));
    const fresh = startRequests(scene.lab, { address, intervalMillis: 5 });
    await fresh.more(20);
    node.reload(textOf(scene, [0, 1, 1]));
    await waitForRows(scene.director, [head, row(2, 0), row(3, 1), row(4, 1)]);
    await fresh.more(20);
    node.reload(textOf(scene, [null, 1, 1]));
    await waitForRows(scene.director, [head, row(3, 1), row(4, 1)]);
    await assertNoneLost([fresh]);
  });
});

test("kill -9 of the lvs process: the table serves on, the next one adopts it as it is", async () => {
  await withDirector("NAT", async (scene) => {
    const node = await scene.start(textOf(scene, [2, 1, 1]));
    const clients = await load(scene);
    const table = tableOf(scene.director);
    const before = await countedConnections(scene, 20);
    const killedMillis = Date.now();
    node.killLvsProcess();
    await node.waitForLog("Gained quorum", soon.limitMillis, killedMillis);
    await assertNoneLost(clients);
    assert.deepEqual(tableOf(scene.director), table);
    // Rows that are made anew count from zero.
    assert.ok((await countedConnections(scene, before)) >= before);
    const service = "service [10.77.0.2]:tcp:80";
    assert.deepEqual(node.logged(`Removing ${service}`, killedMillis), []);
    assert.deepEqual(node.logged(`Adding ${service}`, killedMillis), []);
  });
});

test("a daemon that is killed whole and starts again adopts the table, and loses nothing", async () => {
  await withDirector("NAT", async (scene) => {
    const text = textOf(scene, [2, 1, 1]);
    const first = await scene.start(text);
    const clients = await load(scene);
    const before = await countedConnections(scene, 20);
    await first.killAll();
    await Promise.all(clients.map((client) => client.more(10)));
    await scene.start(text);
    await assertNoneLost(clients);
    await waitForRows(scene.director, [head, row(2, 2), row(3, 1), row(4, 1)]);
    assert.ok((await countedConnections(scene, before)) >= before);
  });
});

/** Connections the service has counted, once they are `least`: its counters lag. */
function countedConnections({ director }: DirectorScene, least: number): Promise<number> {
  const read = () => {
    const count = connectionsOf(director, `${address}:80`);
    return count >= least ? count : null;
  };
  return waitFor(`${least} connections to be counted`, soon, read);
}
