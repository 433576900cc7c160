import assert from "node:assert/strict";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type ChildEnd, ChildProcesses } from "../../../src/kernel/child-processes.ts";
import { systemCalls } from "../../../src/kernel/libc.ts";
import { spawnLibrary } from "../../../src/kernel/spawn-library.ts";

const children = new ChildProcesses(systemCalls(), spawnLibrary());
let folder = "";
let nowhere = 0;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-children-"));
  nowhere = openSync("/dev/null", "r+");
});
after(() => {
  children.close();
  closeSync(nowhere);
  rmSync(folder, { recursive: true });
});

/** Its end, or the negative error number. */
function run(argv: readonly [string, ...string[]], output = nowhere): Promise<ChildEnd | number> {
  const { promise, resolve } = Promise.withResolvers<ChildEnd | number>();
  // What only a signal would wake has nothing to keep the process for.
  const awake = setInterval(() => undefined, 1000);
  const environment = [`PATH=${process.env.PATH ?? ""}`, "GREETING=hello"];
  const id = children.start({ argv, environment, stdio: [nowhere, output, output] }, resolve);
  if (id < 0) resolve(id);
  return promise.finally(() => clearInterval(awake));
}

function outputOf(argv: readonly [string, ...string[]]): Promise<string> {
  const path = join(folder, "output");
  const output = openSync(path, "w");
  return run(argv, output).then(() => {
    closeSync(output);
    return readFileSync(path, "utf8");
  });
}

test("each end is told, by status or by signal", async () => {
  assert.deepEqual(await run(["true"]), { status: 0, signal: null });
  assert.deepEqual(await run(["sh", "-c", "exit 255"]), { status: 255, signal: null });
  assert.deepEqual(await run(["sh", "-c", "kill -15 $$"]), { status: null, signal: 15 });
});

test("what cannot be started is an error number", async () => {
  assert.equal(await run([join(folder, "missing")]), -2);
  assert.equal(await run([folder]), -13);
  const orphan = join(folder, "orphan");
  writeFileSync(orphan, "#!/no/such/interpreter\n", { mode: 0o755 });
  assert.equal(await run([orphan]), -2);
});

test("a script without #! is the shell's, arguments and all", async () => {
  const path = join(folder, "plain");
  writeFileSync(path, 'echo "$0" "$1"\n', { mode: 0o755 });
  assert.equal(await outputOf([path, "a b"]), `${path} a b\n`);
});

test("it has the environment and the descriptors that it is given, and a group of its own", async () => {
  assert.equal(await outputOf(["sh", "-c", 'echo "$GREETING"']), "hello\n");
  const open = (await outputOf(["sh", "-c", "ls /proc/$$/fd"])).trim().split("\n");
  assert.deepEqual(open.slice(0, 3), ["0", "1", "2"]);
  assert.ok(!open.includes(`${nowhere}`));
  const group = await outputOf(["sh", "-c", "echo $$ $(ps -o pgid= -p $$)"]);
  const [own, leader] = group.trim().split(/\s+/);
  assert.equal(own, leader);
});

test("signals are neither blocked nor ignored in it", async () => {
  const status = await outputOf(["grep", "-E", "^Sig(Blk|Ign):", "/proc/self/status"]);
  assert.match(status, /SigBlk:\s0+\nSigIgn:\s0+\n/);
});

test("a hundred at once are all told of, and none stays behind", async () => {
  const ends = await Promise.all(Array.from({ length: 100 }, () => run(["true"])));
  assert.ok(ends.every((end) => typeof end !== "number" && end.status === 0));
  assert.equal(children.running, 0);
  const left = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8");
  assert.equal(left.trim(), "");
});
