/** Reloads under traffic: what is not to change is not touched, on the wire or in the kernel. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { readAnnouncements } from "../lab/announcements.ts";
import { readAdverts, startCapture } from "../lab/capture.ts";
import { configurationText, type Instance } from "../lab/configuration.ts";
import { type Lab, openLab } from "../lab/lab.ts";
import { startPinger } from "../lab/pinger.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { sendSignal } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";
import { end, holdsAddress, isAlive, soon } from "./daemon-under-test.ts";
import { startReloadable } from "./reloads.ts";
import { slackMillis } from "./scene.ts";

let lab: Lab;
before(async () => {
  requirePrerequisites(["ip", "nft", "tcpdump", "tshark"]);
  lab = await openLab(["a"]);
});
after(() => lab.close());

const vip = (number: number): string => `10.77.0.${number}`;

const instance = (name: string, virtualRouterId: number, numbers: readonly number[]): Instance => ({
  name,
  version: 3,
  virtualRouterId,
  priority: 100,
  advertIntervalSeconds: 0.1,
  addresses: numbers.map((number) => `${vip(number)}/24`),
});
const text = (...instances: Instance[]): string => configurationText("reloaded", instances);
const addressesOf = (instances: readonly Instance[]): readonly string[] =>
  instances.flatMap(({ addresses }) => addresses.map((address) => address.replace("/24", "")));

const running: number[] = [];
afterEach(async () => {
  for (const pid of running.splice(0)) if (isAlive(pid)) await end(pid);
});

async function startMasters(name: string, ...instances: Instance[]) {
  const started = await startReloadable(lab, name, text(...instances));
  running.push(started.daemon.pid());
  const all = addressesOf(instances);
  await waitFor("all addresses", soon, () => all.every((address) => holdsAddress(lab, address)));
  return started;
}

/** How often the kernel reported that the address went. */
const removalsOf = (address: string): number =>
  lab.router("a").addresses.events.filter((event) => !event.added && event.address === address)
    .length;

test("an address that moves between instances in one reload is served throughout, and announced", async () => {
  const router = lab.router("a");
  const { reload, plan } = await startMasters(
    "moves",
    instance("VI_1", 51, [50, 51]),
    instance("VI_2", 52, [60]),
  );
  const pinger = startPinger(lab, vip(51));
  await pinger.waitForAnswerFrom(router, 0, soon.limitMillis);
  const capture = await startCapture(lab, { filter: "arp or vrrp or proto 112" });
  const removed = removalsOf(vip(51));
  const fromMillis = Date.now();
  const moved = text(instance("VI_1", 51, [50]), instance("VI_2", 52, [60, 51]));
  assert.equal((await plan(moved)).hitless, "yes");
  const beganMillis = Date.now();
  assert.equal((await reload(moved)).kind, "applied");
  const endedMillis = Date.now();
  const back = text(instance("VI_1", 51, [50, 51]), instance("VI_2", 52, [60]));
  assert.equal((await reload(back)).kind, "applied");
  await pinger.waitForAnswerFrom(router, Date.now(), soon.limitMillis);
  const gap = pinger.largestGap(fromMillis, Date.now());
  await Promise.all([capture.stop(), pinger.stop()]);
  assert.equal(removalsOf(vip(51)), removed, "it never went");
  assert.ok(gap.millis < slackMillis, `${gap.millis} ms without an answer`);
  const announced = await readAnnouncements(capture.file);
  assert.deepEqual([...new Set(announced.map(({ address }) => address))], [vip(51)]);
  const adverts = await readAdverts(capture.file);
  assert.ok(!adverts.some(({ priority }) => priority === 0), "no instance gave up");
  const spoken = adverts.filter(({ atMillis, virtualRouterId }) => {
    return virtualRouterId === 51 && atMillis >= beganMillis && atMillis <= endedMillis + 50;
  });
  assert.ok(spoken.length >= 2, "one advert just before, and one right after");
});

test("another name, and whatever else changes, leave an instance what it is", async () => {
  const { daemon, reload } = await startMasters("renamed", instance("VI_1", 51, [50]));
  const removed = removalsOf(vip(50));
  const other = { ...instance("WEB", 51, [50]), priority: 120, extra: ["garp_master_repeat 2"] };
  const outcome = await reload(text(other));
  assert.partialDeepStrictEqual(outcome, {
    changes: [{ name: "VI_1", change: "changed" }],
  });
  assert.equal((await reload(text(other))).kind, "applied");
  assert.equal(removalsOf(vip(50)), removed);
  assert.equal(daemon.log().match(/Entering/g)?.length, 2, "BACKUP and MASTER, once each");
});

test("every kind of broken file is refused with its reasons, and what ran runs on", async () => {
  const sound = instance("VI_1", 51, [50]);
  const { daemon, reload, plan } = await startMasters("broken", sound);
  const removed = removalsOf(vip(50));
  const whole = text(sound);
  const broken: readonly (readonly [string, RegExp])[] = [
    [`${whole}vrrp_instance VI_2 {\n`, /missing "}"/],
    [`${whole}}\n`, /}/],
    [whole.replace("virtual_ipaddress", "virtual_ipadress"), /unknown keyword/],
    [whole.replace("interface eth0", "interface eth7"), /no interface "eth7"/],
    [whole.replace(`${vip(50)}/24`, "10.77.0.300/24"), /10\.77\.0\.300/],
    [whole.replace("virtual_router_id 51", "virtual_router_id 999"), /999/],
    [`include ${join(lab.directory, "nowhere.conf")}\n`, /no file matches/],
    [`include ${lab.directory}\n${whole}`, /it is a directory/],
    ["\0\x01\x02", /./],
  ];
  for (const [file, reason] of broken) {
    const planned = await plan(file);
    assert.equal(planned.verdict, "refused", file);
    const outcome = await reload(file);
    assert.ok(outcome.kind === "refused", file);
    assert.match(outcome.reasons.join("\n"), reason);
    await daemon.logged(`Reload refused: ${outcome.reasons[0]?.slice(0, 20)}`);
  }
  assert.equal((await reload(whole)).kind, "applied");
  const unknown = await reload(`${whole}\nglobal_defs {\n    no_such_thing 7\n}\n`);
  assert.ok(unknown.kind === "applied", "an unknown setting is reported, and the rest applied");
  assert.match(unknown.findings.join("\n"), /no_such_thing/);
  assert.equal(removalsOf(vip(50)), removed);
  assert.equal(daemon.log().match(/Entering/g)?.length, 2);
});

test("a reload while the vrrp process is dead, starting, or stands still reaches its successor or itself", async () => {
  const { daemon, reload } = await startMasters("dead", instance("VI_1", 51, [50]));
  let next = 61;
  const applies = async (what: string) => {
    const address = vip(next++);
    assert.equal((await reload(text(instance("VI_1", 51, [50, next - 1])))).kind, "applied", what);
    await waitFor(`the new address: ${what}`, soon, () => holdsAddress(lab, address), daemon.log);
  };
  const killed = daemon.vrrpPid();
  sendSignal(killed, "SIGKILL");
  await applies("dead or starting");
  await waitFor("another process", soon, () => {
    return isAlive(daemon.vrrpPid()) && daemon.vrrpPid() !== killed;
  });
  const held = daemon.vrrpPid();
  sendSignal(held, "SIGSTOP");
  const standing = applies("standing still");
  await daemon.logged("Reloading ...");
  sendSignal(held, "SIGCONT");
  await standing;
  assert.equal(daemon.vrrpPid(), held);
});

test("processes begin and end with what is configured for them", async () => {
  const { daemon, reload, plan } = await startMasters("begins", instance("VI_1", 51, [50]));
  const global = "global_defs {\n    router_id none\n}\n";
  assert.partialDeepStrictEqual(await plan(global), {
    hitless: "no",
    interruptions: [{ what: `${vip(50)} on eth0` }],
  });
  assert.equal((await reload(global)).kind, "applied");
  assert.ok(!isAlive(daemon.vrrpPid()));
  assert.ok(!holdsAddress(lab, vip(50)));
  const again = await plan(text(instance("VI_1", 51, [50])));
  assert.deepEqual(again.operations, [{ on: "process", command: "start the vrrp process" }]);
  assert.equal((await reload(text(instance("VI_1", 51, [50])))).kind, "applied");
  await waitFor("the address", soon, () => holdsAddress(lab, vip(50)));
});

test("what a reload does to virtual servers is planned in the words of ipvsadm, and done", async () => {
  const balanced = (...servers: readonly number[]): string => {
    const blocks = servers.map((number) => `    real_server ${vip(number)} 80 {\n    }\n`);
    const head = "    protocol TCP\n    lb_algo rr\n    lb_kind NAT\n";
    return `virtual_server ${vip(70)} 80 {\n${head}${blocks.join("")}}\n`;
  };
  const { daemon, reload, plan } = await startReloadable(lab, "balanced", balanced(2));
  running.push(daemon.pid());
  assert.equal((await plan(balanced(2))).verdict, "nothing");
  const planned = await plan(balanced(2, 3));
  const added = `ipvsadm -a -t ${vip(70)}:80 -r ${vip(3)}:80 -m -w 1`;
  assert.deepEqual(planned.operations, [{ on: "kernel", command: added }]);
  assert.equal(planned.hitless, "yes");
  assert.partialDeepStrictEqual(await reload(balanced(2, 3)), {
    changes: [{ subject: "virtual_server", details: [`real_server +${vip(3)}:80`] }],
  });
  assert.equal((await plan(balanced(2, 3))).verdict, "nothing");
  const fewer = await plan(balanced(3));
  assert.equal(fewer.hitless, "no");
  assert.equal((await reload(balanced(3))).kind, "applied");
});

test("a file says when to reload", async () => {
  const timeFile = join(lab.directory, "reload-at");
  const timed = `global_defs {\n    reload_time_file ${timeFile}\n}\n`;
  const one = instance("VI_1", 51, [50]);
  const { daemon } = await startReloadable(lab, "timed", `${timed}${text(one)}`);
  running.push(daemon.pid());
  await waitFor("the address", soon, () => holdsAddress(lab, vip(50)));
  writeFileSync(daemon.configurationFile, `${timed}${text(instance("VI_1", 51, [50, 51]))}`);
  const at = new Date(Date.now() + 2_000).toISOString();
  writeFileSync(timeFile, `${at.slice(0, 10)} ${at.slice(11, 19)}Z\n`);
  await daemon.logged("Scheduling reload for");
  await waitFor("the new address", soon, () => holdsAddress(lab, vip(51)), daemon.log);
  await daemon.logged("Reload complete");
});
