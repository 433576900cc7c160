/** What is static, with instances and without: kept from start to stop, whatever becomes of it. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { mustRun } from "../lab/command.ts";
import { batch, type Lab, openLab } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { killProcessTree, sendSignal } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";
import { daemonIn, end, holdsAddress, isAlive, soon } from "./daemon-under-test.ts";

const statics = `
static_ipaddress {
  10.77.0.200/24 dev eth0
  fd77::200/64 dev eth0
}
static_routes {
  10.61.0.0/24 via 10.66.0.9 dev extra track_group north
}
static_rules {
  from 10.61.0.0/24 table 1000 preference 500
}
track_group north {
  group {
    VI_1
  }
}
`;
const instance = `
vrrp_instance VI_1 {
  state MASTER
  interface eth0
  virtual_router_id 61
  priority 255
  promote_secondaries
  virtual_ipaddress {
    10.77.0.61/24
  }
}
`;

let lab: Lab;
before(async () => {
  requirePrerequisites(["ip"]);
  lab = await openLab(["a"]);
  batch(lab.router("a").namespace, [
    "link add extra type veth peer other",
    "link set other up",
    "link set extra up",
    "address add 10.66.0.1/24 dev extra",
  ]);
});
after(() => lab.close());

let running: ReturnType<typeof daemonIn> | null = null;
/** A test that failed leaves nothing to the next one. */
afterEach(() => {
  const pid = running?.pid() ?? 0;
  if (isAlive(pid)) killProcessTree(pid);
  ip("address flush dev eth0 to 10.77.0.61");
});

const ip = (words: string) => mustRun(["ip", "-n", lab.router("a").namespace, ...words.split(" ")]);
const holdsAll = () =>
  holdsAddress(lab, "10.77.0.200") &&
  holdsAddress(lab, "fd77::200") &&
  ip("route show").includes("10.61.0.0/24 via 10.66.0.9 dev extra proto keepalived") &&
  ip("rule show").includes("lookup 1000");
const holdsAny = () =>
  holdsAddress(lab, "10.77.0.200") ||
  holdsAddress(lab, "fd77::200") ||
  ip("route show").includes("10.61.0.0/24") ||
  ip("rule show").includes("lookup 1000");
const promotes = () => {
  const file = "/proc/sys/net/ipv4/conf/eth0/promote_secondaries";
  return mustRun(["ip", "netns", "exec", lab.router("a").namespace, "cat", file]).trim();
};

function started(name: string, text: string, ...options: string[]) {
  const one = daemonIn(lab, name, text);
  running = one;
  const result = one.command(...options);
  assert.equal(result.status, 0, result.stderr);
  return one;
}

test("statics alone keep the vrrp process running, come back, and go at its end", async () => {
  const one = started("alone", statics);
  await waitFor("all of it", soon, holdsAll);
  assert.ok(isAlive(one.vrrpPid()));
  ip("address del 10.77.0.200/24 dev eth0");
  ip("address del fd77::200/64 dev eth0");
  ip("route del 10.61.0.0/24");
  ip("rule del preference 500");
  await waitFor("all of it again", soon, holdsAll, one.log);
  ip("link set extra down");
  ip("link set extra up");
  await waitFor("all of it with the link", soon, holdsAll, one.log);
  await end(one.pid());
  assert.ok(!holdsAny());
});

test("a reload adds and removes", async () => {
  const one = started("reload", instance);
  await one.logged("Entering MASTER STATE");
  assert.ok(!holdsAny());
  writeFileSync(one.configurationFile, statics + instance);
  sendSignal(one.pid(), "SIGHUP");
  await waitFor("all of it", soon, holdsAll, one.log);
  writeFileSync(one.configurationFile, instance);
  sendSignal(one.pid(), "SIGHUP");
  await waitFor("none of it", soon, () => !holdsAny(), one.log);
  assert.equal(one.log().match(/Entering MASTER STATE/g)?.length, 1);
  await end(one.pid());
});

test("with -V the addresses of instances stay, and what is static goes", async () => {
  const one = started("kept", statics + instance, "-V");
  await one.logged("Entering MASTER STATE");
  await waitFor("all of it", soon, holdsAll);
  await end(one.pid());
  assert.ok(holdsAddress(lab, "10.77.0.61"));
  assert.ok(!holdsAny());
});

test("secondaries are promoted while that is asked for, and the setting is put back", async () => {
  const { namespace } = lab.router("a");
  const off = "echo 0 > /proc/sys/net/ipv4/conf/eth0/promote_secondaries";
  mustRun(["ip", "netns", "exec", namespace, "sh", "-c", off]);
  const one = started("promoted", instance);
  await waitFor("the setting", soon, () => promotes() === "1");
  writeFileSync(one.configurationFile, instance.replace("promote_secondaries", ""));
  sendSignal(one.pid(), "SIGHUP");
  await waitFor("the setting as before", soon, () => promotes() === "0");
  writeFileSync(one.configurationFile, instance);
  sendSignal(one.pid(), "SIGHUP");
  await waitFor("the setting again", soon, () => promotes() === "1");
  await end(one.pid());
  assert.equal(promotes(), "0");
});

test("while a static route cannot be there, its group's instance is in fault", async () => {
  const one = started("group", statics + instance);
  await one.logged("Entering MASTER STATE");
  ip("link set extra down");
  await one.logged("Entering FAULT STATE");
  await waitFor("the address to go", soon, () => !holdsAddress(lab, "10.77.0.61"));
  ip("link set extra up");
  await waitFor("the address again", soon, () => holdsAddress(lab, "10.77.0.61"), one.log);
  await waitFor("all of it", soon, holdsAll);
  await end(one.pid());
});
