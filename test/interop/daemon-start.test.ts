/** The start as an operator meets it: with nothing to run, refused, or beside another daemon. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { run } from "../lab/command.ts";
import { configurationText } from "../lab/configuration.ts";
import { type Lab, openLab } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { sendSignal } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";
import { daemonIn, end, holdsAddress, soon } from "./daemon-under-test.ts";

const address = "10.77.0.70";
const configuration = configurationText("start", [
  {
    name: "VI_1",
    version: 3,
    virtualRouterId: 70,
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

test("with an empty file the daemon stays, heeds HUP and TERM, and leaves no pid file", async () => {
  const one = daemonIn(lab, "empty", "");
  const service = lab.start(lab.router("a").namespace, [...one.argv, "-n"]);
  await one.logged("the configuration has nothing for any process to run");
  const pid = one.pid();
  sendSignal(pid, "SIGUSR1");
  await one.logged(`Printing parent data for process(${pid})`);
  assert.ok(service.isRunning());
  assert.ok(!existsSync(one.vrrpPidFile));

  writeFileSync(one.configurationFile, configuration);
  sendSignal(pid, "SIGHUP");
  await waitFor("the address", soon, () => holdsAddress(lab, address), one.log);
  assert.equal(one.pid(), pid);

  await end(pid);
  await service.exited;
  assert.ok(!holdsAddress(lab, address));
  assert.ok(!existsSync(one.pidFile) && !existsSync(one.vrrpPidFile));
});

test("a HUP as soon as there is a pid file is a reload, and not the end", async () => {
  const one = daemonIn(lab, "early", configuration);
  const service = lab.start(lab.router("a").namespace, [...one.argv, "-n"]);
  // Without a pause: the first moment counts.
  const limit = Date.now() + soon.limitMillis;
  while (one.pid() === 0 && Date.now() < limit);
  sendSignal(one.pid(), "SIGHUP");
  await one.logged("Reload complete");
  assert.ok(service.isRunning());
  await end(one.pid());
  await service.exited;
});

test("a daemon that never had anything to run ends at TERM and leaves no pid file", async () => {
  const one = daemonIn(lab, "idle", "");
  const started = one.command();
  assert.equal(started.status, 0, started.stderr);
  assert.ok(existsSync(one.pidFile));
  await end(one.pid());
  await one.logged("Stopped Holdfast");
  assert.ok(!existsSync(one.pidFile) && !existsSync(one.vrrpPidFile));
});

test("a command whose daemon finds no file fails as it does, and says why", async () => {
  const one = daemonIn(lab, "hopeless", configuration);
  const started = one.command("-f", join(lab.directory, "no-such.conf"));
  assert.equal(started.status, 2);
  assert.match(started.stderr, /no-such\.conf/);
  await one.logged("no-such.conf");
  assert.ok(!existsSync(one.pidFile));
});

for (const [where, ...options] of [["detached"], ["in the foreground", "-n", "-l"]] as const) {
  test(`a second daemon, ${where}, names the first and leaves it alone`, async () => {
    const one = daemonIn(lab, `second${options.length}`, configuration);
    const first = one.command();
    assert.equal(first.status, 0, first.stderr);
    const pid = one.pid();
    const reason = `daemon is already running (process ${pid} holds ${one.pidFile}; `;

    const second = one.command(...options);
    assert.equal(second.status, 0);
    assert.ok(second.stderr.includes(reason), second.stderr);
    await one.logged(reason);
    assert.equal(one.pid(), pid);
    await waitFor("the first's address", soon, () => holdsAddress(lab, address), one.log);
    await end(pid);
  });
}

test("a console that is a file keeps what others wrote before and write after", () => {
  const one = daemonIn(lab, "shared", configuration);
  const file = join(lab.directory, "console");
  const script = 'exec >"$0" 2>&1; echo before; "$@"; echo after';
  const missing = join(lab.directory, "no-such.conf");
  run(["sh", "-c", script, file, ...one.argv, "-n", "-l", "-f", missing], soon);
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  assert.equal(lines[0], "before");
  assert.match(lines[1] ?? "", /: Starting Holdfast v/);
  assert.match(lines.at(-2) ?? "", /: .*no-such\.conf/);
  assert.equal(lines.at(-1), "after");
});
