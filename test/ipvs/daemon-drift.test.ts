/** What others change in the table is found and put right; what is theirs is left alone. */
import { test } from "node:test";
import { quickCheck, serverTexts, virtualServerText } from "../lab/director-configuration.ts";
import { ipvsadm } from "../lab/ipvs-table.ts";
import { type DirectorScene, soon, waitForRows, withDirector } from "./scene.ts";

const service = "10.77.0.100:80";
const head = `TCP ${service} rr`;
const rows = [head, "-> 10.77.0.2:80 Masq 1", "-> 10.77.0.3:80 Masq 1", "-> 10.77.0.4:80 Masq 1"];

const textOf = ({ servers }: DirectorScene): string =>
  virtualServerText({
    scheduler: "rr",
    forwarding: "NAT",
    servers: serverTexts(servers, 80, undefined, quickCheck),
  });

const changes: readonly (readonly [what: string, words: readonly string[], line: string])[] = [
  ["a table that is cleared", ["-C"], "was removed by somebody else: adding it again, with 3"],
  [
    "a weight that is changed",
    ["-e", "-t", service, "-r", "10.77.0.3:80", "-m", "-w", "9"],
    "service [10.77.0.3]:80 was set to nat weight 9 by somebody else: setting it to nat weight 1",
  ],
  [
    "a real server that is taken out",
    ["-d", "-t", service, "-r", "10.77.0.4:80"],
    "service [10.77.0.4]:80 was removed by somebody else: adding it again",
  ],
  [
    "a real server that is put in",
    ["-a", "-t", service, "-r", "10.77.0.77:80", "-m"],
    "service [10.77.0.77]:80 was added by somebody else: removing it",
  ],
  [
    "another scheduler",
    ["-E", "-t", service, "-s", "wlc"],
    "was set to wlc by somebody else: setting it to rr",
  ],
];

for (const [what, words, line] of changes) {
  test(`${what} is noticed and put right, and the log says what was found`, async () => {
    await withDirector("NAT", async (scene) => {
      const node = await scene.start(textOf(scene));
      await waitForRows(scene.director, rows);
      ipvsadm(scene.director, words);
      await node.waitForLog(line, soon.limitMillis);
      await waitForRows(scene.director, rows);
    });
  });
}

test("a service of somebody else's stays, at the start, at a reload and at the stop", async () => {
  await withDirector("NAT", async (scene) => {
    const foreign = ["TCP 10.77.0.100:8443 sh", "-> 10.77.0.2:443 Masq 5"];
    ipvsadm(scene.director, ["-A", "-t", "10.77.0.100:8443", "-s", "sh"]);
    ipvsadm(scene.director, [
      "-a",
      "-t",
      "10.77.0.100:8443",
      "-r",
      "10.77.0.2:443",
      "-m",
      "-w",
      "5",
    ]);
    const node = await scene.start(textOf(scene));
    await waitForRows(scene.director, [...rows, ...foreign]);
    node.reload(textOf(scene).replace("lvs_sched rr", "lvs_sched lc"));
    await waitForRows(scene.director, [head.replace("rr", "lc"), ...rows.slice(1), ...foreign]);
    await node.stop();
    await waitForRows(scene.director, foreign);
  });
});
