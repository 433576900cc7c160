import assert from "node:assert/strict";
import { test } from "node:test";
import { writeBalancingData } from "../../../../src/daemon/dump/balancing/data.ts";
import { configurationLines } from "../../../../src/daemon/dump/configuration.ts";
import { balancingSnapshot } from "../../../../src/daemon/lvs/dump.ts";
import { BalancerScene, configurationOf, serviceOf } from "../lvs/balancer-scene.ts";

async function dumpOf(text: string, prepare: (scene: BalancerScene) => Promise<void>) {
  const scene = new BalancerScene();
  await scene.start(text);
  await prepare(scene);
  const configuration = configurationOf(text);
  const { services } = scene.balancer;
  const subject = { configuration, networkNamespace: null, dataplane: "ipvs", services };
  return writeBalancingData(balancingSnapshot(subject)).split("\n");
}

/** The lines between the heading and the next one. */
function section(lines: readonly string[], heading: string): readonly string[] {
  const start = lines.findIndex((line) => line.includes(`------< ${heading} >------`));
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.includes("------<"));
  return end === -1 ? rest : rest.slice(0, end);
}

test("virtual and real servers are shown with keepalived's labels", async () => {
  const text = serviceOf(
    ["192.0.2.10 3", "192.0.2.11 1 inhibit_on_failure"],
    "quorum 2\n quorum_down /bin/false\n sorry_server 192.0.2.99 8080",
  );
  const lines = await dumpOf(text, async (scene) => {
    scene.down.add("192.0.2.10");
    await scene.pass(3);
  });
  assert.deepEqual(section(lines, "Virtual server"), [
    " VS VIP = 192.0.2.1, VPORT = 80",
    "   Address family = inet",
    "   lvs_sched = wlc",
    "   Hashed = disabled",
    "   flag-1 = disabled",
    "   flag-2 = disabled",
    "   flag-3 = disabled",
    "   One packet scheduling = disabled",
    "   protocol = TCP",
    "   omega is OFF",
    "   quorum = 2, hysteresis = 0",
    "   Quorum down notify script = '/bin/false'",
    "   Using smtp notification = no",
    "   sorry server = [192.0.2.99]:tcp:8080",
    "     forwarding method = NAT",
    "     Inhibit on failure is OFF",
    "   alive = 1",
    "   quorum_state_up = 0",
  ]);
  assert.deepEqual(section(lines, "Real server"), [
    "   RIP = 192.0.2.10, RPORT = 80, WEIGHT = 3 EFF WEIGHT = 3",
    "   forwarding method = NAT",
    "   Alpha is OFF",
    "   connection limit range = 0 -> 0",
    "   Inhibit on failure is OFF",
    "   Using smtp notification = yes",
    "   initial weight = 3",
    "   effective weight = 3",
    "   alive = 0",
    "   num failed checkers = 1",
    "   RS set = 0",
  ]);
});

test("checks are shown with their state, groups with their members", async () => {
  const group = "virtual_server_group G {\n 192.0.2.1-3 80\n fwmark 7\n}\n";
  const lines = await dumpOf(group + serviceOf(["192.0.2.10 1"], "", "group G"), (scene) =>
    scene.pass(3),
  );
  assert.deepEqual(section(lines, "Virtual server group"), [
    " Virtual Server Group = G, IPv4 = yes, IPv6 = no",
    "   VIP Range = 192.0.2.1-192.0.2.3, VPORT = 80",
    "   FWMARK = 7",
  ]);
  const checks = section(lines, "Health checkers");
  assert.equal(checks[0], " [G]:0 -> [192.0.2.10]:tcp:80");
  for (const line of ["   Enabled = yes", "   Up = yes", "   Has run = yes"]) {
    assert.ok(checks.includes(line), line);
  }
  assert.ok(checks.includes("     Dest = [192.0.2.10]:80"));
  assert.ok(checks.includes("   Keepalive method = TCP_CHECK"));
});

test("the configuration as it was understood shows what is to be balanced", () => {
  const lines = configurationLines(configurationOf(serviceOf(["192.0.2.10 3"])), null);
  assert.ok(lines.includes(" VS VIP = 192.0.2.1, VPORT = 80"));
  assert.ok(lines.includes("   RIP = 192.0.2.10, RPORT = 80, WEIGHT = 3 EFF WEIGHT = 3"));
});
