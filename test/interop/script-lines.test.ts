import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { block, configurationText } from "../lab/configuration.ts";
import { type Lab, withLab } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { type Product, startNode } from "../lab/router.ts";

requirePrerequisites(["ip", "keepalived"]);

const limitMillis = 15_000;

/** A script that exits with what a file says at the moment. */
function flip(lab: Lab): { readonly path: string; set(status: number): void } {
  const status = join(lab.directory, "status");
  const path = join(lab.directory, "flip");
  writeFileSync(path, `#!/bin/sh\nexit $(cat ${status})\n`, { mode: 0o755 });
  return { path, set: (value) => writeFileSync(status, `${value}\n`) };
}

const follow = (name: string, script: string, ...more: readonly string[]): string[] =>
  block(`vrrp_script ${name}`, [`script "${script}"`, "interval 1", ...more]);

/** Every name of a script in a line of the log that is about it. */
const aboutScripts = /^(VRRP_Script\((\w+)\)|Script `(\w+)` now|Track script (\w+) is) .*/;

/** What was logged of each script, in order. */
async function linesOf(lab: Lab, product: Product): Promise<ReadonlyMap<string, string[]>> {
  const changing = flip(lab);
  changing.set(0);
  const definitions = [
    follow("steady", "/bin/true"),
    follow("changing", changing.path, "rise 2", "fall 3"),
    follow("killed", "/bin/sh -c 'kill -9 $$'"),
    follow("doubted", changing.path, "rise 3", "init_fail"),
    follow("hanging", "/bin/sleep 1000"),
  ];
  const names = ["steady", "changing", "killed", "doubted", "hanging"];
  const instance = {
    name: "VI_1",
    version: 3 as const,
    virtualRouterId: 51,
    priority: 100,
    advertIntervalSeconds: 1,
    addresses: ["10.77.0.100/24"],
    extra: block(
      "track_script",
      names.map((name) => `${name} weight 1`),
    ),
  };
  const text = configurationText("lines", [instance], {
    globals: ["enable_script_security", "script_user root"],
    before: definitions,
  });
  const node = startNode(lab, lab.router("a"), product, text);
  const waitFor = (line: string, since = 0) => node.waitForLog(line, limitMillis, since);
  await waitFor("VRRP_Script(hanging) timed_out");
  await waitFor("VRRP_Script(doubted) succeeded");
  changing.set(3);
  await waitFor("VRRP_Script(changing) failed");
  changing.set(4);
  await waitFor("Script `changing` now returning 4");
  await waitFor("Script `doubted` now returning 4");
  const mended = Date.now();
  changing.set(0);
  await waitFor("VRRP_Script(changing) succeeded", mended);
  await waitFor("VRRP_Script(doubted) succeeded", mended);
  await node.stop();
  const lines = new Map(names.map((name) => [name, [] as string[]]));
  for (const { text: line } of node.process.lines) {
    const found = aboutScripts.exec(line.replace(/^.* \d{4}: /, ""));
    if (found === null) continue;
    const [whole, , ofResult, ofStatus, ofSkip] = found;
    lines.get(ofResult ?? ofStatus ?? ofSkip ?? "")?.push(whole);
  }
  return lines;
}

describe("tracked scripts", () => {
  test("what is logged of each is what keepalived logs, line by line", async () => {
    const [ofKeepalived, ofHoldfast] = await Promise.all([
      withLab(["a"], (lab) => linesOf(lab, "keepalived")),
      withLab(["a"], (lab) => linesOf(lab, "holdfast")),
    ]);
    for (const [name, lines] of ofKeepalived) {
      assert.deepEqual(ofHoldfast.get(name), lines, name);
      assert.ok(lines.length > 0, name);
    }
  });
});
