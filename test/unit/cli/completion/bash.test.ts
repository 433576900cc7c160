import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { bashCompletion } from "../../../../src/cli/completion/bash.ts";
import { wordsOf } from "../../../../src/cli/completion/words.ts";
import { holdfastProgram } from "../../../../src/cli/program.ts";

const script = bashCompletion(wordsOf(holdfastProgram()));
const root = join(import.meta.dirname, "../../../..");

/** Runs a script of bash in the project, with holdfast on the path. */
function bash(text: string): string {
  const { status, stdout, stderr } = spawnSync("bash", ["--norc", "-c", text], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, PATH: `${join(root, "bin")}:${process.env.PATH}` },
  });
  assert.equal(`${status} ${stderr}`, "0 ");
  return stdout;
}

/** What is offered for the last of the words, as bash asks for it. */
function completed(...words: readonly string[]): readonly string[] {
  const given = words.map((word) => `'${word}'`).join(" ");
  const asked = `COMP_WORDS=(holdfast ${given}); COMP_CWORD=${words.length}; _holdfast`;
  return bash(`${script}\n${asked}\nprintf '%s\\n' "\${COMPREPLY[@]}"`)
    .split("\n")
    .filter((line) => line !== "")
    .sort();
}

test("the script is sound, and bash uses it for holdfast", () => {
  assert.equal(bash(`${script}\ncomplete -p holdfast`), "complete -F _holdfast holdfast\n");
});

test("commands and options are completed", () => {
  assert.deepEqual(completed("ch"), ["check"]);
  assert.deepEqual(completed("fmt", "--"), ["--check", "--help", "--stdout"]);
  assert.deepEqual(completed("--ver"), ["--version"]);
  assert.ok(completed("").includes("keywords"));
});

test("values of options are completed, also behind an equals sign", () => {
  assert.deepEqual(completed("check", "--format", "s"), ["sarif"]);
  assert.deepEqual(completed("check", "--format", "="), ["human", "json", "sarif"]);
  assert.deepEqual(completed("check", "--format", "=", "j"), ["json"]);
  assert.deepEqual(completed("completion", ""), ["bash", "fish", "zsh"]);
});

test("files, keywords and codes are completed", () => {
  assert.deepEqual(completed("fmt", "READ"), ["README.md"]);
  assert.deepEqual(completed("run", "-f", "READ"), ["README.md"]);
  assert.deepEqual(completed("keywords", "virtual_router"), ["virtual_router_id"]);
  assert.deepEqual(completed("explain", "HF0001"), ["HF0001"]);
});
