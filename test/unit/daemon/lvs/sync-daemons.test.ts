import assert from "node:assert/strict";
import { test } from "node:test";
import { RefusalLog } from "../../../../src/daemon/log/refusal-log.ts";
import { SyncDaemons } from "../../../../src/daemon/lvs/sync-daemons.ts";
import { instanceText } from "../../config/build/building.ts";
import { FakeTimers, recordingLogger } from "../fakes.ts";
import { configurationOf } from "./balancer-scene.ts";
import { FakeDataplane } from "./fake-dataplane.ts";

const daemonOf = (line: string) =>
  configurationOf(`global_defs {\n lvs_sync_daemon ${line}\n}\n${instanceText("")}`).loadBalancing
    .syncDaemon;

function scene() {
  const dataplane = new FakeDataplane();
  const log = recordingLogger();
  const timers = new FakeTimers();
  const refusals = new RefusalLog(log.logger, timers);
  const daemons = new SyncDaemons(dataplane, refusals, timers);
  const running = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return [...dataplane.sync.keys()].toSorted();
  };
  return { dataplane, log, timers, daemons, running };
}

test("without an instance both daemons run", async () => {
  const { daemons, running } = scene();
  daemons.configure(daemonOf("eth0"));
  assert.deepEqual(await running(), ["backup", "master"]);
});

test("with an instance its state decides, and one ends before the other begins", async () => {
  const { daemons, running } = scene();
  daemons.configure(daemonOf("eth0 VI_1"));
  assert.deepEqual(await running(), ["backup"]);
  daemons.instanceState("VI_1", "master");
  assert.deepEqual(await running(), ["master"]);
  daemons.instanceState("VI_1", "fault");
  assert.deepEqual(await running(), ["backup"]);
});

test("what a process before this one left running ends where it is not wanted", async () => {
  const { dataplane, daemons, running } = scene();
  const daemon = daemonOf("eth0 VI_1");
  assert.ok(daemon !== null);
  dataplane.sync.set("master", daemon);
  daemons.configure(daemon);
  assert.deepEqual(await running(), ["backup"]);
});

test("a refused daemon is logged, and tried again", async () => {
  const { dataplane, daemons, log, timers, running } = scene();
  dataplane.refusesSync = true;
  daemons.configure(daemonOf("eth0 VI_1"));
  assert.deepEqual(await running(), []);
  assert.equal(log.texts().length, 1);
  dataplane.refusesSync = false;
  timers.advance(6_000_000);
  assert.deepEqual(await running(), ["backup"]);
});

test("at a stop none is left", async () => {
  const { daemons, running } = scene();
  daemons.configure(daemonOf("eth0"));
  await daemons.stop();
  assert.deepEqual(await running(), []);
});
