import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { systemCalls } from "../../../src/kernel/libc.ts";
import { acquirePidFile } from "../../../src/kernel/pid-file.ts";

const sys = systemCalls();
const root = mkdtempSync(join(tmpdir(), "holdfast-pid-"));
after(() => rmSync(root, { recursive: true }));
const path = join(root, "keepalived.pid");
const source = new URL("../../../src/kernel/", import.meta.url);

/** A process that takes the pid file, says how that went, and waits for its input to end. */
const program = `
  import { systemCalls } from "${new URL("libc.ts", source)}";
  import { acquirePidFile } from "${new URL("pid-file.ts", source)}";
  const taken = acquirePidFile(systemCalls(), process.argv[1], process.pid);
  console.log(JSON.stringify(taken.ok ? "taken" : taken.error));
  process.stdin.resume();
  process.stdin.on("end", () => taken.ok && taken.value.release());
`;
const words = ["--input-type=module", "-e", program, path];

test("a second process learns who holds the file, until the first has gone", async () => {
  const holder = spawn(process.execPath, words, { stdio: ["pipe", "pipe", "inherit"] });
  const [said] = await once(holder.stdout, "data");
  assert.equal(String(said).trim(), '"taken"');

  const refused = acquirePidFile(sys, path, process.pid);
  const error = { code: "alreadyRunning", path, processId: holder.pid };
  assert.deepEqual(refused, { ok: false, error });

  holder.kill("SIGKILL");
  await once(holder, "exit");
  assert.equal(readFileSync(path, "utf8"), `${holder.pid}\n`);
  const taken = acquirePidFile(sys, path, process.pid);
  assert.ok(taken.ok, "what a crash left behind is taken over");
  assert.equal(readFileSync(path, "utf8"), `${process.pid}\n`);
  taken.value.release();
  assert.equal(existsSync(path), false);
});

test("a stale file is taken over, whatever it says, and readable for all", () => {
  for (const content of ["1\n", `${process.pid}\n`, "nonsense, and much longer than a number\n"]) {
    writeFileSync(path, content, { mode: 0o600 });
    const before = process.umask(0o177);
    const taken = acquirePidFile(sys, path, 4711);
    process.umask(before);
    assert.ok(taken.ok);
    assert.equal(readFileSync(path, "utf8"), "4711\n");
    assert.equal(statSync(path).mode & 0o777, 0o644);
    taken.value.release();
    taken.value.release();
  }
});

test("a file that another has put in its place is not removed", () => {
  const taken = acquirePidFile(sys, path, process.pid);
  assert.ok(taken.ok);
  rmSync(path);
  writeFileSync(path, "another's");
  taken.value.release();
  assert.equal(readFileSync(path, "utf8"), "another's");
  rmSync(path);
});

test("a directory that is not there is a refusal with its reason", () => {
  const missing = join(root, "missing", "keepalived.pid");
  const refused = acquirePidFile(sys, missing, 1);
  assert.ok(!refused.ok && refused.error.code === "refused");
  assert.equal(refused.error.error.errno, "ENOENT");
  assert.equal(refused.error.error.operation, `create pid file ${missing}`);
});

test("a FIFO or a link in its place is refused, not followed and not waited for", () => {
  const other = join(root, "link.pid");
  execFileSync("ln", ["-s", "/etc/passwd", other]);
  const refused = acquirePidFile(sys, other, 1);
  assert.ok(!refused.ok && refused.error.code === "refused");
  assert.equal(refused.error.error.errno, "ELOOP");
});
