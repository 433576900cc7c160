import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Lab, withLab } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { type Node, startNode } from "../lab/router.ts";
import { waitFor } from "../lab/wait.ts";
import { block, instanceText } from "./told-configuration.ts";

requirePrerequisites(["ip", "ping"]);

const soon = { limitMillis: 15_000 };

/** Its first argument says when it runs; `text` is what it does besides writing that down. */
function start(lab: Lab, text: string, lines: readonly string[] = []): Node {
  const script = join(lab.directory, "script");
  const out = join(lab.directory, "out");
  writeFileSync(
    script,
    `#!/bin/sh\necho "begin $1" >> ${out}\n${text}\necho "end $1" >> ${out}\n`,
    {
      mode: 0o755,
    },
  );
  const global = block("global_defs", [
    "script_user root",
    `startup_script "${script} startup"`,
    `shutdown_script "${script} shutdown"`,
    ...lines,
  ]);
  const notify = `notify "/bin/sh -c 'echo $3 >> ${out}' sh"`;
  return startNode(
    lab,
    lab.router("a"),
    "holdfast",
    global + instanceText(() => "/bin/true", "VI_1", 51).replace(/notify "[^"]*"/, notify),
  );
}

function written(lab: Lab): string[] {
  const file = join(lab.directory, "out");
  return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
}

describe("scripts of the daemon's start and end", { concurrency: 2 }, () => {
  test("the one runs before all else, the other after it", () =>
    withLab(["a"], async (lab) => {
      const node = start(lab, "sleep 0.3");
      await waitFor("the role", soon, () => written(lab).includes("MASTER"));
      await node.stop();
      assert.deepEqual(written(lab), [
        "begin startup",
        "end startup",
        "BACKUP",
        "MASTER",
        "STOP",
        "begin shutdown",
        "end shutdown",
      ]);
    }));

  test("one that hangs is ended by its limit, and the daemon starts", () =>
    withLab(["a"], async (lab) => {
      const node = start(lab, "[ $1 = shutdown ] || sleep 60", ["startup_script_timeout 1"]);
      await node.waitForLog("startup script timed out after 1 s", soon.limitMillis);
      await node.waitForLog("Entering MASTER STATE", soon.limitMillis);
      await node.stop();
      assert.deepEqual(written(lab).slice(-2), ["begin shutdown", "end shutdown"]);
    }));

  test("a daemon that is stopped meanwhile starts nothing", () =>
    withLab(["a"], async (lab) => {
      const node = start(lab, "[ $1 = shutdown ] || sleep 60");
      await waitFor("the script", soon, () => written(lab).includes("begin startup"));
      await node.stop();
      assert.deepEqual(node.logged("Starting VRRP child process"), []);
      assert.equal(node.logged("Stopped Holdfast").length, 1);
    }));
});
