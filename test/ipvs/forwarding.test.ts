/** Each way of forwarding carries requests to all real servers. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { mustRun } from "../lab/command.ts";
import { serverTexts, virtualServerText } from "../lab/director-configuration.ts";
import { virtualAddress, virtualAddress6 } from "../lab/director-lab.ts";
import { connectionsListedOf } from "../lab/ipvs-table.ts";
import { askMany } from "../lab/requests.ts";
import { namedPort, startNamedServer } from "../lab/web-farm.ts";
import { withDirector } from "./scene.ts";

const program = join(import.meta.dirname, "../../bin/holdfast");
const sctp = join(import.meta.dirname, "../kernel/balancing/sctp.ts");
const inTurn = { r1: 10, r2: 10, r3: 10 };

for (const forwarding of ["NAT", "DR", "ipip", "gue", "gre"] as const) {
  test(`${forwarding}: connections reach all servers in turn`, async () => {
    await withDirector(forwarding, async ({ lab, servers, start }) => {
      await start(
        virtualServerText({ scheduler: "rr", forwarding, servers: serverTexts(servers, 80) }),
      );
      const requests = await askMany(lab, 30, { address: virtualAddress });
      assert.deepEqual([requests.lost(), requests.tally()], [[], inTurn]);
    });
  });
}

for (const [mode, forwarding] of [
  ["dr", "DR"],
  ["tun", "ipip"],
] as const) {
  test(`${forwarding}: servers are ready after "holdfast real-server up --mode ${mode}"`, async () => {
    await withDirector("bare", async ({ lab, servers, start }) => {
      await start(
        virtualServerText({ scheduler: "rr", forwarding, servers: serverTexts(servers, 80) }),
      );
      for (const { router } of servers) {
        const words = [program, "real-server", "up", "--mode", mode, virtualAddress];
        mustRun(["ip", "netns", "exec", router.namespace, ...words]);
      }
      const requests = await askMany(lab, 30, { address: virtualAddress });
      assert.deepEqual([requests.lost(), requests.tally()], [[], inTurn]);
    });
  });
}

test("DR: IPv6", async () => {
  await withDirector("DR", async ({ lab, servers, start }) => {
    const ipv6 = servers.map(({ router }) => ({ address: router.ipv6, port: 80 }));
    const name = `${virtualAddress6} 80`;
    await start(virtualServerText({ name, scheduler: "rr", forwarding: "DR", servers: ipv6 }));
    const requests = await askMany(lab, 30, { address: virtualAddress6 });
    assert.deepEqual([requests.lost(), requests.tally()], [[], inTurn]);
  });
});

test("NAT: another port of the servers, and IPv6", async () => {
  await withDirector("NAT", async ({ lab, servers, start }) => {
    const ipv6 = servers.map(({ router }) => ({ address: router.ipv6, port: 8080 }));
    const name = `${virtualAddress6} 80`;
    const shared = { scheduler: "rr", forwarding: "NAT" } as const;
    await start(
      virtualServerText({ ...shared, servers: serverTexts(servers, 8080) }) +
        virtualServerText({ ...shared, name, servers: ipv6 }),
    );
    for (const address of [virtualAddress, virtualAddress6]) {
      const requests = await askMany(lab, 30, { address });
      assert.deepEqual([requests.lost(), requests.tally()], [[], inTurn]);
    }
  });
});

// With NAT no answer would find its way back: there is no connection that it belongs to.
for (const [forwarding, lines] of [
  ["NAT", []],
  ["DR", ["ops"]],
] as const) {
  test(`${forwarding}: datagrams reach all servers in turn ${lines}`, async () => {
    await withDirector(forwarding, async ({ lab, servers, start }) => {
      await Promise.all(
        servers.map(({ router }) => {
          const own = forwarding === "NAT" ? router.ipv4 : virtualAddress;
          return startNamedServer(lab, router, [own]);
        }),
      );
      const name = `${virtualAddress} ${namedPort}`;
      const text = virtualServerText({
        ...{ name, scheduler: "rr", forwarding, protocol: "UDP", lines },
        servers: serverTexts(servers, namedPort, [1, 1, 1], []),
      });
      await start(text);
      const plan = { kind: "datagram", address: virtualAddress, port: namedPort } as const;
      const requests = await askMany(lab, 30, plan);
      assert.deepEqual([requests.lost(), requests.tally()], [[], inTurn]);
    });
  });
}

test("SCTP: associations are given to the servers in turn", async () => {
  await withDirector("NAT", async ({ lab, director, servers, start }) => {
    const port = 2905;
    const text = virtualServerText({
      ...{ name: `${virtualAddress} ${port}`, scheduler: "rr", forwarding: "NAT" },
      protocol: "SCTP",
      servers: serverTexts(servers, port, [1, 1, 1], []),
    });
    await start(text);
    const inits = [1, 2, 3].map(
      (each) => `sendInit("${virtualAddress}", ${port}, ${4000 + each});`,
    );
    const source = `import { sendInit } from "${sctp}"; ${inits.join(" ")}`;
    const node = [process.execPath, "--input-type=module-typescript", "-e", source];
    mustRun(["ip", "netns", "exec", lab.client.namespace, ...node]);
    const given = connectionsListedOf(director).map((line) => line.trim().split(/\s+/).at(-1));
    const expected = servers.map(({ router }) => `${router.ipv4}:${port}`);
    assert.deepEqual(given.sort(), expected);
  });
});
