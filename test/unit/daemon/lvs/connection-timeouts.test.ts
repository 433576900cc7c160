import assert from "node:assert/strict";
import { test } from "node:test";
import type { ConnectionTimeouts } from "../../../../src/config/model/load-balancing.ts";
import { RefusalLog } from "../../../../src/daemon/log/refusal-log.ts";
import { TimeoutKeeper } from "../../../../src/daemon/lvs/connection-timeouts.ts";
import { FakeTimers, recordingLogger } from "../fakes.ts";
import { FakeDataplane } from "./fake-dataplane.ts";

const none: ConnectionTimeouts = { tcpSeconds: null, tcpFinSeconds: null, udpSeconds: null };
const usual: ConnectionTimeouts = { tcpSeconds: 900, tcpFinSeconds: 120, udpSeconds: 300 };

function scene() {
  const dataplane = new FakeDataplane();
  const refusals = new RefusalLog(recordingLogger().logger, new FakeTimers());
  const keeper = new TimeoutKeeper(dataplane, refusals);
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { dataplane, keeper, settled };
}

test("what is not configured stays the kernel's, also after a reload took it away", async () => {
  const { dataplane, keeper, settled } = scene();
  keeper.configure({ ...none, tcpSeconds: 100 });
  await settled();
  assert.deepEqual(dataplane.given, { ...usual, tcpSeconds: 100 });
  keeper.configure({ ...none, udpSeconds: 30 });
  await settled();
  assert.deepEqual(dataplane.given, { ...usual, udpSeconds: 30 });
});

test("a stop brings back what was there before", async () => {
  const { dataplane, keeper } = scene();
  keeper.configure({ ...none, tcpSeconds: 100 });
  await keeper.stop();
  assert.deepEqual(dataplane.given, usual);
});

test("where nothing was ever configured, nothing is set", async () => {
  const { dataplane, keeper } = scene();
  keeper.configure(none);
  dataplane.given = { ...usual, tcpSeconds: 5 };
  await keeper.stop();
  assert.equal(dataplane.given.tcpSeconds, 5);
});
