import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type CheckSettings, checkFiles } from "../../../src/cli/check-files.ts";
import { runConfigTest } from "../../../src/cli/config-test.ts";
import type { DaemonOptions } from "../../../src/daemon/options.ts";
import { daemonOptions } from "../daemon/options-of.ts";

const dynamic = "global_defs {\n dynamic_interfaces\n}\n";
const instance = (lines = ""): string =>
  `${dynamic}vrrp_instance A {\n interface eth0\n virtual_router_id 51\n ${lines}
 virtual_ipaddress {\n 192.0.2.1/24\n }\n}\n`;

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-check-"));
});
after(() => rmSync(folder, { recursive: true }));

const human: CheckSettings = { format: "human", colour: false, offline: false, fixes: "leave" };

/** What is printed for files of these texts, in order, the folder left out. */
function checked(texts: readonly string[], settings: Partial<CheckSettings> = {}) {
  const files = texts.map((text, index) => {
    const configurationFile = join(folder, `${index}.conf`);
    writeFileSync(configurationFile, text);
    return daemonOptions({ configurationFile });
  });
  return run(files, settings);
}

function run(files: readonly DaemonOptions[], settings: Partial<CheckSettings> = {}) {
  const out: string[] = [];
  const aside: string[] = [];
  const exitCode = checkFiles(
    files,
    { ...human, ...settings },
    { out: (text) => out.push(text), aside: (text) => aside.push(text) },
  );
  const shown = (parts: readonly string[]) => parts.join("").replaceAll(`${folder}/`, "");
  return { exitCode, text: shown(out), aside: shown(aside) };
}

test("a sound file is said to be, each on one line", () => {
  const { exitCode, text } = checked([instance(), instance()]);
  assert.equal(exitCode, 0);
  assert.equal(text, "0.conf: ok\n1.conf: ok\n2 files, all ok\n");
});

test("a file with notices is sound, and they are counted", () => {
  const { exitCode, text } = checked([instance("track_src_ip")]);
  assert.equal(exitCode, 0);
  assert.match(text, /notice HF0431[\s\S]*\n0\.conf: ok, 1 notice\n/);
});

test("a file with errors has them counted, with keepalived's exit code", () => {
  const { exitCode, text } = checked([instance("prioriy 3"), instance()]);
  assert.equal(exitCode, 5);
  assert.match(text, /\n\n0\.conf: not ok, 1 error \(exit code 5\)\n\n1\.conf: ok\n/);
  assert.match(text, /\n2 files, 1 of them not ok: 1 error\n/);
  assert.match(text, /`holdfast explain HF0107` says more; `holdfast check --fix` mends this/);
});

test("that each of several findings can be mended is said", () => {
  const { text } = checked([instance("prioriy 3\n stat MASTER")]);
  assert.match(text, /`holdfast check --fix` mends all of them, --diff shows how\.\n$/);
});

test("behind fixes no more of them are promised", () => {
  const { aside, text } = checked([instance("prioriy 300")], { fixes: "write" });
  assert.match(
    `${text}${aside}`,
    /not fixed HF0107[\s\S]*`holdfast explain HF0107` says more\.\n$/,
  );
});

test("an empty line parts the findings of one file from what is said of another", () => {
  const wrong = instance("prioriy 3");
  const { text } = checked([instance(), wrong, wrong, instance()]);
  assert.match(text, /^0\.conf: ok\n\n1\.conf:7:2: error/);
  assert.match(text, /\(exit code 5\)\n\n2\.conf:7:2: error/);
  assert.match(text, /\(exit code 5\)\n\n3\.conf: ok\n/);
});

test("a file without any block is sound, and nothing in it would run", () => {
  const { exitCode, text } = checked(["# later\n"]);
  assert.equal(exitCode, 0);
  assert.match(text, /notice HF0017: .*0\.conf: nothing is configured to run\n/);
  assert.match(text, /0\.conf: ok, 1 notice\n/);
});

test("a file that is not there is no file without blocks", () => {
  const { exitCode, text } = run([daemonOptions({ configurationFile: join(folder, "none.conf") })]);
  assert.equal(exitCode, 4);
  assert.match(text, /^fatal HF0001: /);
  assert.doesNotMatch(text, /HF0017/);
});

const lacking = `vrrp_instance A {\n interface nowhere0\n virtual_router_id 51
 virtual_ipaddress {\n 192.0.2.1/24\n }\n}\n`;

test("offline the machine is not looked at, and that is said", () => {
  assert.match(checked([lacking]).text, /HF0601.*nowhere0/);
  const { exitCode, text } = checked([lacking], { offline: true });
  assert.equal(exitCode, 0);
  assert.equal(
    text,
    "0.conf: ok\nNot looked at: interfaces, users, scripts, names of routing tables.\n",
  );
});

test("a check in one namespace leaves the next file where it was", () => {
  const inNamespace = `net_namespace none-such\n${lacking}`;
  const { text } = checked([inNamespace, lacking]);
  assert.match(text, /Cannot enter network namespace none-such/);
  assert.match(text, /1\.conf:2:12: warning HF0601/);
});

test("a JSON document has every finding with its place and its fix", () => {
  const { exitCode, text } = checked([instance("prioriy 3")], { format: "json" });
  const document = JSON.parse(text);
  assert.equal(document.exitCode, exitCode);
  assert.deepEqual(document.summary, { fatal: 0, error: 1, warning: 0, notice: 0, fixable: 1 });
  const [file] = document.files;
  assert.deepEqual(file.diagnostics[0].place, { file: "0.conf", line: 7, column: 2, length: 7 });
  assert.equal(file.diagnostics[0].fix.title, 'write "priority"');
});

test("a config test says nothing about a sound file, as keepalived's", (context) => {
  const write = context.mock.method(process.stderr, "write", () => true);
  for (const text of ["", instance()]) {
    const configurationFile = join(folder, "silent.conf");
    writeFileSync(configurationFile, text);
    assert.equal(runConfigTest(daemonOptions({ configurationFile }), null), 0);
  }
  assert.equal(write.mock.callCount(), 0);
});

test("an error that keepalived's config test does not mention fails a check all the same", () => {
  const signed = instance("authentication {\n auth_type AH\n auth_pass secret\n }");
  const { exitCode, text } = checked([signed]);
  assert.equal(exitCode, 5);
  assert.match(text, /error HF0409[\s\S]*0\.conf: not ok, 1 error \(exit code 5\)/);
});

test("a check that entered a namespace comes back for the next file", () => {
  const namespace = `holdfast-check-${process.pid}`;
  const link = `hf${process.pid}`;
  const ip = (...words: string[]) => execFileSync("ip", words);
  ip("netns", "add", namespace);
  ip("link", "add", link, "type", "veth", "peer", "name", `${link}p`);
  try {
    const here = lacking.replace("nowhere0", link);
    const { text } = checked([`net_namespace ${namespace}\n${here}`, here]);
    assert.match(text, /0\.conf:3:12: warning HF0601/);
    assert.match(text, /\n1\.conf: ok\n/);
  } finally {
    ip("link", "delete", link);
    ip("netns", "delete", namespace);
  }
});
