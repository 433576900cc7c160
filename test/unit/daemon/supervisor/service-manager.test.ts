import assert from "node:assert/strict";
import { test } from "node:test";
import { serviceManager } from "../../../../src/daemon/supervisor/service-manager.ts";

test("systemd hears of readiness, reloads and stops in its own words", () => {
  const sent: string[] = [];
  const manager = serviceManager(
    (text) => sent.push(text),
    77,
    () => 123,
  );
  manager.ready();
  manager.reloading();
  manager.ready();
  manager.stopping();
  assert.deepEqual(sent, [
    "READY=1\nMAINPID=77\n",
    "RELOADING=1\nMONOTONIC_USEC=123\n",
    "READY=1\nMAINPID=77\n",
    "STOPPING=1\n",
  ]);
});
