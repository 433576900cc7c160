import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { identityTable, systemIdentities } from "../../../../src/daemon/runner/identity.ts";
import { runScript } from "../../../../src/daemon/runner/run-script.ts";
import { ScriptStarter } from "../../../../src/daemon/runner/script-process.ts";
import { systemTimers } from "../../../../src/daemon/timers.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { recordingReport } from "../fakes.ts";

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-run-"));
  chmodSync(folder, 0o777);
});
after(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

function scene(secure = false, identities = systemIdentities) {
  const { report, texts, journalled } = recordingReport();
  const starter = new ScriptStarter(identities, systemTimers, seconds(0.2));
  let warnings = 0;
  starter.follow(secure, () => void warnings++);
  const run = (
    argv: readonly [string, ...string[]],
    user: string | null = null,
    withGroups = false,
  ) =>
    runScript(
      starter,
      report,
      {
        queue: "VI_1",
        argv,
        user,
        group: null,
        ...(withGroups ? { supplementaryGroups: true } : {}),
      },
      seconds(0.3),
    );
  return { run, texts, journalled, warnings: () => warnings };
}

test("a script gets its arguments one by one, whatever is in them", async () => {
  const { run, texts } = scene();
  const out = join(folder, "arguments");
  const path = file("write", `#!/bin/sh\nfor a in "$@"; do echo "[$a]"; done > ${out}\n`);
  await run([path, "INSTANCE", "VI 1; rm -rf", "MASTER", "100"]);
  assert.equal(readFileSync(out, "utf8"), "[INSTANCE]\n[VI 1; rm -rf]\n[MASTER]\n[100]\n");
  assert.deepEqual(texts(), []);
});

test("variables that could change what a privileged script does are not passed on", async () => {
  const { run } = scene();
  const out = join(folder, "environment");
  const path = file("env", `#!/bin/sh\nenv > ${out}\n`);
  process.env.LD_LIBRARY_PATH = "/nowhere";
  process.env.NOTIFY_SOCKET = "/nowhere";
  await run([path]);
  delete process.env.LD_LIBRARY_PATH;
  delete process.env.NOTIFY_SOCKET;
  assert.doesNotMatch(readFileSync(out, "utf8"), /^(LD_LIBRARY_PATH|NOTIFY_SOCKET|HOLDFAST)/m);
});

for (const [name, mode, text, reason] of [
  ["missing", null, "", "there is no such file"],
  ["plain", 0o644, "#!/bin/sh\n", "not executable"],
] as const) {
  test(`a script that cannot run (${name}) is named with the reason`, async () => {
    const { run, texts } = scene();
    const path = mode === null ? join(folder, name) : file(name, text, mode);
    await run([path]);
    assert.equal(texts().length, 1);
    assert.ok(texts()[0]?.includes(path));
    assert.ok(texts()[0]?.includes(reason), texts()[0]);
  });
}

test("a script without a #! line goes through the shell", async () => {
  const { run, texts } = scene();
  const out = join(folder, "plain-text");
  await run([file("text", `echo "$1" > ${out}\n`), "argument"]);
  assert.equal(readFileSync(out, "utf8"), "argument\n");
  assert.deepEqual(texts(), []);
});

test("a user who does not exist is named, and nothing is run as somebody else", async () => {
  const { run, texts } = scene();
  await run([file("never", "#!/bin/sh\n")], "nobody-of-that-name");
  assert.match(texts()[0] ?? "", /user "nobody-of-that-name" does not exist/);
});

test("a script runs as the user it is given", async () => {
  const { run } = scene();
  const out = join(folder, "identity");
  await run([file("id", `#!/bin/sh\nid -un > ${out}\nid -G >> ${out}\n`)], "nobody");
  assert.equal(readFileSync(out, "utf8"), "nobody\n65534\n");
});

test("supplementary groups come only where they are asked for", async () => {
  const { run } = scene();
  const member = readFileSync("/etc/group", "utf8")
    .split("\n")
    .map((row) => row.split(":"))
    .find((fields) => fields[3] !== undefined && fields[3] !== "");
  const user = member?.[3]?.split(",")[0] ?? "nobody";
  const expected = execFileSync("id", ["-G", user], { encoding: "utf8" });
  const out = join(folder, "groups");
  const path = file("groups-of", `#!/bin/sh\nid -G > ${out}\n`);
  await run([path], user, true);
  assert.deepEqual(sorted(readFileSync(out, "utf8")), sorted(expected));
  await run([path], user);
  assert.equal(sorted(readFileSync(out, "utf8")).length, 1);
});

const sorted = (text: string): string[] => text.trim().split(" ").sort();

test("what the user may not execute does not run with supplementary groups either", async () => {
  const { run, texts } = scene();
  const program = join(folder, "roots-own");
  copyFileSync("/bin/true", program);
  chmodSync(program, 0o700);
  await run([program], "nobody", true);
  assert.match(texts()[0] ?? "", /exited with status 126/);
});

test("with script security nothing runs as root that others may change", async () => {
  const { run, texts } = scene(true);
  const out = join(folder, "unsafe");
  const path = file("in-open-folder", `#!/bin/sh\necho ran >> ${out}\n`);
  await run([path], "root");
  const line = texts()[0] ?? "";
  assert.ok(line.includes(`others than root may change "${folder}"`), line);
  assert.ok(line.includes("owner 0, group 0, mode 0777"), line);
  assert.ok(line.includes(`chmod o-w ${folder}`), line);

  const closed = mkdtempSync(join(tmpdir(), "holdfast-closed-"));
  const own = join(closed, "script");
  writeFileSync(own, `#!/bin/sh\necho ran >> ${out}\n`, { mode: 0o755 });
  chownSync(own, 65_534, 0);
  await run([own], "root");
  assert.ok(texts()[1]?.includes(`chown root ${own}`), texts()[1]);
  assert.ok(!existsSync(out));
  chownSync(own, 0, 0);
  await run([own], "root");
  assert.equal(readFileSync(out, "utf8"), "ran\n");
  rmSync(closed, { recursive: true });
});

test("a script without a user is keepalived_script's, or the daemon's without script security", async () => {
  const accounts = (passwd: string) =>
    identityTable(
      () => passwd,
      () => "",
    );
  const out = join(folder, "whose");
  const path = file("whose-script", `#!/bin/sh\nid -u > ${out}\n`);
  const found = scene(true, accounts("keepalived_script:x:65533:65533::/:/bin/false"));
  chmodSync(folder, 0o777);
  await found.run([path]);
  assert.equal(readFileSync(out, "utf8"), "65533\n");
  rmSync(out);

  const refused = scene(true, accounts("root:x:0:0::/:/bin/sh"));
  await refused.run([path]);
  assert.match(refused.texts()[0] ?? "", /user "keepalived_script" does not exist/);

  const own = scene(false, accounts("root:x:0:0::/:/bin/sh"));
  await own.run([path]);
  await own.run([path]);
  assert.equal(readFileSync(out, "utf8"), `${process.getuid?.()}\n`);
  assert.deepEqual([found.warnings(), refused.warnings(), own.warnings()], [0, 1, 1]);
});

test("with script security a user other than root runs what others may change", async () => {
  const { run, texts } = scene(true);
  const out = join(folder, "as-nobody");
  await run([file("anybody's", `#!/bin/sh\necho ran > ${out}\n`)], "nobody");
  assert.equal(readFileSync(out, "utf8"), "ran\n");
  assert.deepEqual(texts(), []);
});

test("a script that hangs is ended with all it started, and so is one that ignores that", async () => {
  const { run, texts, journalled } = scene();
  const path = file("hang", "#!/bin/sh\ntrap '' TERM\nsleep 60 & wait; sleep 60; sleep 60\n");
  const began = Date.now();
  await run([path]);
  assert.ok(Date.now() - began < 5_000);
  assert.match(texts()[0] ?? "", /runs for too long/);
  assert.match(texts()[1] ?? "", /ended by SIGKILL/);
  assert.deepEqual(journalled, [
    `(VI_1) script ${path}: ended by SIGKILL after its limit of 0.3 s`,
  ]);
});

test("a script that fails is for the journal", async () => {
  const { run, texts, journalled } = scene();
  const path = file("fail", "#!/bin/sh\nexit 3\n");
  await run([path]);
  assert.deepEqual(texts(), [`(VI_1) script ${path} exited with status 3`]);
  assert.deepEqual(journalled, [`(VI_1) script ${path}: exited with status 3`]);
});
