import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type CheckSettings, checkFiles } from "../../../src/cli/check-files.ts";
import { showPriorities } from "../../../src/cli/show-priorities.ts";
import { daemonOptions } from "../daemon/options-of.ts";

const instance = (lines: string): string =>
  `vrrp_instance A {\n interface eth0\n virtual_router_id 51\n ${lines}
 virtual_ipaddress {\n 192.0.2.1/24\n }\n}\n`;

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-cluster-"));
});
after(() => rmSync(folder, { recursive: true }));

/** Files of these texts: a.conf, b.conf and so on. */
const filesOf = (texts: readonly string[]) =>
  texts.map((text, index) => {
    const configurationFile = join(folder, `${"abc"[index]}.conf`);
    writeFileSync(configurationFile, text);
    return daemonOptions({ configurationFile });
  });

/** What `write` prints, the folder left out. */
function printed(write: (output: Parameters<typeof checkFiles>[2]) => number) {
  const out: string[] = [];
  const aside: string[] = [];
  const exitCode = write({ out: (text) => out.push(text), aside: (text) => aside.push(text) });
  const shown = (parts: readonly string[]) => parts.join("").replaceAll(`${folder}/`, "");
  return { exitCode, text: shown(out), aside: shown(aside) };
}

function checked(texts: readonly string[], format: CheckSettings["format"] = "human") {
  const settings: CheckSettings = {
    format,
    colour: false,
    offline: true,
    fixes: "leave",
    cluster: true,
  };
  return printed((output) => checkFiles(filesOf(texts), settings, output));
}

test("a sound cluster has a line of its own", () => {
  const { exitCode, text } = checked([instance("priority 150"), instance("priority 100")]);
  assert.equal(exitCode, 0);
  assert.match(text, /^a\.conf: ok\nb\.conf: ok\ncluster of a\.conf, b\.conf: ok\n/);
  assert.match(text, /\n2 files, all ok, together ok\n/);
});

test("sound files that do not fit together are not ok", () => {
  const { exitCode, text } = checked([instance("priority 150"), instance("version 3")]);
  assert.equal(exitCode, 5);
  assert.match(text, /b\.conf:4:10: error HF0902/);
  assert.match(text, /in a\.conf:1:15:/);
  assert.match(text, /cluster of a\.conf, b\.conf: not ok, 1 error \(exit code 5\)/);
  assert.match(text, /2 files, all ok, together not ok: 1 error/);
});

test("a warning leaves a cluster ok, as it does a file", () => {
  const { exitCode, text } = checked([instance("priority 150"), instance("priority 150")]);
  assert.equal(exitCode, 0);
  assert.match(text, /cluster of a\.conf, b\.conf: ok, 1 warning/);
});

test("what is only worth knowing leaves a cluster ok", () => {
  const named = (priority: number): string =>
    `global_defs {\n router_id X\n}\n${instance(`priority ${priority}`)}`;
  const { exitCode, text } = checked([named(150), named(100)]);
  assert.equal(exitCode, 0);
  assert.match(text, /cluster of a\.conf, b\.conf: ok, 1 notice/);
});

test("for programs the cluster is one more file, with places in both", () => {
  const { text } = checked([instance("priority 150"), instance("priority 150")], "json");
  const { files } = JSON.parse(text);
  assert.equal(files.length, 3);
  const [finding] = files[2].diagnostics;
  assert.equal(finding.place.file, "b.conf");
  assert.equal(finding.related[0].place.file, "a.conf");
  const sarif = JSON.parse(checked([instance(""), instance("")], "sarif").text);
  const found = sarif.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId);
  assert.ok(found.includes("HF0920"));
});

test("priorities are printed, and what disables an instance beside them", () => {
  const files = filesOf([instance("priority 150"), instance("priority 1000")]);
  const { exitCode, text, aside } = printed((output) => showPriorities(files, "human", output));
  assert.equal(exitCode, 5);
  assert.match(text, /^A, IPv4 virtual router 51: 192\.0\.2\.1\n {2}While all is well, a\.conf/);
  assert.match(aside, /error HF\d+.*1000/);
});

test("priorities can be had as JSON, and a file without instances has none", () => {
  const files = filesOf([instance("priority 150")]);
  const json = JSON.parse(printed((output) => showPriorities(files, "json", output)).text);
  assert.equal(json.virtualRouters[0].nodes[0].basePriority, 150);
  const none = printed((output) => showPriorities(filesOf(["# none\n"]), "human", output));
  assert.equal(none.text, "There is no instance.\n");
});
