/** docs/nginx.md: its check with a real nginx, and its configuration. Needs root. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { readInvocation } from "../../src/cli/daemon-options.ts";
import { type Check, checkConfiguration } from "../../src/config/build/check-configuration.ts";
import { environmentOf } from "../../src/daemon/configuration/load.ts";
import { diskFiles } from "../../src/kernel/files.ts";
import { sendSignal, startProcess, type WatchedProcess } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";
import { makeNamespace, type Namespace } from "./netlink-namespace.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/nginx.md"), "utf8");
const script = blockOf(/```(sh)\n([\s\S]*?)```/);
const location = blockOf(/```(nginx)\n([\s\S]*?)```/);
const configuration = blockOf(/## (keepalived\.conf)[\s\S]*?```\n([\s\S]*?)```/);
const exitSoon = { limitMillis: 5_000 };
let machine: Namespace;
let directory: string;

function blockOf(pattern: RegExp): string {
  const text = pattern.exec(page)?.[2];
  assert.ok(text !== undefined, `docs/nginx.md has no ${pattern}`);
  return text;
}

before(() => {
  machine = makeNamespace("nginx");
  machine.ip("link set lo up");
  directory = mkdtempSync(join(tmpdir(), "holdfast-nginx-"));
  writeFileSync(join(directory, "check_nginx"), script, { mode: 0o755 });
});
after(() => {
  machine.remove();
  rmSync(directory, { recursive: true, force: true });
});

/** The check's exit status. */
function check(): number | null {
  const argv = ["netns", "exec", machine.name, join(directory, "check_nginx")];
  return spawnSync("ip", argv, { timeout: exitSoon.limitMillis }).status;
}

function startNginx(): WatchedProcess {
  const file = join(directory, "nginx.conf");
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${directory}/nginx.pid; error_log stderr;
events { worker_connections 64; }
http { access_log off; server { listen 80; ${location} } }
`,
  );
  const nginx = ["nginx", "-p", directory, "-c", file, "-e", "stderr"];
  return startProcess(["ip", "netns", "exec", machine.name, ...nginx]);
}

test("the check succeeds while nginx answers, and neither when it hangs nor when it is gone", async () => {
  assert.notEqual(check(), 0);
  const nginx = startNginx();
  try {
    const said = (): string => nginx.lines.map(({ text }) => text).join("\n");
    await waitFor("nginx to answer", exitSoon, () => check() === 0, said);
    sendSignal(nginx.pid, "SIGSTOP");
    assert.notEqual(check(), 0);
    sendSignal(nginx.pid, "SIGCONT");
    assert.equal(check(), 0);
  } finally {
    await nginx.stop("SIGTERM");
  }
  assert.notEqual(check(), 0);
});

test("nothing is wrong with the configuration", () => {
  const file = join(directory, "keepalived.conf");
  writeFileSync(file, configuration);
  const { diagnostics } = checked(file);
  const severe = diagnostics.filter(({ severity }) => severity !== "notice");
  assert.deepEqual(severe, []);
});

function checked(file: string): Check {
  const invocation = readInvocation(["-n", "-f", file]);
  assert.ok(invocation.ok && invocation.value.kind === "run");
  return checkConfiguration(file, diskFiles, environmentOf(invocation.value.options), null);
}
