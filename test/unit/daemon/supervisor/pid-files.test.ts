import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { openPidFiles } from "../../../../src/daemon/supervisor/pid-files.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-pid-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const paths = () => ({
  directories: [join(folder, "run"), join(folder, "run", "blue")],
  parent: join(folder, "run", "blue", "keepalived.pid"),
  vrrp: join(folder, "run", "blue", "vrrp.pid"),
});
const content = (path: string): string => readFileSync(path, "utf8");

test("the files name the processes, all may read them, and at the end nothing is left", () => {
  const opened = openPidFiles(paths());
  assert.ok(opened.ok);
  opened.value.setVrrp(4711);
  assert.equal(content(paths().parent), `${process.pid}\n`);
  assert.equal(content(paths().vrrp), "4711\n");
  assert.equal(statSync(paths().parent).mode & 0o777, 0o644);
  opened.value.setVrrp(4712);
  assert.equal(content(paths().vrrp), "4712\n");
  opened.value.setVrrp(null);
  assert.ok(!existsSync(paths().vrrp));
  opened.value.remove();
  assert.ok(!existsSync(join(folder, "run")));
});

test("a second daemon hears that one is running, and takes nothing from it", () => {
  const first = openPidFiles(paths());
  assert.ok(first.ok);
  const second = openPidFiles(paths());
  assert.ok(!second.ok);
  assert.equal(second.error.alreadyRunning, true);
  const expected = `daemon is already running (process ${process.pid} holds ${paths().parent}; `;
  assert.ok(second.error.message.startsWith(expected), second.error.message);
  assert.equal(content(paths().parent), `${process.pid}\n`);
  first.value.remove();
});

test("what a crash left behind does not stop the next start", () => {
  const first = openPidFiles(paths());
  assert.ok(first.ok);
  first.value.remove();
  const stale = {
    ...paths(),
    directories: [],
    parent: join(folder, "k.pid"),
    vrrp: join(folder, "v"),
  };
  writeFileSync(stale.parent, `${process.pid}\n`);
  writeFileSync(stale.vrrp, "1\n");
  const opened = openPidFiles(stale);
  assert.ok(opened.ok);
  opened.value.remove();
});

test("a folder that cannot be made is named", () => {
  writeFileSync(join(folder, "file"), "");
  const inFile = join(folder, "file", "run");
  const opened = openPidFiles({ ...paths(), directories: [inFile] });
  assert.ok(!opened.ok && !opened.error.alreadyRunning);
  assert.match(opened.error.message, /folder for pid files/);
});
