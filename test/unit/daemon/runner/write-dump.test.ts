import assert from "node:assert/strict";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { dumpDirectory, writeDump } from "../../../../src/daemon/runner/write-dump.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-dump-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a name that is a path goes there", () => {
  const path = join(folder, "state.txt");
  assert.deepEqual(writeDump("/nowhere", path, "one\n"), { ok: true, value: path });
  assert.equal(readFileSync(path, "utf8"), "one\n");
});

test("a dump replaces the one before it, and only its owner may read it", () => {
  writeDump(folder, "keepalived.data", "one\n");
  const written = writeDump(folder, "keepalived.data", "two\n");
  const path = join(folder, "keepalived.data");
  assert.deepEqual(written, { ok: true, value: path });
  assert.equal(readFileSync(path, "utf8"), "two\n");
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(folder), ["keepalived.data"]);
});

test("a link that somebody put in its place is replaced, not followed", () => {
  const victim = join(folder, "victim");
  writeFileSync(victim, "precious");
  symlinkSync(victim, join(folder, "keepalived.data"));
  assert.ok(writeDump(folder, "keepalived.data", "dump").ok);
  assert.equal(readFileSync(victim, "utf8"), "precious");
  assert.equal(readFileSync(join(folder, "keepalived.data"), "utf8"), "dump");
});

test("a name that leaves the folder is refused", () => {
  assert.ok(!writeDump(folder, "../elsewhere", "dump").ok);
});

test("a folder that is not there is an error in words", () => {
  const written = writeDump(join(folder, "nowhere"), "keepalived.data", "dump");
  assert.ok(!written.ok);
  assert.match(written.error, /ENOENT/);
});

test("dumps go to TMPDIR if that is an absolute folder, else to /tmp", () => {
  assert.equal(dumpDirectory(folder), folder);
  assert.equal(dumpDirectory(undefined), "/tmp");
  assert.equal(dumpDirectory("relative"), "/tmp");
  assert.equal(dumpDirectory(join(folder, "nowhere")), "/tmp");
});
