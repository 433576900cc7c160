/** The daemon as an operator meets it: started, asked twice, reloaded, crashed, stopped. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { systemCalls } from "../../src/kernel/libc.ts";
import { unixSocketAddress } from "../../src/kernel/socket-address.ts";
import {
  AF_UNIX,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
} from "../../src/kernel/socket-constants.ts";
import { configurationText } from "../lab/configuration.ts";
import { type Lab, openLab } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { descendantsOf, sendSignal } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";
import {
  daemonIn,
  end,
  isAlive,
  holdsAddress as laboratoryHolds,
  soon,
} from "./daemon-under-test.ts";

const address = "10.77.0.50";
const configuration = configurationText("daemon", [
  {
    name: "VI_1",
    version: 3,
    virtualRouterId: 51,
    priority: 100,
    advertIntervalSeconds: 0.1,
    addresses: [`${address}/24`],
  },
]);

let lab: Lab;
before(async () => {
  requirePrerequisites(["ip"]);
  lab = await openLab(["a"]);
});
after(() => lab.close());

const daemon = (name: string, text = configuration) => daemonIn(lab, name, text);
const holdsAddress = (): boolean => laboratoryHolds(lab, address);

test("the command returns when the daemon is ready, and the daemon stops without a trace", async () => {
  const one = daemon("detached");
  const started = one.command();
  assert.equal(started.status, 0, started.stderr);
  const pid = one.pid();
  assert.ok(isAlive(pid) && isAlive(one.vrrpPid()));
  const session = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[3];
  assert.equal(Number(session), pid, "a session of its own");
  await waitFor("the address", soon, holdsAddress);

  await end(pid);
  assert.ok(!holdsAddress());
  assert.ok(!existsSync(one.pidFile));
  await one.logged("Stopped Holdfast");
});

test("a reload with a broken file changes nothing and says why; a sound one is applied", async () => {
  const one = daemon("reloaded");
  assert.equal(one.command().status, 0);
  await waitFor("the address", soon, holdsAddress);
  const vrrp = one.vrrpPid();

  writeFileSync(one.configurationFile, `${configuration}\nvrrp_instance VI_2 {\n`);
  sendSignal(one.pid(), "SIGHUP");
  await one.logged("Reload refused");
  assert.ok(holdsAddress());
  assert.equal(one.vrrpPid(), vrrp);

  writeFileSync(one.configurationFile, configuration.replace(address, "10.77.0.51"));
  sendSignal(one.pid(), "SIGHUP");
  await waitFor("the address to go", soon, () => !holdsAddress());
  await one.logged("Reload complete");
  await end(one.pid());
});

test("a vrrp process killed with -9 is back before anybody misses it", async () => {
  const one = daemon("killed");
  assert.equal(one.command().status, 0);
  await waitFor("the address", soon, holdsAddress);
  const killed = one.vrrpPid();
  sendSignal(killed, "SIGKILL");
  await waitFor("another", soon, () => isAlive(one.vrrpPid()) && one.vrrpPid() !== killed);
  await one.logged(`VRRP child process(${killed}) died: Respawning`);
  await end(one.pid());
  assert.doesNotMatch(one.log(), /Restart of VRRP process delayed/);
});

test("when the supervisor is killed its children hand over and end", async () => {
  const one = daemon("orphaned");
  assert.equal(one.command().status, 0);
  await waitFor("the address", soon, holdsAddress);
  const children = descendantsOf(one.pid());
  sendSignal(one.pid(), "SIGKILL");
  await waitFor("the children to end", soon, () => !children.some(isAlive));
  await waitFor("the address to go", soon, () => !holdsAddress());

  assert.equal(one.command().status, 0, "the pid files left behind do not matter");
  await end(one.pid());
});

test("systemd is told when the daemon is ready and when it stops; others are not", async () => {
  const path = join(lab.directory, "notify");
  const address = unixSocketAddress(path);
  assert.ok(address !== null);
  const sys = systemCalls();
  const socket = sys.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  assert.equal(sys.bind(socket, address), 0);
  const room = new Uint8Array(1000);
  const received = (): string | null => {
    const size = sys.recv(socket, room, 0);
    return size < 0 ? null : new TextDecoder().decode(room.subarray(0, size));
  };
  // A script's process has the script's name: this one is called as systemd is.
  const systemd = join(lab.directory, "systemd");
  writeFileSync(systemd, '#!/bin/sh\nNOTIFY_SOCKET=$1; export NOTIFY_SOCKET\nshift\n"$@"\n:\n', {
    mode: 0o755,
  });
  const one = daemon("notifying");
  const service = lab.start(lab.router("a").namespace, [systemd, path, ...one.argv, "-n"]);
  const ready = await waitFor("readiness", soon, received);
  assert.equal(ready, `READY=1\nMAINPID=${one.pid()}\n`);
  for (const child of descendantsOf(one.pid())) {
    assert.doesNotMatch(readFileSync(`/proc/${child}/environ`, "utf8"), /NOTIFY_SOCKET/);
  }
  sendSignal(one.pid(), "SIGTERM");
  assert.equal(await waitFor("the stop", soon, received), "STOPPING=1\n");
  await service.exited;
  sys.close(socket);
});

test("a configuration test names the place and the nearest keyword", () => {
  const one = daemon("tested", configuration.replace("priority", "prioriy"));
  const tested = one.command("-t");
  assert.equal(tested.status, 5);
  assert.match(
    tested.stderr,
    /^\(Line \d+\) unknown keyword "prioriy".*tested\.conf:\d+:\d+ HF0107\]$/m,
  );
  assert.match(tested.stderr, /did you mean "priority"/);
});
