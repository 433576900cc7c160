import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { checkFiles } from "../../../src/cli/check-files.ts";
import { runConfigTest } from "../../../src/cli/config-test.ts";
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

/** What is printed for files of these texts, in order, the folder left out. */
function checked(...texts: readonly string[]) {
  const printed: string[] = [];
  const files = texts.map((text, index) => {
    const configurationFile = join(folder, `${index}.conf`);
    writeFileSync(configurationFile, text);
    return daemonOptions({ configurationFile });
  });
  const print = (text: string): void => void printed.push(text);
  const exitCode = checkFiles(files, { verdict: print, findings: print });
  return { exitCode, text: printed.join("").replaceAll(`${folder}/`, "") };
}

test("a sound file is said to be, each on one line", () => {
  assert.deepEqual(checked(instance(), instance()), {
    exitCode: 0,
    text: "0.conf: ok\n1.conf: ok\n",
  });
});

test("a file with notices is sound, and they are counted", () => {
  const { exitCode, text } = checked(
    instance("version 3\n auth_x"),
    instance("dont_track_primary"),
  );
  assert.equal(exitCode, 5);
  assert.doesNotMatch(text, /0\.conf: ok/);
  assert.match(text, /\n1\.conf: ok\n$/);
  const noticed = checked(instance("track_src_ip"));
  assert.equal(noticed.exitCode, 0);
  assert.match(noticed.text, /notice HF0431[\s\S]*\n0\.conf: ok, 1 notice\n$/);
});

test("an empty line parts the findings of one file from what is said of another", () => {
  const wrong = instance("prioriy 3");
  const { text } = checked(instance(), wrong, wrong, instance());
  assert.match(text, /^0\.conf: ok\n\n1\.conf:7:2: error/);
  assert.match(text, /priority, 100\.\n\n2\.conf:7:2: error/);
  assert.match(text, /priority, 100\.\n\n3\.conf: ok\n$/);
});

test("a file without any block is sound, and nothing in it would run", () => {
  const { exitCode, text } = checked("# later\n");
  assert.equal(exitCode, 0);
  assert.match(text, /notice HF0017: 0\.conf: nothing is configured to run\n/);
  assert.match(text, /0\.conf: ok, 1 notice\n$/);
});

test("a file that is not there is no file without blocks", () => {
  const printed: string[] = [];
  const print = (text: string): void => void printed.push(text);
  const options = daemonOptions({ configurationFile: join(folder, "none.conf") });
  assert.equal(checkFiles([options], { verdict: print, findings: print }), 4);
  assert.match(printed.join(""), /^fatal HF0001: .*\n$/);
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
