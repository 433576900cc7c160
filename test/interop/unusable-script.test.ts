/** A followed script whose program is not there: the instance goes on without it, as keepalived's. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { run } from "../lab/command.ts";
import { block, configurationText } from "../lab/configuration.ts";
import { type Lab, openLab } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { sendSignal } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";
import { daemonIn, end, holdsAddress, soon } from "./daemon-under-test.ts";

const address = "10.77.0.71";
const program = join(import.meta.dirname, "../../bin/holdfast");

let lab: Lab;
before(async () => {
  requirePrerequisites(["ip"]);
  lab = await openLab(["a"]);
});
after(() => lab.close());

test("it serves, is followed once a reload finds the program, and no longer without it", async () => {
  const script = join(lab.directory, "chk");
  const instance = {
    name: "VI_1",
    version: 3,
    virtualRouterId: 71,
    priority: 100,
    advertIntervalSeconds: 0.1,
    addresses: [`${address}/24`],
    extra: block("track_script", ["chk"]),
  } as const;
  const definition = block("vrrp_script chk", [`script ${script}`, "interval 1"]);
  const globals = ["script_user root"];
  const text = configurationText("unusable", [instance], { globals, before: [definition] });
  const one = daemonIn(lab, "unusable", text);
  const tracker = () => {
    const socket = one.pidFile.replace(/\.pid$/, ".sock");
    const { stdout } = run([program, "status", "--socket", socket], soon);
    return stdout.split("\n").find((line) => line.startsWith("script chk")) ?? "";
  };
  const reload = (count: number) => {
    sendSignal(one.pid(), "SIGHUP");
    const times = () => one.log().split("Reload complete").length - 1;
    return waitFor(`reload ${count}`, soon, () => times() === count, one.log);
  };
  const complaints = () =>
    one.log().split("vrrp_script chk does not run: VI_1 goes on without it.").length - 1;

  const service = lab.start(lab.router("a").namespace, [...one.argv, "-n"]);
  await waitFor("the address", soon, () => holdsAddress(lab, address), one.log);
  assert.equal(complaints(), 1);
  assert.match(
    tracker(),
    new RegExp(`^script chk +not followed +- +there is no program "${script}"`),
  );

  writeFileSync(script, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
  await reload(1);
  await waitFor("a result", soon, () => /^script chk +good/.test(tracker()), one.log);

  rmSync(script);
  await reload(2);
  assert.match(tracker(), /^script chk +not followed/);
  assert.equal(complaints(), 2);
  assert.ok(holdsAddress(lab, address));

  await end(one.pid());
  await service.exited;
});
