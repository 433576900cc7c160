/** Servers that come and go, under connections that are open and requests that arrive. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { quickCheck, serverTexts, virtualServerText } from "../lab/director-configuration.ts";
import { virtualAddress } from "../lab/director-lab.ts";
import { askMany, startRequests } from "../lab/requests.ts";
import { namedPort, startNamedServer } from "../lab/web-farm.ts";
import { type DirectorScene, waitForRows, withDirector } from "./scene.ts";

const address = virtualAddress;
const row = (host: number, weight: number, port = 80) =>
  `-> 10.77.0.${host}:${port} Masq ${weight}`;
const head = `TCP ${address}:80 rr`;
const basic = { scheduler: "rr", forwarding: "NAT" } as const;

test("a server that dies gets no more requests, and gets them again when it is back", async () => {
  await withDirector("NAT", async ({ lab, director, servers, server, start }) => {
    const node = await start(virtualServerText({ ...basic, servers: serverTexts(servers, 80) }));
    await server("r2").stop();
    await waitForRows(director, [head, row(2, 1), row(4, 1)]);
    const without = await askMany(lab, 10, { address });
    assert.deepEqual([without.lost(), without.tally()], [[], { r1: 5, r3: 5 }]);
    await server("r2").start();
    await waitForRows(director, [head, row(2, 1), row(3, 1), row(4, 1)]);
    const again = await askMany(lab, 9, { address });
    assert.deepEqual([again.lost(), again.tally()], [[], { r1: 3, r2: 3, r3: 3 }]);
    const service = "service [10.77.0.3]:tcp:80 to VS [10.77.0.100]:tcp:80";
    await node.waitForLog(`Removing ${service.replace(" to ", " from ")}`, 1_000);
    await node.waitForLog(`Adding ${service}`, 1_000);
  });
});

test("without quorum the sorry server answers, alone, and leaves when quorum is back", async () => {
  await withDirector("NAT", async ({ lab, director, servers, server, start }) => {
    const [first, second, sorry] = servers;
    assert.ok(first && second && sorry);
    const lines = ["quorum 2", `sorry_server ${sorry.router.ipv4} 8080`];
    const text = virtualServerText({ ...basic, lines, servers: serverTexts([first, second], 80) });
    const node = await start(text);
    for (const round of [1, 2]) {
      await server("r1").stop();
      await waitForRows(director, [head, row(4, 1, 8080)]);
      const meanwhile = await askMany(lab, 6, { address });
      assert.deepEqual([meanwhile.lost(), meanwhile.tally()], [[], { r3: 6 }], `round ${round}`);
      await server("r1").start();
      await waitForRows(director, [head, row(2, 1), row(3, 1)]);
      const after = await askMany(lab, 6, { address });
      assert.deepEqual([after.lost(), after.tally()], [[], { r1: 3, r2: 3 }], `round ${round}`);
    }
    assert.equal(node.logged("Lost quorum 2-0=2 > 1 for VS [10.77.0.100]:tcp:80").length, 2);
  });
});

test("weight 0 by reload: open connections go on, new ones go elsewhere", async () => {
  await withDirector("NAT", async (scene) => {
    const textOf = drainable(scene, []);
    const node = await scene.start(textOf([1, 0, 0]));
    const echo = await openEcho(scene);
    node.reload(textOf([0, 1, 1]));
    const rows = [row(2, 0, namedPort), row(3, 1, namedPort), row(4, 1, namedPort)];
    await waitForRows(scene.director, [`TCP ${address}:${namedPort} rr`, ...rows]);
    const changedMillis = Date.now();
    await echo.more(20);
    assert.deepEqual([echo.lost(), Object.keys(echo.tally())], [[], ["r1"]]);
    assert.ok((echo.tally(changedMillis).r1 ?? 0) > 0);
    const plan = { kind: "echo", address, port: namedPort, count: 1 } as const;
    for (const _ of [1, 2]) {
      const fresh = await askMany(scene.lab, 1, plan);
      assert.deepEqual([fresh.lost(), fresh.tally().r1], [[], undefined]);
    }
  });
});

test("inhibit_on_failure: a server that fails its check keeps its open connections", async () => {
  await withDirector("NAT", async (scene) => {
    // The check looks at nginx, the connections are to the server beside it.
    const check = [...quickCheck.slice(0, -1), "    connect_port 80", "}"];
    const textOf = drainable(scene, ["inhibit_on_failure"], check);
    const node = await scene.start(textOf([1, 0, 0]));
    const echo = await openEcho(scene);
    await scene.server("r1").stop();
    const rows = (weight: number) => [
      ...[`TCP ${address}:${namedPort} rr`, row(2, weight, namedPort)],
      ...[row(3, 0, namedPort), row(4, 0, namedPort)],
    ];
    await waitForRows(scene.director, rows(0));
    await echo.more(20);
    await scene.server("r1").start();
    await waitForRows(scene.director, rows(1));
    await echo.more(5);
    assert.deepEqual([echo.lost(), Object.keys(echo.tally())], [[], ["r1"]]);
    await node.waitForLog("Disabling service [10.77.0.2]:tcp:7 of VS", 1_000);
  });
});

/** Texts of a service on the port of long connections, by the weights of its servers. */
function drainable(
  { servers }: DirectorScene,
  lines: readonly string[],
  check: readonly string[] = quickCheck,
) {
  const name = `${address} ${namedPort}`;
  return (weights: readonly number[]) =>
    virtualServerText({
      ...{ ...basic, name, lines },
      servers: serverTexts(servers, namedPort, weights, check),
    });
}

/** One TCP connection that says something every 20 ms and is never opened again. */
async function openEcho({ lab, servers }: DirectorScene) {
  await Promise.all(servers.map(({ router }) => startNamedServer(lab, router, [])));
  const plan = { kind: "echo", address, port: namedPort, intervalMillis: 20 } as const;
  const echo = startRequests(lab, plan);
  await echo.more(5);
  assert.deepEqual(echo.lost(), []);
  return echo;
}
