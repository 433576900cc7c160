/** The runner's process, told what to watch as the vrrp process tells it. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { JournalEvent } from "../../../../../src/core/journal/event.ts";
import type { RunnerStatus } from "../../../../../src/daemon/status/runner-status.ts";
import { seconds } from "../../../../../src/wire/units.ts";
import { until } from "../../fakes.ts";
import { childOptions } from "../../options-of.ts";
import { noRules, RunnerProcess } from "../runner-process.ts";
import { trackFile, trackProcess, trackScript } from "./models.ts";

let folder = "";
let runner: RunnerProcess;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-trackers-"));
  runner = new RunnerProcess(childOptions());
});
after(async () => {
  await runner.stop();
  rmSync(folder, { recursive: true });
});

function script(name: string, text: string, mode = 0o755): readonly [string] {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode });
  return [path];
}

const reports = (name: string) =>
  runner.toVrrp.flatMap((said) =>
    said.kind === "tracked" && said.report.name === name ? [said.report.result] : [],
  );

const journal = (name: string) =>
  runner.toSupervisor.flatMap((said) =>
    said.kind === "journal" && said.event.kind === "tracker" && said.event.name === name
      ? [said.event as Extract<JournalEvent, { kind: "tracker" }>]
      : [],
  );

const reported = (name: string, count = 1) =>
  until(`${count} results of ${name}`, () => reports(name).length >= count);

const reasonOf = (name: string): string | null => {
  const last = reports(name).at(-1);
  return last?.kind === "verdict" ? last.reason : null;
};

let asked = 0;
async function status(): Promise<RunnerStatus> {
  const id = ++asked;
  runner.ask(id);
  const answer = () => runner.toSupervisor.find((said) => said.kind === "answer" && said.id === id);
  await until("an answer", () => answer() !== undefined);
  const found = answer();
  assert.ok(found?.kind === "answer");
  return found.answer as RunnerStatus;
}

const isAlive = (process: number): boolean => existsSync(`/proc/${process}`);

test("each script is judged by how it ends, and says why it failed", async () => {
  runner.track({
    scripts: [
      trackScript("good", ["/bin/true"]),
      trackScript("bad", script("bad", "echo no route; echo to host >&2; exit 3")),
      trackScript("killed", script("killed", "kill -9 $$")),
      trackScript("missing", [join(folder, "missing")]),
      trackScript("plain", script("plain", "exit 0", 0o644)),
      trackScript("stranger", ["/bin/true"], {
        command: { ...trackScript("", ["/bin/true"]).command, user: "no-such-user" },
      }),
    ],
  });
  for (const name of ["good", "bad", "killed", "missing", "plain", "stranger"]) {
    await reported(name);
  }
  assert.equal(reasonOf("good"), "succeeded");
  assert.equal(reasonOf("bad"), "exited with status 3");
  assert.equal(reasonOf("killed"), "due to signal 9");
  assert.match(reasonOf("missing") ?? "", /^not run: there is no such file/);
  assert.match(reasonOf("plain") ?? "", /^not run: it is not executable/);
  assert.match(reasonOf("stranger") ?? "", /^not run: user "no-such-user" does not exist/);
  await until("the journal", () => journal("bad").length === 1);
  assert.deepEqual(journal("bad")[0], {
    kind: "tracker",
    tracker: "script",
    name: "bad",
    result: "bad",
    because: "exited with status 3",
    output: ["no route", "to host"],
  });
  assert.ok(runner.logged.includes("VRRP_Script(bad) failed (exited with status 3)"));
  assert.ok(runner.logged.includes("VRRP_Script(killed) failed (due to signal 9)"));
});

test("one without #! is the shell's", async () => {
  const path = join(folder, "words");
  writeFileSync(path, "exit 4\n", { mode: 0o755 });
  runner.track({ scripts: [trackScript("words", [path])] });
  await reported("words");
  assert.equal(reasonOf("words"), "exited with status 4");
});

test("one that hangs is ended with what it started, though it does not want to", async () => {
  const pids = join(folder, "hang.pids");
  const text = `trap '' TERM; echo $$ >> ${pids}; sleep 1000 & echo $! >> ${pids}; wait; wait`;
  const hang = trackScript("hang", script("hang", text), {
    intervalMicros: seconds(60),
    timeoutMicros: seconds(0.3),
  });
  runner.track({ scripts: [hang] });
  await reported("hang");
  assert.equal(reasonOf("hang"), "timed out");
  const [parent = 0, child = 0] = readFileSync(pids, "utf8").trim().split("\n").map(Number);
  await until("both are gone", () => !isAlive(parent) && !isAlive(child));
});

test("one that is not followed any more is ended with what it started", async () => {
  const pids = join(folder, "gone.pids");
  const text = `sleep 1000 & echo $! > ${pids}.new; mv ${pids}.new ${pids}; wait`;
  const gone = trackScript("gone", script("gone", text), { timeoutMicros: seconds(60) });
  runner.track({ scripts: [gone] });
  await until("it runs", () => existsSync(pids));
  runner.track({});
  const child = Number(readFileSync(pids, "utf8"));
  await until("its child is gone", () => !isAlive(child));
});

test("one that writes megabytes neither waits nor fills the memory", async () => {
  const text =
    "yes 0123456789012345678901234567890123456789 | head -c 30000000; echo; echo end; exit 1";
  const loud = trackScript("loud", script("loud", text), {
    intervalMicros: seconds(30),
    timeoutMicros: seconds(30),
  });
  const before = (await status()).residentBytes;
  runner.track({ scripts: [loud] });
  await reported("loud");
  assert.equal(reasonOf("loud"), "exited with status 1");
  await until("the journal", () => journal("loud").length === 1);
  const output = journal("loud")[0]?.output ?? [];
  assert.equal(output.at(-1), "end");
  assert.ok(output.length <= 5 && output.join("").length <= 2048);
  assert.ok((await status()).residentBytes - before < 30_000_000);
});

test("scripts run as the user that they name, without the daemon's groups", async () => {
  const own = script("own", `[ "$(id -un)/$(id -G)" = "nobody/$(id -g nobody)" ]`);
  const denied = script("denied", "exit 0", 0o700);
  // The folder is the test's own: others have to come through.
  chmodSync(folder, 0o755);
  const as = (name: string, argv: readonly [string]) => {
    const plain = trackScript(name, argv);
    return { ...plain, command: { ...plain.command, user: "nobody" } };
  };
  runner.track({ scripts: [as("own", own), as("denied", denied)] });
  await reported("own");
  await reported("denied");
  assert.equal(reasonOf("own"), "succeeded");
  assert.equal(reasonOf("denied"), "not run: it is not executable for the user it runs as");
});

test("with enable_script_security root runs nothing that others may change", async () => {
  const path = script("open", "exit 0", 0o777)[0];
  // Whatever the umask is.
  chmodSync(path, 0o777);
  const scriptUser = { user: "root", group: null };
  runner.reload({ ...noRules, scriptSecurity: true, scriptUser });
  runner.track({ scripts: [trackScript("open", [path])] });
  await reported("open");
  assert.match(
    reasonOf("open") ?? "",
    /^not run: it would run as root with enable_script_security, and others than root may change /,
  );
  assert.ok(
    reasonOf("open")?.endsWith(
      `"${path}" (owner 0, group 0, mode 0777); mend it with: chmod o-w ${path}`,
    ),
  );
  runner.reload(noRules);
  await reported("open", 2);
  assert.equal(reasonOf("open"), "succeeded");
});

test("scripts may open as many files as is usual, not as many as Node", async () => {
  const limit = join(folder, "limit");
  runner.track({ scripts: [trackScript("limit", script("limited", `ulimit -Sn > ${limit}`))] });
  await reported("limit");
  assert.ok(Number(readFileSync(limit, "utf8")) < 5000);
});

test("hundreds of runs leave no descriptor and no process behind", async () => {
  const ran = (answer: RunnerStatus) => answer.scripts.reduce((sum, { runs }) => sum + runs, 0);
  const proc = `/proc/${runner.child.pid}`;
  const descriptors = () => readdirSync(`${proc}/fd`).length;
  const children = () => readFileSync(`${proc}/task/${runner.child.pid}/children`, "utf8").trim();
  runner.track({});
  await until("nothing runs", () => children() === "");
  const before = descriptors();
  const scripts = Array.from({ length: 20 }, (_, index) =>
    trackScript(`quick${index}`, ["/bin/echo", "hello"], { intervalMicros: seconds(0.02) }),
  );
  for (let rounds = 0; rounds < 5; rounds++) {
    runner.track({ scripts });
    for (let runs = 0; runs < 100; ) runs = ran(await status());
    runner.track({});
  }
  await until("nothing runs", () => children() === "");
  await until("all are closed", () => descriptors() <= before);
});

test("files are made, read and followed", async () => {
  const made = join(folder, "made");
  const kept = join(folder, "kept");
  writeFileSync(kept, "7\n");
  runner.track({
    files: [
      trackFile("made", made, { value: 5, overwrite: false }),
      trackFile("kept", kept, { value: 5, overwrite: false }),
      trackFile("absent", join(folder, "absent")),
    ],
  });
  for (const name of ["made", "kept", "absent"]) await reported(name);
  const value = (name: string) => reports(name).at(-1);
  assert.deepEqual(value("made"), { kind: "value", value: 5 });
  assert.deepEqual(value("kept"), { kind: "value", value: 7 });
  assert.deepEqual(value("absent"), { kind: "value", value: 0 });
  assert.equal(readFileSync(made, "utf8"), "5\n");
  writeFileSync(made, "-20\n");
  await reported("made", 2);
  assert.deepEqual(value("made"), { kind: "value", value: -20 });
  rmSync(made);
  await reported("made", 3);
  assert.deepEqual(value("made"), { kind: "value", value: 0 });
});

test("a process is seen when it comes and goes", async () => {
  // A name that no other process of this machine has.
  const name = `hf${process.pid}`;
  const program = join(folder, name);
  copyFileSync("/bin/sleep", program);
  runner.track({
    processes: [
      trackProcess(name),
      trackProcess("full", {
        process: program,
        fullCommand: true,
        parameters: ["100"],
        parameterMatch: "exact",
      }),
    ],
  });
  await reported(name);
  assert.equal(reasonOf(name), "0 processes run, fewer than 1");
  const child: ChildProcess = spawn(program, ["100"], { stdio: "ignore" });
  await reported(name, 2);
  await reported("full", 2);
  assert.equal(reasonOf(name), "1 process runs");
  child.kill("SIGKILL");
  await reported(name, 3);
  assert.equal(reasonOf(name), "0 processes run, fewer than 1");
  assert.ok(runner.logged.includes(`Quorum lost for tracked process ${name}`));
});

test("the same definitions go on undisturbed; one who knows nothing is told all again", async () => {
  const counted = join(folder, "counted");
  const steady = trackScript("steady", script("steady", `echo >> ${counted}`), {
    intervalMicros: seconds(60),
  });
  const file = trackFile("steady file", join(folder, "steady.value"));
  runner.track({ scripts: [steady], files: [file] });
  await reported("steady");
  const known = runner.toVrrp.flatMap((said) => (said.kind === "tracked" ? [said.report] : []));
  runner.track({ scripts: [steady], files: [file], known });
  await status();
  assert.equal(reports("steady").length, 1);
  runner.track({ scripts: [steady], files: [file] });
  await status();
  assert.equal(reports("steady").length, 2);
  assert.equal(reports("steady file").length, 2);
  assert.equal(statSync(counted).size, 1);
});

test("the status tells of everything that is watched, and of the queues", async () => {
  runner.track({
    scripts: [trackScript("slow", ["sleep", "100"], { timeoutMicros: seconds(60) })],
    files: [trackFile("f", join(folder, "f"))],
    processes: [trackProcess("no-such")],
  });
  await reported("no-such");
  await until("it runs", () => runner.toVrrp.length > 0);
  const answer = await status();
  assert.equal(answer.scripts[0]?.name, "slow");
  assert.deepEqual(answer.files, [{ name: "f", path: join(folder, "f"), value: 0 }]);
  assert.equal(answer.processes[0]?.count, 0);
  assert.deepEqual(answer.queues.notifications, { running: 0, waiting: 0 });
  assert.equal(answer.queues.trackedScripts.running, 1);
});
