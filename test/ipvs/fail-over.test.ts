/** A pair of directors: when one dies, requests and established connections go on with the other. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { configurationText, type Instance } from "../lab/configuration.ts";
import { quickCheck, serverTexts, virtualServerText } from "../lab/director-configuration.ts";
import { type DirectorLab, gateway, virtualAddress, withDirectorLab } from "../lab/director-lab.ts";
import { waitForHolders } from "../lab/holder.ts";
import { connectionsListedOf, syncDaemonsOf } from "../lab/ipvs-table.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { startRequests } from "../lab/requests.ts";
import { type Node, startNode } from "../lab/router.ts";
import { waitFor } from "../lab/wait.ts";
import { namedPort, startNamedServer } from "../lab/web-farm.ts";
import { soon } from "./scene.ts";

requirePrerequisites(["ip", "nginx", "ipvsadm"]);

const addresses = [`${virtualAddress}/24`, `${gateway}/24`];
const instance: Omit<Instance, "priority"> = {
  name: "VI_1",
  version: 3,
  virtualRouterId: 51,
  advertIntervalSeconds: 0.2,
  addresses,
};

for (const forwarding of ["DR", "NAT"] as const) {
  test(`${forwarding}: an established connection outlives its director`, async () => {
    await withDirectorLab(forwarding, ["a", "b"], async (cluster) => {
      const nodes = startPair(cluster, forwarding);
      try {
        await failOver(cluster, nodes);
      } catch (error) {
        const logs = nodes.flatMap((node) =>
          node.process.lines.slice(-30).map((line) => line.text),
        );
        const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
        throw new Error([...logs, said].join("\n"));
      }
    });
  });
}

function startPair({ lab, servers }: DirectorLab, forwarding: "DR" | "NAT"): Node[] {
  const name = `${virtualAddress} ${namedPort}`;
  const service = virtualServerText({
    ...{ name, scheduler: "rr", forwarding },
    servers: serverTexts(servers, namedPort, [1, 1, 1], quickCheck),
  });
  return [100, 90].map((priority, index) => {
    const router = lab.router(index === 0 ? "a" : "b");
    const sync = "global_defs {\n    lvs_sync_daemon eth0 VI_1 id 51\n}\n";
    const vrrp = configurationText(router.name, [{ ...instance, priority }]);
    return startNode(lab, router, "holdfast", `${vrrp}${sync}${service}`);
  });
}

async function failOver({ lab, servers }: DirectorLab, [first]: readonly Node[]): Promise<void> {
  await Promise.all(servers.map(({ router }) => startNamedServer(lab, router, [])));
  const [a, b] = [lab.router("a"), lab.router("b")];
  // With DR the servers have the virtual address too.
  await waitForHolders(lab, gateway, ["a"], soon.limitMillis);
  await waitFor(
    "a to send connections and b to take them in",
    soon,
    () => syncDaemonsOf(a).join().includes("master") && syncDaemonsOf(b).join().includes("backup"),
    () => [...syncDaemonsOf(a), ...syncDaemonsOf(b)].join("\n"),
  );
  const plan = { kind: "echo", address: virtualAddress, port: namedPort } as const;
  const echo = startRequests(lab, { ...plan, intervalMillis: 20, limitMillis: 10_000 });
  await echo.more(50);
  await waitFor(
    "b to know the connection",
    soon,
    () => connectionsListedOf(b).some((line) => line.includes("ESTABLISHED")),
    () => connectionsListedOf(b).join("\n"),
  );
  const crashMillis = Date.now();
  await first?.crashMachine([virtualAddress, gateway]);
  await waitForHolders(lab, gateway, ["b"], soon.limitMillis);
  await echo.more(50);
  assert.deepEqual(echo.lost(), []);
  assert.equal(Object.keys(echo.tally()).length, 1);
  assert.ok(Object.values(echo.tally(crashMillis)).some((count) => count >= 20));
  await waitFor("b to send connections", soon, () => syncDaemonsOf(b).join().includes("master"));
}
