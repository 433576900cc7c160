import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Lab, withLab } from "../lab/lab.ts";
import { cutLink, mendLink } from "../lab/link.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { startNode } from "../lab/router.ts";
import { waitFor } from "../lab/wait.ts";
import { block } from "./told-configuration.ts";

requirePrerequisites(["ip", "ping"]);

const soon = { limitMillis: 20_000 };

const instance = (name: string, id: number, lines: readonly string[]): string =>
  block(`vrrp_instance ${name}`, [
    "interface eth0",
    "version 3",
    `virtual_router_id ${id}`,
    "advert_int 0.2",
    ...lines,
    `virtual_ipaddress {\n 10.77.0.${100 + id}\n}`,
  ]);

function script(lab: Lab, name: string, text: string): string {
  const path = join(lab.directory, name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return path;
}

const linesOf = (path: string): string[] =>
  existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n") : [];

describe("scripts of one instance", { concurrency: 2 }, () => {
  test("neither overlap nor overtake, however slow they are", () =>
    withLab(["a"], async (lab) => {
      const router = lab.router("a");
      const out = join(lab.directory, "out");
      const slow = script(
        lab,
        "slow",
        `echo "begin $3" >> ${out}\nsleep 0.4\necho "end $3" >> ${out}`,
      );
      const text =
        block("global_defs", ["script_user root"]) + instance("VI_1", 51, [`notify ${slow}`]);
      const node = startNode(lab, router, "holdfast", text);
      await node.waitForLog("Entering MASTER STATE", soon.limitMillis);
      for (let times = 0; times < 2; times++) {
        const [faults, masters] = ["FAULT", "MASTER"].map(
          (state) => node.logged(`Entering ${state} STATE`).length,
        );
        cutLink(lab, router);
        const count = (state: string) => node.logged(`Entering ${state} STATE`).length;
        await waitFor("a fault", soon, () => count("FAULT") > (faults ?? 0));
        mendLink(lab, router);
        await waitFor("the role again", soon, () => count("MASTER") > (masters ?? 0));
      }
      const states = [
        "BACKUP",
        "MASTER",
        ...["FAULT", "BACKUP", "MASTER"],
        "FAULT",
        "BACKUP",
        "MASTER",
      ];
      const expected = states.flatMap((state) => [`begin ${state}`, `end ${state}`]);
      await waitFor("all scripts", soon, () => linesOf(out).length >= expected.length);
      assert.deepEqual(linesOf(out), expected);
      await node.stop();
    }));

  test("that hang hold up nobody else's, and the end of the daemon ends them", () =>
    withLab(["a"], async (lab) => {
      const router = lab.router("a");
      const out = join(lab.directory, "out");
      const hanging = script(
        lab,
        "hang",
        `echo $$ > ${lab.directory}/pid\ntrap '' TERM\nsleep 600 & wait; wait`,
      );
      const quick = script(lab, "quick", `echo "$3" >> ${out}`);
      const text =
        block("global_defs", ["script_user root"]) +
        instance("VI_1", 51, [`notify ${hanging}`]) +
        instance("VI_2", 52, [`notify ${quick}`]);
      const node = startNode(lab, router, "holdfast", text);
      await waitFor("the other's scripts", soon, () => linesOf(out).length === 2);
      assert.deepEqual(linesOf(out), ["BACKUP", "MASTER"]);
      const pid = Number(readFileSync(join(lab.directory, "pid"), "utf8"));
      assert.ok(existsSync(`/proc/${pid}`));
      await node.stop();
      assert.ok(!existsSync(`/proc/${pid}`));
      assert.deepEqual(linesOf(out), ["BACKUP", "MASTER", "STOP"]);
    }));
});
