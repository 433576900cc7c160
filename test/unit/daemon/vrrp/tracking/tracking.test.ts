import assert from "node:assert/strict";
import { test } from "node:test";
import type { Configuration } from "../../../../../src/config/model/configuration.ts";
import type { TrackScript } from "../../../../../src/config/model/tracking.ts";
import type { VrrpInstance } from "../../../../../src/config/model/vrrp-instance.ts";
import type { TrackerReport } from "../../../../../src/core/tracking/result.ts";
import { nothingRemembered } from "../../../../../src/daemon/vrrp/resume.ts";
import { virtualInstance } from "../../../../../src/sim/virtual-instance.ts";
import { type Micros, type Priority, seconds } from "../../../../../src/wire/units.ts";
import { configurationOf, FakeWorld } from "../fake-world.ts";
import { tracker, trackScript } from "../trackers.ts";

const chk = trackScript("chk");

const following = (...trackers: VrrpInstance["trackers"]): VrrpInstance =>
  virtualInstance({ trackers });

const withScripts = (
  instance: VrrpInstance,
  scripts: readonly TrackScript[] = [chk],
): Configuration => {
  const configuration = configurationOf(instance);
  return { ...configuration, tracking: { ...configuration.tracking, scripts } };
};

const verdict = (good: boolean, name = "chk"): TrackerReport => ({
  kind: "script",
  name,
  result: { kind: "verdict", good, reason: good ? "succeeded" : "exited with status 1" },
});

/** A master that follows the script "chk", which succeeds. */
function master(trackers = [tracker("script", "chk")]) {
  const world = new FakeWorld();
  const router = world.router(withScripts(following(...trackers)));
  router.tracked(verdict(true));
  world.pass(router, seconds(4));
  world.takeAsked();
  return { world, router };
}

const priorities = (asked: readonly string[]): readonly string[] =>
  asked.filter((each) => each.startsWith("advert"));

test("an instance waits in INIT for the first result of an unweighted script", () => {
  const world = new FakeWorld();
  const router = world.router(withScripts(following(tracker("script", "chk"))));
  world.pass(router, seconds(7));
  assert.deepEqual(world.logged, []);
  assert.deepEqual(world.watched.at(-1)?.scripts, [chk]);
  router.tracked(verdict(true));
  world.pass(router, seconds(4));
  assert.equal(world.logged.at(-1), "(VI_1) Entering MASTER STATE");
});

test("a script that fails takes the addresses away, and gives them back when it succeeds", () => {
  const { world, router } = master();
  router.tracked(verdict(false));
  assert.deepEqual(world.takeAsked(), ["advert 0", "remove 10.0.0.100"]);
  assert.equal(world.logged.at(-1), "(VI_1) Entering FAULT STATE");
  router.tracked(verdict(true));
  world.pass(router, seconds(4));
  assert.equal(world.holds("10.0.0.100"), true);
});

test("a weight moves the priority and nothing else", () => {
  const { world, router } = master([tracker("script", "chk", -30)]);
  router.tracked(verdict(false));
  world.pass(router, seconds(1));
  assert.deepEqual(priorities(world.takeAsked()), ["advert 70"]);
  assert.equal(world.logged.at(-1), "(VI_1) Changing effective priority from 100 to 70");
  router.tracked(verdict(true));
  world.pass(router, seconds(1));
  assert.deepEqual(priorities(world.takeAsked()), ["advert 100"]);
});

test("a result that nobody follows or that is no news asks nothing of anybody", () => {
  const { world, router } = master();
  const { length } = world.logged;
  router.tracked(verdict(true));
  router.tracked(verdict(false, "other"));
  assert.deepEqual(world.takeAsked(), []);
  assert.equal(world.logged.length, length);
});

test("a runner that never answers: what is awaited counts as failed, until an answer comes", () => {
  const world = new FakeWorld();
  const router = world.router(withScripts(following(tracker("script", "chk"))));
  world.pass(router, seconds(7.9));
  assert.deepEqual(world.logged, []);
  world.pass(router, seconds(0.2));
  assert.deepEqual(world.logged, [
    "No result of script chk came: it counts as failed until one comes",
    "(VI_1) script chk failed (gave no result)",
    "(VI_1) Entering FAULT STATE",
  ]);
  router.tracked(verdict(true));
  world.pass(router, seconds(4));
  assert.equal(world.holds("10.0.0.100"), true);
});

test("a reload waits anew for another script, and not for the one that gave no result", () => {
  const world = new FakeWorld();
  const instance = following(tracker("script", "chk"));
  const router = world.router(withScripts(instance));
  world.pass(router, seconds(9));
  router.reload(withScripts(instance));
  assert.equal(router.instances[0]?.state.phase, "fault");
  router.reload(withScripts(instance, [trackScript("chk", ["/bin/other"])]));
  router.tracked(verdict(true));
  world.pass(router, seconds(4));
  assert.equal(world.holds("10.0.0.100"), true);
});

test("another runner is told what to watch and what was known", () => {
  const { world, router } = master();
  router.runnerBegan();
  assert.deepEqual(world.watched.at(-1), {
    scripts: [chk],
    files: [],
    processes: [],
    known: [verdict(true)],
  });
});

test("a reload keeps the result of the same script, whatever else of it changes", () => {
  const { world, router } = master();
  const slower = { ...chk, intervalMicros: seconds(9), fall: 3 };
  router.reload(withScripts(following(tracker("script", "chk")), [slower]));
  assert.deepEqual(world.watched.at(-1)?.known, [verdict(true)]);
  world.pass(router, seconds(1));
  assert.equal(world.holds("10.0.0.100"), true);
});

test("a master that follows something new since a reload is not in fault before a result", () => {
  const { world, router } = master();
  const both = [tracker("script", "chk"), tracker("script", "new")];
  router.reload(withScripts(following(...both), [chk, trackScript("new")]));
  world.pass(router, seconds(60));
  assert.equal(world.holds("10.0.0.100"), true);
  router.tracked(verdict(false, "new"));
  assert.equal(world.holds("10.0.0.100"), false);
});

test("a reload that no longer follows the failing script ends the fault", () => {
  const { world, router } = master();
  router.tracked(verdict(false));
  router.reload(withScripts(following(), []));
  world.pass(router, seconds(4));
  assert.equal(world.holds("10.0.0.100"), true);
});

test("a master that is resumed holds its address before any result, and with those remembered", () => {
  const instance = following(tracker("script", "chk"), tracker("script", "extra", 50));
  const configuration = withScripts(instance, [chk, trackScript("extra")]);
  const results = [verdict(true, "extra")];
  const world = new FakeWorld();
  const router = world.router(configuration, {
    ...nothingRemembered,
    mayResume: () => true,
    results,
  });
  assert.deepEqual(priorities(world.takeAsked()), ["advert 150"]);
  world.pass(router, seconds(60));
  assert.equal(world.holds("10.0.0.100"), true);
});

test("an interface that is followed faults the instance when it goes, and is down when it is missing", () => {
  const world = new FakeWorld();
  world.addLink(3, "eth1");
  const router = world.router(configurationOf(following(tracker("interface", "eth1"))));
  world.pass(router, seconds(4));
  world.removeLink(3);
  assert.deepEqual(world.logged.slice(-3), [
    "Netlink reports eth1 down",
    "(VI_1) interface eth1: it does not exist",
    "(VI_1) Entering FAULT STATE",
  ]);
  world.addLink(9, "eth1");
  world.pass(router, seconds(4));
  assert.equal(world.logged.at(-1), "(VI_1) Entering MASTER STATE");
});

test("a weighted interface moves the priority after its delay", () => {
  const instance = following(tracker("interface", "eth1", -20));
  const place = { source: 0, line: 1, column: 1, length: 1 };
  const delay = { interface: "eth1", place, downMicros: seconds(0.5), upMicros: 0 as Micros };
  const configuration = configurationOf(instance);
  const links = { ...configuration.links, delays: [delay] };
  const world = new FakeWorld();
  world.addLink(3, "eth1");
  const router = world.router({ ...configuration, links });
  world.pass(router, seconds(4));
  world.addLink(3, "eth1", false);
  world.pass(router, seconds(0.4));
  assert.equal(router.instances[0]?.state.priority, 100 as Priority);
  world.pass(router, seconds(0.2));
  assert.equal(router.instances[0]?.state.priority, 80 as Priority);
  world.addLink(3, "eth1", true);
  assert.equal(router.instances[0]?.state.priority, 100 as Priority);
});

test("the delays of its own interface count as well", () => {
  const place = { source: 0, line: 1, column: 1, length: 1 };
  const delay = { interface: "eth0", place, downMicros: seconds(1), upMicros: seconds(1) };
  const configuration = configurationOf(following());
  const world = new FakeWorld();
  const router = world.router({
    ...configuration,
    links: { ...configuration.links, delays: [delay] },
  });
  world.pass(router, seconds(4));
  world.addLink(2, "eth0", false);
  world.pass(router, seconds(0.5));
  world.addLink(2, "eth0", true);
  world.pass(router, seconds(2));
  assert.equal(world.logged.at(-1), "(VI_1) Entering MASTER STATE");
  world.addLink(2, "eth0", false);
  world.pass(router, seconds(1));
  assert.equal(world.logged.at(-1), "(VI_1) Entering FAULT STATE");
});

test("a session of BFD that is followed changes nothing yet", () => {
  const world = new FakeWorld();
  const router = world.router(configurationOf(following(tracker("bfd", "peer"))));
  world.pass(router, seconds(4));
  assert.equal(world.holds("10.0.0.100"), true);
});
