import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { systemCalls } from "../../../src/kernel/libc.ts";
import { unixSocketAddress } from "../../../src/kernel/socket-address.ts";
import {
  AF_UNIX,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
} from "../../../src/kernel/socket-constants.ts";
import { openSyslog, type Syslog, type SyslogOptions } from "../../../src/kernel/syslog.ts";

const sys = systemCalls();
const root = mkdtempSync(join(tmpdir(), "holdfast-syslog-"));
after(() => rmSync(root, { recursive: true }));
let count = 0;

/** A syslog daemon: reads what has come, and can be stopped and started. */
class Daemon {
  readonly path = join(root, `log${count++}`);
  #fd = -1;

  start(): void {
    const address = unixSocketAddress(this.path);
    assert.ok(address !== null);
    this.#fd = sys.socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    assert.equal(sys.bind(this.#fd, address), 0);
  }

  stop(): void {
    sys.close(this.#fd);
    rmSync(this.path);
  }

  lines(): string[] {
    const buffer = new Uint8Array(16384);
    const lines: string[] = [];
    for (;;) {
      const size = sys.recv(this.#fd, buffer, 0);
      if (size < 0) return lines;
      lines.push(new TextDecoder().decode(buffer.subarray(0, size)));
    }
  }
}

const moment = () => new Date(2026, 10, 3, 8, 5, 9);

function open(path: string, more: Partial<SyslogOptions> = {}): Syslog {
  const options = { ident: "Keepalived_vrrp", processId: 42, path, ...more };
  return openSyslog(sys, options, moment);
}

test("a line has priority, local time, ident and process id", () => {
  const daemon = new Daemon();
  daemon.start();
  const syslog = open(daemon.path);
  syslog.log("info", "(VI_1) Entering MASTER STATE");
  const local = open(daemon.path, { facility: "local7" });
  local.log("alert", "child died");
  assert.deepEqual(daemon.lines(), [
    "<30>Nov  3 08:05:09 Keepalived_vrrp[42]: (VI_1) Entering MASTER STATE",
    "<185>Nov  3 08:05:09 Keepalived_vrrp[42]: child died",
  ]);
  for (const opened of [syslog, local]) opened.close();
  daemon.stop();
});

test("without a syslog daemon lines are counted, and the count is told when one comes", () => {
  const daemon = new Daemon();
  const syslog = open(daemon.path);
  for (let line = 0; line < 3; line++) syslog.log("info", "lost");
  assert.equal(syslog.lostLines(), 3);
  daemon.start();
  syslog.log("info", "heard");
  daemon.stop();
  syslog.log("info", "lost");
  daemon.start();
  syslog.log("info", "heard again");

  assert.equal(syslog.lostLines(), 0);
  assert.deepEqual(
    daemon.lines().map((line) => line.split("]: ")[1]),
    ["1 log line was lost: nobody took them", "heard again"],
  );
  syslog.close();
  daemon.stop();
});

test("a syslog daemon that does not read makes nobody wait", () => {
  const daemon = new Daemon();
  daemon.start();
  const syslog = open(daemon.path);
  for (let line = 0; line < 5000; line++) syslog.log("info", "x".repeat(100));
  assert.ok(syslog.lostLines() > 0);
  assert.ok(daemon.lines().length + syslog.lostLines() >= 5000);
  syslog.log("info", "heard");
  assert.equal(daemon.lines().length, 2);
  syslog.close();
  daemon.stop();
});

test("text cannot pose as another line, and a long one is cut", () => {
  const daemon = new Daemon();
  daemon.start();
  const syslog = open(daemon.path);
  syslog.log("warning", "one\n<0>two\u0000");
  syslog.log("info", "é".repeat(10_000));
  const [first, second] = daemon.lines();
  assert.match(first ?? "", /: one#012<0>two#000$/);
  assert.ok((second ?? "").length > 4000);
  assert.ok(Buffer.byteLength(second ?? "") <= 8192);
  syslog.close();
  syslog.log("info", "after the end");
  daemon.stop();
});

test("a path too long for a socket loses lines, and nothing else", () => {
  const syslog = open(`/tmp/${"x".repeat(200)}`);
  syslog.log("info", "lost");
  assert.equal(syslog.lostLines(), 1);
  syslog.close();
});
