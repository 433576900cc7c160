import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { runLifecycleScript } from "../../../../src/daemon/supervisor/lifecycle-scripts.ts";
import { systemTimers } from "../../../../src/daemon/timers.ts";
import { check } from "../../config/build/building.ts";
import { recordingReport, until } from "../fakes.ts";

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-lifecycle-"));
});
after(() => rmSync(folder, { recursive: true }));

function script(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

const globalOf = (lines: string) =>
  check(`global_defs {\n script_user root\n ${lines}\n}\n`).configuration.global;

test("without a script nothing happens", async () => {
  const { report, texts } = recordingReport();
  await runLifecycleScript("startup", globalOf(""), report, systemTimers);
  assert.deepEqual(texts(), []);
});

test("a script gets its arguments, and is waited for", async () => {
  const { report, texts, journalled } = recordingReport();
  const path = script("good", `sleep 0.1; echo "$1" > ${folder}/said`);
  const global = globalOf(`shutdown_script "${path} 'one word'"`);
  await runLifecycleScript("shutdown", global, report, systemTimers);
  assert.equal(readFileSync(join(folder, "said"), "utf8"), "one word\n");
  assert.deepEqual(texts(), [`Running shutdown script ${path}`]);
  assert.deepEqual(journalled, []);
});

test("one that fails is logged with what it wrote, and is for the journal", async () => {
  const { report, texts, journalled } = recordingReport();
  const path = script("bad", "echo no disk >&2; exit 3");
  await runLifecycleScript("startup", globalOf(`startup_script ${path}`), report, systemTimers);
  assert.deepEqual(texts(), [
    `Running startup script ${path}`,
    "startup script failed, status 3",
    `${path} says: no disk`,
  ]);
  assert.deepEqual(journalled, [`startup script ${path}: failed, status 3`]);
});

test("one that hangs is ended by its limit", async () => {
  const { report, texts } = recordingReport();
  const path = script("hang", "sleep 60 & wait");
  const global = globalOf(`startup_script ${path}\n startup_script_timeout 1`);
  await runLifecycleScript("startup", global, report, systemTimers);
  assert.equal(texts()[1], "startup script timed out after 1 s");
});

test("one that is not there holds nothing up", async () => {
  const { report, texts } = recordingReport();
  await runLifecycleScript(
    "startup",
    globalOf(`startup_script ${folder}/none`),
    report,
    systemTimers,
  );
  assert.match(texts()[1] ?? "", /^startup script not run: there is no such file/);
});

test("a stop of the daemon ends the script of its start", async () => {
  const { report, texts } = recordingReport();
  const path = script("slow", `touch ${folder}/began; sleep 60 & wait`);
  const stop = Promise.withResolvers<void>();
  const running = runLifecycleScript(
    "startup",
    globalOf(`startup_script ${path}`),
    report,
    systemTimers,
    stop.promise,
  );
  await until("it has begun", () => existsSync(join(folder, "began")));
  stop.resolve();
  await running;
  assert.equal(texts()[1], "startup script ended by SIGTERM");
});
