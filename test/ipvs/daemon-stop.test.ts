/** What a stop leaves behind, and what holds for IPVS as a whole while the daemon runs. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { mustRun } from "../lab/command.ts";
import { quickCheck, serverTexts, virtualServerText } from "../lab/director-configuration.ts";
import { ipvsadm, syncDaemonsOf, tableOf, timeoutsOf } from "../lab/ipvs-table.ts";
import { sendSignal } from "../lab/processes.ts";
import { programOf } from "../lab/router.ts";
import { waitFor } from "../lab/wait.ts";
import { type DirectorScene, soon, waitForRows, withDirector } from "./scene.ts";

const head = "TCP 10.77.0.100:80 rr";
const rows = [head, "-> 10.77.0.2:80 Masq 1", "-> 10.77.0.3:80 Masq 1", "-> 10.77.0.4:80 Masq 1"];
const foreign = ["TCP 10.77.0.100:8443 sh"];

const textOf = ({ servers }: DirectorScene, global = "", lines: readonly string[] = []): string =>
  `global_defs {\n${global}\n}\n${virtualServerText({
    scheduler: "rr",
    forwarding: "NAT",
    lines,
    servers: serverTexts(servers, 80, undefined, quickCheck),
  })}`;

test("with -I the table stays, and the next start adopts it", async () => {
  await withDirector("NAT", async (scene) => {
    const { lab, director, start } = scene;
    const file = join(lab.directory, "stays.conf");
    writeFileSync(file, textOf(scene));
    const argv = [programOf("holdfast"), "-n", "-l", "-I", "-f", file];
    const daemon = lab.start(director.namespace, argv);
    await waitForRows(director, rows);
    sendSignal(daemon.pid, "SIGTERM");
    await daemon.exited;
    assert.deepEqual(tableOf(director), rows);
    const node = await start(textOf(scene));
    await node.stop();
    await waitForRows(director, []);
  });
});

test("lvs_flush_on_stop empties the table, and with VS only of what is configured", async () => {
  await withDirector("NAT", async (scene) => {
    const { director, start } = scene;
    for (const [line, left] of [
      ["lvs_flush_on_stop VS", foreign],
      ["lvs_flush_on_stop", []],
    ] as const) {
      ipvsadm(director, ["-C"]);
      ipvsadm(director, ["-A", "-t", "10.77.0.100:8443", "-s", "sh"]);
      const node = await start(textOf(scene, line));
      await waitForRows(director, [...rows, ...foreign]);
      await node.stop();
      await waitForRows(director, left);
    }
  });
});

test("lvs_flush empties the table at the start, of everything", async () => {
  await withDirector("NAT", async (scene) => {
    ipvsadm(scene.director, ["-A", "-t", "10.77.0.100:8443", "-s", "sh"]);
    await scene.start(textOf(scene, "lvs_flush"));
    await waitForRows(scene.director, rows);
  });
});

test("lvs_timeouts hold while the daemon runs; a reload changes them, a stop takes them back", async () => {
  await withDirector("NAT", async (scene) => {
    const { director, start } = scene;
    const before = timeoutsOf(director);
    const become = (text: string) =>
      waitFor(text, soon, () => timeoutsOf(director) === `Timeout (tcp tcpfin udp): ${text}`);
    const node = await start(textOf(scene, "lvs_timeouts tcp 100 udp 30"));
    await become("100 120 30");
    node.reload(textOf(scene, "lvs_timeouts tcpfin 44"));
    await become("900 44 300");
    await node.stop();
    assert.equal(timeoutsOf(director), before);
  });
});

test("the sync daemons of both roles run without an instance, and end with the daemon", async () => {
  await withDirector("NAT", async (scene) => {
    const { director, start } = scene;
    const node = await start(textOf(scene, "lvs_sync_daemon eth0 id 7"));
    const daemons = await waitFor("both daemons", soon, () => {
      const running = syncDaemonsOf(director);
      return running.length === 2 ? running : null;
    });
    for (const line of daemons) assert.match(line, /^(master|backup) sync daemon .*syncid=7/);
    await node.stop();
    assert.deepEqual(syncDaemonsOf(director), []);
  });
});

test("with ha_suspend checks pause while the virtual address is elsewhere", async () => {
  await withDirector("NAT", async (scene) => {
    const { director, server, start } = scene;
    const address = (verb: string) =>
      mustRun(["ip", "-n", director.namespace, "addr", verb, "10.77.0.100/32", "dev", "eth0"]);
    const logged = (line: string, sinceMillis: number) =>
      node.waitForLog(
        `${line} healthchecker for service [10.77.0.2]`,
        soon.limitMillis,
        sinceMillis,
      );
    const node = await start(textOf(scene, "", ["ha_suspend"]));
    await logged("Activating", 0);
    address("del");
    await logged("Suspending", 0);
    await server("r1").stop();
    const backMillis = Date.now();
    address("add");
    await logged("Activating", backMillis);
    await waitForRows(director, [head, ...rows.slice(2)]);
  });
});

test("net_namespace_ipvs: the table is in that namespace, the checks are not", async () => {
  await withDirector("NAT", async (scene) => {
    const { director, start, server, lab } = scene;
    const balanced = lab.client;
    const node = await start(`net_namespace_ipvs ${balanced.namespace}\n${textOf(scene)}`);
    assert.deepEqual(tableOf(director), []);
    assert.deepEqual(tableOf(balanced), rows);
    await server("r3").stop();
    await waitFor("r3 to leave", soon, () => tableOf(balanced).length === 3);
    await node.stop();
    assert.deepEqual(tableOf(balanced), []);
  });
});
