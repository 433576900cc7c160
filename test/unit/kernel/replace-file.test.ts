import assert from "node:assert/strict";
import {
  chmodSync,
  chownSync,
  linkSync,
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
import { replaceFile } from "../../../src/kernel/replace-file.ts";

let folder = "";
let path = "";
const old = Buffer.from("old\n");
const fresh = Buffer.from("new\n");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-replace-"));
  path = join(folder, "k.conf");
  writeFileSync(path, old);
});
afterEach(() => rmSync(folder, { recursive: true }));

const refusal = (at: string): string | null => {
  const replaced = replaceFile(at, old, fresh);
  return replaced.ok ? null : replaced.error;
};

test("mode and owner stay, and nothing else is left behind", () => {
  chownSync(path, 1234, 4321);
  chmodSync(path, 0o640);
  const { ino } = statSync(path);
  assert.equal(refusal(path), null);
  const status = statSync(path);
  assert.equal(readFileSync(path, "utf8"), "new\n");
  assert.deepEqual([status.uid, status.gid, status.mode & 0o7777], [1234, 4321, 0o640]);
  assert.notEqual(status.ino, ino);
  assert.deepEqual(readdirSync(folder), ["k.conf"]);
});

test("a symbolic link is not followed, and its target is named", () => {
  const link = join(folder, "link.conf");
  symlinkSync(path, link);
  assert.equal(refusal(link), `it is a symbolic link: name ${path} instead`);
  assert.equal(readFileSync(path, "utf8"), "old\n");
});

test("a file of two names is left alone, since one of them would keep the old text", () => {
  linkSync(path, join(folder, "other"));
  assert.match(refusal(path) ?? "", /more than one name/);
});

test("what has changed since it was read is left alone", () => {
  writeFileSync(path, "somebody else's\n");
  assert.match(refusal(path) ?? "", /changed since/);
  assert.equal(readFileSync(path, "utf8"), "somebody else's\n");
});

test("what cannot be written says why", () => {
  assert.match(refusal(join(folder, "none")) ?? "", /^no such file or directory$/);
  assert.match(refusal(folder) ?? "", /not a regular file/);
});

test("where the owner cannot be kept, the file stays as it was", () => {
  chmodSync(folder, 0o777);
  chmodSync(path, 0o644);
  process.seteuid?.(65_534);
  try {
    assert.match(refusal(path) ?? "", /^operation not permitted$/);
  } finally {
    process.seteuid?.(0);
  }
  assert.deepEqual(readdirSync(folder), ["k.conf"]);
  assert.equal(readFileSync(path, "utf8"), "old\n");
});
