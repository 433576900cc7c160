import assert from "node:assert/strict";
import { test } from "node:test";
import { BalancerScene, serviceOf } from "./balancer-scene.ts";

const two = serviceOf(["192.0.2.10 1", "192.0.2.11 2"]);
const vip = "TCP 192.0.2.1:80 wlc";

test("at the start the table is made, and what is there already is not made again", async () => {
  const scene = new BalancerScene();
  await scene.start(two);
  assert.deepEqual(scene.table, [vip, "-> 192.0.2.10:80 1", "-> 192.0.2.11:80 2"]);

  const successor = new BalancerScene(scene.dataplane);
  successor.dataplane.asked = [];
  await successor.start(two, []);
  assert.deepEqual(successor.dataplane.asked, []);
});

test("a server that dies is taken out, and put back when it answers again", async () => {
  const scene = new BalancerScene();
  await scene.start(two);
  await scene.pass(3);
  scene.down.add("192.0.2.10");
  await scene.pass(5);
  assert.deepEqual(scene.table, [vip, "-> 192.0.2.11:80 2"]);
  scene.down.clear();
  await scene.pass(5);
  assert.equal(scene.table.length, 3);
  const texts = scene.log.texts();
  assert.ok(texts.includes("Removing service [192.0.2.10]:tcp:80 from VS [192.0.2.1]:tcp:80"));
  assert.ok(texts.includes("Adding service [192.0.2.10]:tcp:80 to VS [192.0.2.1]:tcp:80"));
});

test("scripts and named pipes hear of it after the table has it, the supervisor too", async () => {
  const scene = new BalancerScene();
  await scene.start(serviceOf(["192.0.2.10 1 notify_down /bin/true"]));
  await scene.pass(3);
  scene.down.add("192.0.2.10");
  scene.told.length = 0;
  await scene.pass(5);
  assert.deepEqual(scene.told, [
    "down tcp 192.0.2.1 80 192.0.2.10 80",
    "virtual server [192.0.2.1]:tcp:80: /bin/true",
    "RS [192.0.2.10]:tcp:80 [192.0.2.1]:tcp:80 DOWN",
    "VS [192.0.2.1]:tcp:80 DOWN",
  ]);
});

test("the journal hears of servers and quorums, each with its cause", async () => {
  const scene = new BalancerScene();
  await scene.start(serviceOf(["192.0.2.10 1"]));
  await scene.pass(3);
  scene.down.add("192.0.2.10");
  await scene.pass(5);
  const about = { kind: "server", virtualServer: "[192.0.2.1]:tcp:80", up: false } as const;
  const because = scene.journal.map((event) => ("because" in event ? event.because : ""));
  assert.deepEqual(scene.journal, [
    { ...about, realServer: "[192.0.2.10]:tcp:80", because: because[0] },
    { ...about, realServer: null, because: "a weight of 0 is alive, the quorum is 1" },
  ]);
  assert.notEqual(because[0], "");
});

test("a process that takes over goes on with what was down and what was up", async () => {
  const scene = new BalancerScene();
  scene.down.add("192.0.2.10");
  await scene.start(serviceOf(["192.0.2.10 1", "192.0.2.11 2"], "alpha"), [
    "tcp 192.0.2.1 80 192.0.2.10 80",
  ]);
  assert.deepEqual(scene.table, [vip, "-> 192.0.2.11:80 2"]);
});

test("a reload changes a weight in place and leaves probes under way alone", async () => {
  const scene = new BalancerScene();
  await scene.start(two);
  await scene.pass(2);
  scene.dataplane.asked = [];
  const probes = scene.probed.length;
  await scene.reload(serviceOf(["192.0.2.10 1", "192.0.2.11 9"]));
  assert.deepEqual(scene.dataplane.asked, ["editDestination 192.0.2.11 9"]);
  assert.equal(scene.cancelled, 0);
  assert.equal(scene.probed.length, probes);
});

test("a reload adds and removes virtual and real servers, and nothing else", async () => {
  const scene = new BalancerScene();
  await scene.start(two + serviceOf(["192.0.2.20 1"], "", "192.0.2.2 80"));
  await scene.pass(2);
  scene.dataplane.asked = [];
  const third = serviceOf(["192.0.2.30 1"], "", "192.0.2.3 80");
  await scene.reload(serviceOf(["192.0.2.11 2", "192.0.2.12 3"]) + third);
  assert.deepEqual(scene.dataplane.lines, [
    vip,
    "-> 192.0.2.11:80 2",
    "-> 192.0.2.12:80 3",
    "TCP 192.0.2.3:80 wlc",
    "-> 192.0.2.30:80 1",
  ]);
  assert.ok(!scene.dataplane.asked.some((words) => words.includes("192.0.2.11")));
});

test("a service that somebody else removes is there again within seconds", async () => {
  const scene = new BalancerScene();
  await scene.start(two);
  await scene.pass(2);
  scene.dataplane.held.clear();
  await scene.pass(2);
  assert.equal(scene.table.length, 3);
  assert.ok(
    scene.log
      .texts()
      .includes(
        "VS [192.0.2.1]:tcp:80 was removed by somebody else: adding it again, with 2 real servers",
      ),
  );
});

test("a stop takes the services out of the table, unless it is to be left", async () => {
  const scene = new BalancerScene();
  await scene.start(two);
  await scene.balancer.stop("remove");
  assert.deepEqual(scene.table, []);
  const other = new BalancerScene();
  await other.start(two);
  await other.balancer.stop("keep");
  assert.equal(other.table.length, 3);
  assert.ok(
    scene.log
      .texts()
      .includes("Shutting down service [192.0.2.10]:tcp:80 from VS [192.0.2.1]:tcp:80"),
  );
});

test("without its address on this host, a virtual server with ha_suspend is not checked", async () => {
  const scene = new BalancerScene();
  scene.serves = () => false;
  await scene.start(serviceOf(["192.0.2.10 1"], "ha_suspend"));
  await scene.pass(20);
  assert.deepEqual(scene.probed, []);
  scene.balancer.addressesChanged(() => true);
  await scene.pass(3);
  assert.deepEqual(scene.probed, ["192.0.2.10"]);
});

test("what the data plane refuses is logged once and tried again", async () => {
  const scene = new BalancerScene();
  scene.dataplane.refuses = ({ kind }) => kind === "addService";
  await scene.start(two);
  await scene.pass(4);
  const texts = scene.log.texts().filter((text) => text.includes("no such scheduler"));
  assert.equal(texts.length, 1);
  scene.dataplane.refuses = () => false;
  await scene.pass(10);
  assert.equal(scene.table.length, 3);
});

test("servers that die together leave the table together", async () => {
  const scene = new BalancerScene();
  const addresses = Array.from({ length: 50 }, (_, index) => `192.0.2.${index + 100}`);
  await scene.start(serviceOf(["192.0.2.10 1", ...addresses]));
  await scene.pass(3);
  for (const address of addresses) scene.down.add(address);
  await scene.pass(5);
  assert.deepEqual(scene.table, [vip, "-> 192.0.2.10:80 1"]);
  const removals = scene.dataplane.asked.filter((words) => words.startsWith("removeDestination"));
  assert.equal(removals.length, addresses.length);
});

const mailing = `global_defs {
  smtp_server 192.0.2.25
  notification_email {
    one@example.com
  }
}
`;

const mailsOf = ({ alerts }: BalancerScene): string[] =>
  alerts.flatMap(({ mail }) => (mail === null ? [] : [`${mail.subject} ${mail.text}`]));

test("each verdict of a checker is mailed, where its server is not told otherwise", async () => {
  const scene = new BalancerScene();
  const servers = ["192.0.2.10 1", "192.0.2.11 1 smtp_alert off"];
  await scene.start(mailing + serviceOf(servers));
  await scene.pass(3);
  scene.down.add("192.0.2.10").add("192.0.2.11");
  await scene.pass(5);
  scene.down.clear();
  await scene.pass(5);
  const name = "Realserver [192.0.2.10]:tcp:80 of virtual server [192.0.2.1]:tcp:80";
  assert.deepEqual(mailsOf(scene), [
    `${name} - DOWN => TCP CHECK failed on service <=`,
    `${name} - UP => TCP CHECK succeed on service <=`,
  ]);
});

test("a server that goes with a reload is mailed as removed, and so is its quorum", async () => {
  const scene = new BalancerScene();
  await scene.start(mailing + serviceOf(["192.0.2.10 1"], "smtp_alert"));
  await scene.reload(mailing + serviceOf(["192.0.2.11 1"], "smtp_alert", "192.0.2.2 80"));
  assert.deepEqual(mailsOf(scene), [
    "Virtualserver [192.0.2.1]:tcp:80 - UP => Starting with quorum up 1+0=1 <= 1 <=",
    "Realserver [192.0.2.10]:tcp:80 of virtual server [192.0.2.1]:tcp:80 - DOWN => Removing <=",
    "Virtualserver [192.0.2.1]:tcp:80 - DOWN => Lost quorum 1+0=1 <= 0 <=",
    "Virtualserver [192.0.2.2]:tcp:80 - UP => Starting with quorum up 1+0=1 <= 1 <=",
  ]);
});

test("webhooks hear what the journal hears, and nobody hears without being asked for", async () => {
  const scene = new BalancerScene();
  await scene.start(`global_defs {\n webhook http://192.0.2.9/\n}\n${two}`);
  await scene.pass(3);
  scene.down.add("192.0.2.10");
  await scene.pass(5);
  assert.ok(scene.journal.length > 0);
  assert.deepEqual(
    scene.alerts,
    scene.journal.map((event) => ({ mail: null, event })),
  );
  const silent = new BalancerScene();
  await silent.start(two);
  await silent.pass(3);
  silent.down.add("192.0.2.10");
  await silent.pass(5);
  assert.deepEqual(silent.alerts, []);
});
