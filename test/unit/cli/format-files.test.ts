import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type FormatFlags, formatFiles } from "../../../src/cli/format-files.ts";
import { withTexts } from "../../../src/config/fix/overlay.ts";
import { diskFiles } from "../../../src/kernel/files.ts";
import { daemonOptions } from "../daemon/options-of.ts";

const ragged = "a{\n  b   c\n}\n";
const neat = "a {\n    b c\n}\n";
const broken = "a {\n  auth_pass s3cret }\n}\n";

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-fmt-"));
});
after(() => rmSync(folder, { recursive: true }));

/** What is printed for files of these texts, and what they hold afterwards. */
function run(flags: FormatFlags, ...texts: readonly string[]) {
  const paths = texts.map((_, index) => join(folder, `${index}.conf`));
  for (const [index, path] of paths.entries()) writeFileSync(path, texts[index] ?? "");
  const printed: string[] = [];
  const print = (content: Uint8Array | string): void => {
    printed.push(typeof content === "string" ? content : Buffer.from(content).toString());
  };
  const exitCode = formatFiles(
    paths.map((configurationFile) => daemonOptions({ configurationFile })),
    flags,
    { out: print, aside: print },
  );
  return {
    exitCode,
    text: printed.join("").replaceAll(`${folder}/`, ""),
    files: paths.map((path) => readFileSync(path, "utf8")),
  };
}

test("a file is laid out in place, and one that is neat already is not written", () => {
  assert.deepEqual(run({}, ragged, neat), {
    exitCode: 0,
    text: "0.conf: laid out\n",
    files: [neat, neat],
  });
});

test("--check writes nothing and ends with 1 where something would change", () => {
  assert.deepEqual(run({ check: true }, neat), { exitCode: 0, text: "", files: [neat] });
  assert.deepEqual(run({ check: true }, neat, ragged), {
    exitCode: 1,
    text: "1.conf: would be laid out anew\n",
    files: [neat, ragged],
  });
});

test("--stdout prints and writes nothing", () => {
  assert.deepEqual(run({ stdout: true }, ragged), { exitCode: 0, text: neat, files: [ragged] });
});

test("a broken file is left as it is, with its place and without its passwords", () => {
  const { exitCode, text, files } = run({}, broken, ragged);
  assert.equal(exitCode, 2);
  assert.match(text, /^0\.conf:3:1: error HF0012: [\s\S]*\n0\.conf is left as it is/);
  assert.match(text, /\n1\.conf: laid out\n$/);
  assert.deepEqual(files, [broken, neat]);
  assert.doesNotMatch(run({}, "a { auth_pass s3cret } }\n").text, /s3cret/);
});

test("a file that would mean something else is left as it is", () => {
  const nested = "global_defs { vrrp_instance A { state BACKUP\n}\n}\n";
  const { exitCode, text, files } = run({}, nested);
  assert.equal(exitCode, 2);
  assert.match(text, /^0\.conf is left as it is: laid out, it would mean something else\n$/);
  assert.deepEqual(files, [nested]);
});

test("a file keeps its mode", () => {
  const path = join(folder, "mode.conf");
  writeFileSync(path, ragged);
  chmodSync(path, 0o640);
  const silent = { out: () => {}, aside: () => {} };
  assert.equal(formatFiles([daemonOptions({ configurationFile: path })], {}, silent), 0);
  assert.equal(readFileSync(path, "utf8"), neat);
  assert.equal(statSync(path).mode & 0o777, 0o640);
});

test("- is standard input, and what is laid out goes to standard output", () => {
  const printed: string[] = [];
  const output = {
    out: (content: Uint8Array | string) => void printed.push(Buffer.from(content).toString()),
    aside: () => {},
  };
  const files = withTexts(diskFiles, new Map([[join(process.cwd(), "-"), ragged]]));
  const options = daemonOptions({ configurationFile: "-" });
  assert.equal(formatFiles([options], {}, output, files), 0);
  assert.deepEqual(printed, [neat]);
});
