/** The harness that boots a kernel with IPVS: what a command gets, gives back and leaves behind. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { run } from "../lab/command.ts";
import { startProcess } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";

const program = join(import.meta.dirname, "uml/main.ts");
const limitMillis = 60_000;

const guest = (...words: string[]) => run([process.execPath, program, ...words], { limitMillis });
const tracesOf = (pid: number) =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`holdfast-uml-${pid}-`));

test("a command runs as root on this machine's files; its words and status come back", () => {
  const script = `id -u; pwd; cat /proc/sys/kernel/hostname; echo trouble >&2; exit 7`;
  const { status, stdout, stderr } = guest("sh", "-c", script);
  assert.deepEqual([status, stdout], [7, `0\n${process.cwd()}\numl\n`]);
  assert.equal(stderr, "trouble\n");
});

test("all that is printed arrives, whatever the command leaves running", () => {
  const { status, stdout } = guest("sh", "-c", "sleep 1000 & seq 100000");
  assert.equal(status, 0);
  assert.equal(stdout.split("\n").length, 100_001);
});

test("what is written stays in the guest", () => {
  const file = join(tmpdir(), `written-${process.pid}`);
  const { stdout } = guest("sh", "-c", `echo here >${file} && cat ${file}`);
  assert.deepEqual([stdout, existsSync(file)], ["here\n", false]);
});

test("the environment is handed on, and options end where the command begins", () => {
  process.env.HOLDFAST_WORD = "two words";
  const { stdout } = guest(
    "--memory",
    "512",
    "--",
    "sh",
    "-c",
    'echo "$HOLDFAST_WORD $1"',
    "sh",
    "--",
  );
  assert.equal(stdout, "two words --\n");
  assert.match(guest("--speed", "9", "true").stderr, /^usage: /);
});

test("a command that takes too long is ended, and says so", () => {
  const { status, stderr } = guest("--limit", "2", "sleep", "1000");
  assert.deepEqual([status, stderr], [124, "The command was not done after 2 s.\n"]);
});

test("Ctrl-C leaves nothing behind", async () => {
  const running = startProcess([process.execPath, program, "sh", "-c", "echo begun; sleep 1000"]);
  const said = () => running.lines.some((line) => line.text === "begun");
  await waitFor("the guest to begin", { limitMillis: 30_000 }, said);
  assert.equal(tracesOf(running.pid).length, 1);
  await running.stop("SIGINT", 10_000);
  assert.deepEqual(tracesOf(running.pid), []);
});

test("a kernel that cannot be fetched is an error that says why", () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-cache-"));
  const nowhere = [`HOLDFAST_KERNEL=${folder}/kernel`, "HOLDFAST_MIRROR=file:///nowhere"];
  try {
    const { status, stderr } = run(["env", ...nowhere, process.execPath, program, "true"]);
    assert.equal(status, 125);
    assert.match(stderr, /no kernel with IPVS could be fetched from Debian: .*nowhere/s);
    assert.deepEqual(readdirSync(folder), []);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
