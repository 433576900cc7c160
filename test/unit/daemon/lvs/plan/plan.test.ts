import assert from "node:assert/strict";
import { test } from "node:test";
import { planReload } from "../../../../../src/daemon/lvs/plan/plan.ts";
import type { ProcessPlan } from "../../../../../src/daemon/plan/process-plan.ts";
import type { Micros } from "../../../../../src/wire/units.ts";
import { BalancerScene, configurationOf, serviceOf } from "../balancer-scene.ts";

const text = (servers: readonly string[], scheduler = "rr") =>
  serviceOf(servers).replace("lb_algo wlc", `lb_algo ${scheduler}`);

async function plan(scene: BalancerScene, after: string): Promise<ProcessPlan> {
  const asked = scene.dataplane.asked.length;
  const place = { clock: { now: () => 1_000_000 as Micros }, dataplane: "ipvs" } as const;
  const planned = await planReload(scene.balancer, configurationOf(after), place, () => true);
  assert.equal(scene.dataplane.asked.length, asked, "the data plane is left alone");
  return planned;
}
const commands = ({ operations }: ProcessPlan) => operations.map(({ command }) => command);

test("the same configuration is nothing to do", async () => {
  const scene = new BalancerScene();
  await scene.start(text(["10.0.0.1"]));
  const planned = await plan(scene, text(["10.0.0.1"]));
  assert.deepEqual(planned, { states: [], operations: [], interruptions: [] });
});

test("what would change is told in the words of ipvsadm, with the connections that end", async () => {
  const scene = new BalancerScene();
  await scene.start(text(["10.0.0.1", "10.0.0.2"]));
  const planned = await plan(scene, text(["10.0.0.1", "10.0.0.3"], "wrr"));
  assert.deepEqual(commands(planned), [
    "ipvsadm -E -t 192.0.2.1:80 -s wrr",
    "ipvsadm -a -t 192.0.2.1:80 -r 10.0.0.3:80 -m -w 1",
    "ipvsadm -d -t 192.0.2.1:80 -r 10.0.0.2:80",
  ]);
  assert.deepEqual(planned.interruptions, [
    {
      what: "10.0.0.2:80 behind 192.0.2.1:80 tcp",
      certain: true,
      because: "connections to it end",
    },
  ]);
  assert.deepEqual(
    planned.states.map(({ subject, name, from, to }) => [subject, name, from, to]),
    [
      ["real_server", "[10.0.0.3]:tcp:80 of [192.0.2.1]:tcp:80", null, "up"],
      ["real_server", "[10.0.0.2]:tcp:80 of [192.0.2.1]:tcp:80", "up", null],
    ],
  );
});

test("health counts: a server that is down is not put back by a plan, nor by its scheduler", async () => {
  const scene = new BalancerScene();
  scene.down.add("10.0.0.2");
  await scene.start(text(["10.0.0.1", "10.0.0.2"]));
  await scene.pass(60);
  const planned = await plan(scene, text(["10.0.0.1", "10.0.0.2"], "wlc"));
  assert.deepEqual(commands(planned), ["ipvsadm -E -t 192.0.2.1:80 -s wlc"]);
  assert.deepEqual(planned.states, []);
});

test("a virtual server that goes takes its connections with it; planning twice says it twice", async () => {
  const scene = new BalancerScene();
  await scene.start(text(["10.0.0.1"]));
  for (let round = 0; round < 2; round++) {
    const planned = await plan(scene, "");
    assert.deepEqual(commands(planned), ["ipvsadm -D -t 192.0.2.1:80"]);
    assert.deepEqual(
      planned.interruptions.map(({ what }) => what),
      ["192.0.2.1:80 tcp"],
    );
  }
  await scene.reload(text(["10.0.0.1"]));
});
