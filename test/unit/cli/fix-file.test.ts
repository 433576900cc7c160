import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { type CheckSettings, checkFiles } from "../../../src/cli/check-files.ts";
import { instance } from "../../../src/config/diagnostics/example-texts.ts";
import { daemonOptions } from "../daemon/options-of.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-fix-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const inFolder = (name: string): string => join(folder, name);
const textOf = (name: string): string => readFileSync(inFolder(name), "utf8");
const write = (name: string, text: string): void => writeFileSync(inFolder(name), text);

function check(name: string, settings: Partial<CheckSettings>) {
  const out: string[] = [];
  const aside: string[] = [];
  const exitCode = checkFiles(
    [daemonOptions({ configurationFile: inFolder(name) })],
    { format: "human", colour: false, offline: true, fixes: "leave", ...settings },
    { out: (text) => out.push(text), aside: (text) => aside.push(text) },
  );
  const shown = (parts: readonly string[]) => parts.join("").replaceAll(`${folder}/`, "");
  return { exitCode, out: shown(out), aside: shown(aside) };
}

const wrong = instance("prioriy 150   # main site");

test("--fix writes the file, says what it did, and then what is left", () => {
  write("k.conf", wrong);
  const { exitCode, out } = check("k.conf", { fixes: "write" });
  assert.equal(exitCode, 0);
  assert.match(out, /^k\.conf:4:5: fixed HF0107: write "priority"\n\nk\.conf: ok\n/);
  assert.equal(textOf("k.conf"), wrong.replace("prioriy", "priority"));
  assert.match(check("k.conf", { fixes: "write" }).out, /^k\.conf: ok\n/);
});

test("--diff shows the same as a patch on standard output alone, and writes nothing", () => {
  write("k.conf", wrong);
  const { exitCode, out, aside } = check("k.conf", { fixes: "show" });
  assert.equal(exitCode, 5);
  assert.match(out, /^--- k\.conf\n\+\+\+ k\.conf\n@@[\s\S]*\n- {4}prioriy 150 .*\n\+ {4}priority/);
  assert.match(aside, /error HF0107/);
  assert.equal(textOf("k.conf"), wrong);
});

test("an included file is fixed too", () => {
  write("part.conf", "prioriy 150\n");
  write("k.conf", instance(`include ${inFolder("part.conf")}`));
  const { exitCode, out } = check("k.conf", { fixes: "write" });
  assert.equal(exitCode, 0, out);
  assert.equal(textOf("part.conf"), "priority 150\n");
});

test("a file that cannot be written is named with the reason, and stays", () => {
  write("k.conf", wrong);
  symlinkSync(inFolder("k.conf"), inFolder("link.conf"));
  const { out } = check("link.conf", { fixes: "write" });
  assert.match(out, /cannot fix link\.conf: it is a symbolic link: name k\.conf instead\n/);
  assert.doesNotMatch(out, /fixed HF/);
  assert.equal(textOf("k.conf"), wrong);
});

test("a fix that would bring something else is named with what it would bring", () => {
  const text = instance("prioriy 300");
  write("k.conf", text);
  const { out } = check("k.conf", { fixes: "write" });
  assert.match(out, /not fixed HF0107: write "priority": it would bring error HF0203, "300" is/);
  assert.equal(textOf("k.conf"), text);
});

test("where only notices can be fixed and the file cannot be written, the check fails", () => {
  write("k.conf", instance("priority 150 100"));
  symlinkSync(inFolder("k.conf"), inFolder("link.conf"));
  assert.equal(check("link.conf", { fixes: "write" }).exitCode, 1);
});
