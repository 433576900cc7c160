import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { BoundedWriter } from "../../../../src/daemon/log/bounded-writer.ts";
import { fileSink, processLogFile } from "../../../../src/daemon/log/console.ts";
import { openDaemonLog } from "../../../../src/daemon/log/daemon-log.ts";
import { firstLines } from "../../../../src/daemon/log/first-lines.ts";
import { identitySuffix, logIdentity } from "../../../../src/daemon/log/identity.ts";
import { createLogger, type LogLine } from "../../../../src/daemon/log/logger.ts";
import { consoleTime, dumpTime, fileTime } from "../../../../src/daemon/log/time.ts";
import { daemonOptions } from "../options-of.ts";

const folder = mkdtempSync(join(tmpdir(), "holdfast-log-"));
after(() => rmSync(folder, { recursive: true }));

/** In whatever zone the test runs. */
const at = new Date(2026, 10, 3, 8, 5, 9, 123).getTime();

test("moments are written as keepalived writes them", () => {
  assert.equal(consoleTime(at), "Tue Nov  3 08:05:09 2026");
  assert.equal(fileTime(at), "Tue Nov 03 08:05:09.123000000 2026");
  const micros = at * 1000 + 456;
  const epoch = Math.floor(at / 1000);
  assert.equal(dumpTime(micros), `${epoch}.123456 (Tue Nov 03 08:05:09.123456 2026)`);
});

test("detail is logged with -D only", () => {
  const logged = (detail: boolean): string[] => {
    const lines: LogLine[] = [];
    const logger = createLogger([{ write: (line) => lines.push(line) }], { detail });
    logger.detail("much");
    logger.info("little");
    return lines.map(({ text }) => text);
  };
  assert.deepEqual(logged(false), ["little"]);
  assert.deepEqual(logged(true), ["much", "little"]);
});

test("no text can pose as a line of its own format or drive a terminal", () => {
  const lines: string[] = [];
  const logger = createLogger([{ write: ({ text }) => lines.push(text) }], { detail: false });
  logger.info("one\ntwo\u001b[2J\r");
  assert.deepEqual(lines, ["one", "two?[2J?"]);
});

test("the processes' names are keepalived's, with namespace and instance behind", () => {
  assert.equal(logIdentity("parent", identitySuffix(null, null)), "Keepalived");
  assert.equal(logIdentity("vrrp", identitySuffix("blue", null)), "Keepalived_vrrp_blue");
  assert.equal(logIdentity("vrrp", identitySuffix("blue", "east")), "Keepalived_vrrp_blue_east");
});

test("the first lines are keepalived's: version, kernel, command line", () => {
  const [version, kernel, command] = firstLines("keepalived", ["-n", "-f", "a file"]);
  assert.match(version ?? "", /^Starting Holdfast v\d/);
  assert.match(kernel ?? "", /^Running on Linux /);
  assert.equal(command, "Command line: 'keepalived' '-n' '-f' 'a file'");
});

test("the process's name goes before the last dot of the log file's", () => {
  assert.equal(processLogFile("/var/log/k.d/k.log", "vrrp"), "/var/log/k.d/k_vrrp.log");
  assert.equal(processLogFile("/var/log/k.d/k", "vrrp"), "/var/log/k.d/k_vrrp");
});

test("each process has a log file of its own, written by the supervisor", async () => {
  const path = join(folder, "k.log");
  const log = openDaemonLog(
    daemonOptions({
      log: { console: false, syslogFacility: null, file: path, flushFile: false, detail: false },
    }),
  );
  log.logger.info("from the parent");
  log.childLogged("vrrp", { level: "info", text: "from vrrp", atMillis: at });
  await log.flushed(5_000);
  assert.match(readFileSync(path, "utf8"), /^\w{3} .* \d{4}: from the parent\n$/);
  assert.equal(
    readFileSync(join(folder, "k_vrrp.log"), "utf8"),
    "Tue Nov 03 08:05:09.123000000 2026: from vrrp\n",
  );
});

test("a log file that cannot be opened is none", () => {
  assert.equal(fileSink(join(folder, "nowhere", "k.log")), null);
});

test("a console that is a file is written where its other writers are", () => {
  const path = join(folder, "shared");
  const descriptor = openSync(path, "w");
  const source = import.meta.resolve("../../../../src/daemon/log/console.ts");
  const script = `import { consoleSink } from ${JSON.stringify(source)};
    consoleSink().write({ level: "info", text: "from the daemon", atMillis: ${at} });`;
  writeSync(descriptor, "before\n");
  const argv = ["--input-type=module", "--eval", script];
  const stdio = ["ignore", "ignore", descriptor] as const;
  const { status } = spawnSync(process.execPath, argv, { stdio: [...stdio], timeout: 30_000 });
  assert.equal(status, 0);
  writeSync(descriptor, "after\n");
  closeSync(descriptor);
  const line = `${consoleTime(at)}: from the daemon`;
  assert.equal(readFileSync(path, "utf8"), `before\n${line}\nafter\n`);
});

test("a full disk costs lines, not the daemon", async () => {
  const full = openSync("/dev/full", "w");
  const writer = new BoundedWriter(full);
  writer.write("lost\n");
  await writer.flushed(5_000);
  assert.equal(writer.dropped, 1);
  closeSync(full);
});

test("a console that nobody reads costs lines, not the daemon", async () => {
  const path = join(folder, "fifo");
  execFileSync("mkfifo", [path]);
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const writer = new BoundedWriter(descriptor);
  for (let index = 0; index < 20; index++) {
    writer.write(`${"x".repeat(20_000)}\n`);
    await writer.flushed(5_000);
  }
  assert.ok(writer.dropped > 0);
  closeSync(descriptor);
});

test("what waits for a slow disk is bounded", async () => {
  const path = join(folder, "bounded");
  const descriptor = openSync(path, "w");
  const writer = new BoundedWriter(descriptor, 100);
  for (let index = 0; index < 100; index++) writer.write("0123456789\n");
  await writer.flushed(5_000);
  assert.ok(writer.dropped > 80);
  assert.ok(readFileSync(path, "utf8").startsWith("0123456789\n"));
  closeSync(descriptor);
});
