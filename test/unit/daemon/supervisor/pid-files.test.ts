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
  lvs: join(folder, "run", "blue", "checkers.pid"),
  reloadMarker: join(folder, "run", "blue", "keepalived.reload"),
});
const content = (path: string): string => readFileSync(path, "utf8");

test("the files name the processes, all may read them, and at the end nothing is left", () => {
  const opened = openPidFiles(paths(), ["vrrp", "lvs"]);
  assert.ok(opened.ok);
  opened.value.set("vrrp", 4711);
  assert.equal(content(paths().parent), `${process.pid}\n`);
  assert.equal(content(paths().vrrp), "4711\n");
  assert.equal(statSync(paths().parent).mode & 0o777, 0o644);
  opened.value.set("vrrp", 4712);
  assert.equal(content(paths().vrrp), "4712\n");
  opened.value.set("vrrp", null);
  assert.ok(!existsSync(paths().vrrp));
  opened.value.remove();
  assert.ok(!existsSync(join(folder, "run")));
});

test("a second daemon hears that one is running, and takes nothing from it", () => {
  const first = openPidFiles(paths(), ["vrrp", "lvs"]);
  assert.ok(first.ok);
  const second = openPidFiles(paths(), ["vrrp", "lvs"]);
  assert.ok(!second.ok);
  assert.equal(second.error.alreadyRunning, true);
  const expected = `daemon is already running (process ${process.pid} holds ${paths().parent}; `;
  assert.ok(second.error.message.startsWith(expected), second.error.message);
  assert.equal(content(paths().parent), `${process.pid}\n`);
  first.value.remove();
});

test("a file is claimed before its process is there, and free where no such process will be", () => {
  const first = openPidFiles(paths(), ["lvs"]);
  assert.ok(first.ok);
  first.value.set("lvs", 4711);
  const parent = join(folder, "run", "other.pid");
  const second = openPidFiles({ ...paths(), parent }, ["lvs"]);
  assert.ok(!second.ok);
  assert.ok(second.error.message.includes(`process 4711 holds ${paths().lvs}`));
  assert.ok(!existsSync(parent));
  const third = openPidFiles({ ...paths(), parent }, ["vrrp"]);
  assert.ok(third.ok);
  third.value.remove();
  assert.equal(content(paths().lvs), "4711\n");
  first.value.remove();
});

test("what a crash left behind does not stop the next start", () => {
  const first = openPidFiles(paths(), ["vrrp", "lvs"]);
  assert.ok(first.ok);
  first.value.remove();
  const stale = {
    ...paths(),
    directories: [],
    parent: join(folder, "k.pid"),
    vrrp: join(folder, "v"),
    lvs: join(folder, "c"),
  };
  writeFileSync(stale.parent, `${process.pid}\n`);
  writeFileSync(stale.vrrp, "1\n");
  const opened = openPidFiles(stale, ["vrrp", "lvs"]);
  assert.ok(opened.ok);
  opened.value.remove();
});

test("a folder that cannot be made is named", () => {
  writeFileSync(join(folder, "file"), "");
  const inFile = join(folder, "file", "run");
  const opened = openPidFiles({ ...paths(), directories: [inFile] }, []);
  assert.ok(!opened.ok && !opened.error.alreadyRunning);
  assert.match(opened.error.message, /folder for pid files/);
});
