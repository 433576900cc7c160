import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { diskFiles } from "../../../src/kernel/files.ts";

const root = mkdtempSync(join(tmpdir(), "holdfast-files-"));
after(() => rmSync(root, { recursive: true }));

const path = (name: string): string => join(root, name);
const code = (name: string): string => {
  const result = diskFiles.read(path(name));
  return result.ok ? "ok" : result.error.code;
};

test("a file is read as its bytes, an empty one as none", () => {
  writeFileSync(path("plain"), Uint8Array.of(0, 255, 10));
  writeFileSync(path("empty"), "");
  assert.deepEqual(diskFiles.read(path("plain")), { ok: true, value: Uint8Array.of(0, 255, 10) });
  assert.deepEqual(diskFiles.read(path("empty")), { ok: true, value: new Uint8Array() });
});

test("a file of /proc, which claims to be empty, is read whole", () => {
  const result = diskFiles.read("/proc/self/status");
  assert.ok(result.ok);
  assert.match(new TextDecoder().decode(result.value), /^Name:/);
});

test("what is no plain file is refused, and never waited for", () => {
  execFileSync("mkfifo", [path("fifo")]);
  assert.equal(code("fifo"), "notRegular");
  assert.equal(code("."), "isDirectory");
  const device = diskFiles.read("/dev/zero");
  assert.deepEqual(device, { ok: false, error: { code: "notRegular" } });
});

test("links that lead in a circle, and what cannot be read, are not called forbidden", () => {
  symlinkSync(path("circle"), path("circle"));
  assert.equal(code("circle"), "linkLoop");
  assert.deepEqual(diskFiles.read("/proc/self/mem"), { ok: false, error: { code: "damaged" } });
});

test("a socket is no plain file", async () => {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(path("socket"), listening));
  assert.equal(code("socket"), "notRegular");
  await new Promise((closed) => server.close(closed));
});

test("a file that is missing, executable or too large says so", () => {
  writeFileSync(path("program"), "");
  chmodSync(path("program"), 0o755);
  writeFileSync(path("huge"), "");
  truncateSync(path("huge"), 40 * 1024 * 1024);
  assert.equal(code("missing"), "notFound");
  assert.equal(code("program/inside"), "notFound");
  assert.equal(code("program"), "executable");
  assert.deepEqual(diskFiles.read(path("huge")), {
    ok: false,
    error: { code: "tooLarge", limitBytes: 32 * 1024 * 1024 },
  });
});

test("a path is resolved against the directory of the file that includes it", () => {
  assert.equal(diskFiles.directoryOf("/etc/keepalived/keepalived.conf"), "/etc/keepalived");
  assert.equal(
    diskFiles.resolve("/etc/keepalived", "conf.d/*.conf"),
    "/etc/keepalived/conf.d/*.conf",
  );
  assert.equal(diskFiles.resolve("/etc/keepalived", "/srv/a.conf"), "/srv/a.conf");
});
