/** However the daemon or its vrrp process ends: no address stays behind unless it was asked for. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { mustRun } from "../lab/command.ts";
import { configurationText } from "../lab/configuration.ts";
import { type Lab, openLab } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { killProcessTree, sendSignal } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";
import { daemonIn, end, holdsAddress, isAlive, soon } from "./daemon-under-test.ts";

const address = "10.77.0.60";
const configuration = configurationText("release", [
  {
    name: "VI_1",
    version: 2,
    virtualRouterId: 60,
    priority: 255,
    state: "MASTER",
    advertIntervalSeconds: 1,
    addresses: [`${address}/24`, "fd77::60/64"],
  },
]);

/** Back-offs of 0, 1, 2, 4 and 8 s. */
const mostKills = 5;

let lab: Lab;
before(async () => {
  requirePrerequisites(["ip"]);
  lab = await openLab(["a"]);
});
after(() => lab.close());

let running: ReturnType<typeof daemonIn> | null = null;
/** A test that failed leaves nothing to the next one. */
afterEach(() => {
  const pid = running?.pid() ?? 0;
  if (isAlive(pid)) killProcessTree(pid);
  const { namespace } = lab.router("a");
  mustRun(["ip", "-n", namespace, "address", "flush", "dev", "eth0", "to", address]);
});

/** A daemon that is master. */
async function master(name: string, ...options: string[]) {
  const one = daemonIn(lab, name, configuration);
  running = one;
  const started = one.command(...options);
  assert.equal(started.status, 0, started.stderr);
  await waitFor("the address", soon, () => holdsAddress(lab, address));
  return one;
}

async function killVrrp(one: Awaited<ReturnType<typeof master>>): Promise<number> {
  const pid = one.vrrpPid();
  sendSignal(pid, "SIGKILL");
  await waitFor("its end", soon, () => !isAlive(pid));
  return pid;
}

/** On a busy machine only a later, longer back-off is long enough for a release. */
async function killUntilReleased(one: Awaited<ReturnType<typeof master>>): Promise<void> {
  for (let kills = 0; kills < mostKills; kills++) {
    const killed = await killVrrp(one);
    const outcome = await waitFor("a release or another process", soon, () => {
      if (one.vrrpPid() !== killed && isAlive(one.vrrpPid())) return "respawned";
      return !holdsAddress(lab, address) && "released";
    });
    if (outcome === "released") return;
  }
  assert.fail(`no back-off with a release in ${mostKills} deaths\n${one.log()}`);
}

test("during a back-off the address is gone, and the stop ends cleanly", async () => {
  const one = await master("back-off");
  await killUntilReleased(one);
  await one.logged(`Removed ${address} from eth0`);
  await waitFor("the next master", soon, () => holdsAddress(lab, address));
  await end(one.pid());
  assert.ok(!holdsAddress(lab, address));
});

test("a daemon that is stopped during a back-off leaves nothing", async () => {
  const one = await master("stopped");
  const first = await killVrrp(one);
  await waitFor("another", soon, () => isAlive(one.vrrpPid()) && one.vrrpPid() !== first);
  await killVrrp(one);
  await end(one.pid());
  assert.ok(!holdsAddress(lab, address));
});

test("a daemon that is stopped while its vrrp process starts leaves nothing", async () => {
  const one = await master("early");
  const pid = one.pid();
  await killVrrp(one);
  await end(pid);
  assert.ok(!holdsAddress(lab, address));
});

test("without respawning a killed vrrp process ends the daemon and leaves nothing", async () => {
  const one = await master("single", "-R");
  const pid = one.pid();
  await killVrrp(one);
  await waitFor("the end", soon, () => !isAlive(pid));
  assert.ok(!holdsAddress(lab, address));
});

test("with -V a stop leaves the address and says no farewell", async () => {
  const one = await master("kept", "-V");
  await end(one.pid());
  assert.ok(holdsAddress(lab, address));
  assert.doesNotMatch(one.log(), /Removed/);
});
