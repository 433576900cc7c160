/** Weights that scripts and files give, servers that have to prove themselves first, a killed process. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { virtualServerText } from "../lab/director-configuration.ts";
import { tableOf, weightOf } from "../lab/ipvs-table.ts";
import { waitFor } from "../lab/wait.ts";
import { type DirectorScene, soon, waitForRows, withDirector } from "./scene.ts";

const head = "TCP 10.77.0.100:80 rr";
const first = "10.77.0.2:80";
const second = "10.77.0.3:80";
const global = "global_defs {\n script_user root\n}\n";

/** A script that exits with the number in a file, and a FILE_CHECK of another. */
function weighed({ lab }: DirectorScene, lines: readonly string[] = []) {
  const at = (name: string): string => join(lab.directory, name);
  writeFileSync(at("status"), "0");
  writeFileSync(at("weight"), "0");
  writeFileSync(at("check"), `#!/bin/sh\nexit $(cat ${at("status")})\n`, { mode: 0o755 });
  const misc = ["MISC_CHECK {", `  misc_path ${at("check")}`, "  misc_dynamic", "  warmup 0", "}"];
  const file = ["FILE_CHECK {", "  track_file load", "  weight 2", "}"];
  const service = virtualServerText({
    scheduler: "rr",
    forwarding: "NAT",
    lines,
    servers: [
      { address: "10.77.0.2", port: 80, weight: 10, lines: misc },
      { address: "10.77.0.3", port: 80, weight: 10, lines: file },
    ],
  });
  const text = `${global}track_file load {\n file ${at("weight")}\n}\n${service}`;
  return {
    text,
    exitWith: (status: number) => writeFileSync(at("status"), `${status}`),
    weigh: (number: number) => writeFileSync(at("weight"), `${number}\n`),
  };
}

const become = (scene: DirectorScene, server: string, weight: number | null) =>
  waitFor(
    `weight ${weight} of ${server}`,
    soon,
    () => weightOf(scene.director, server) === weight,
    () => tableOf(scene.director).join("\n"),
  );

test("misc_dynamic sets the weight by the exit status, 1 takes the server out", async () => {
  await withDirector("NAT", async (scene) => {
    const { text, exitWith } = weighed(scene);
    await scene.start(text);
    await become(scene, first, 10);
    exitWith(5);
    await become(scene, first, 3);
    exitWith(1);
    await become(scene, first, null);
    exitWith(255);
    await become(scene, first, 253);
  });
});

test("FILE_CHECK adds the number in the file, times its weight", async () => {
  await withDirector("NAT", async (scene) => {
    const { text, weigh } = weighed(scene);
    await scene.start(text);
    await become(scene, second, 10);
    weigh(7);
    await become(scene, second, 24);
    weigh(-3);
    await become(scene, second, 4);
  });
});

test("alpha: a server is in the table once its check has succeeded, and a successor knows", async () => {
  await withDirector("NAT", async (scene) => {
    const { text, exitWith } = weighed(scene, ["alpha"]);
    exitWith(1);
    const node = await scene.start(text);
    await waitForRows(scene.director, [head, `-> ${second} Masq 10`]);
    exitWith(0);
    await become(scene, first, 10);
    const killedMillis = Date.now();
    node.killLvsProcess();
    await node.waitForLog("Initializing ipvs", soon.limitMillis, killedMillis);
    await node.waitForLog("healthchecker for service", soon.limitMillis, killedMillis);
    assert.equal(weightOf(scene.director, first), 10);
    assert.deepEqual(node.logged(`Removing service [10.77.0.2]`, killedMillis), []);
  });
});
