import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

const entry = join(import.meta.dirname, "../../../src/cli/holdfast.ts");

function refusal(...words: readonly string[]): string {
  const { status, stderr } = spawnSync(process.execPath, [entry, ...words], { encoding: "utf8" });
  assert.equal(status, 1);
  return stderr;
}

test("a wrong option names the help of its command", () => {
  assert.match(
    refusal("check", "--nope"),
    /'--nope'\n\(holdfast check --help lists what it takes\)/,
  );
  assert.match(
    refusal("ipvs", "show", "--nope"),
    /'--nope'\n\(holdfast ipvs show --help lists what it takes\)/,
  );
  assert.match(refusal("chekc"), /Did you mean check\?\)\n\(holdfast --help lists the commands\)/);
});

test("options that cannot both have standard output are refused", () => {
  assert.match(refusal("check", "--diff", "--format", "json"), /--diff prints a patch/);
  assert.match(refusal("check", "--priorities", "--format", "sarif"), /human or json/);
  assert.match(refusal("check", "--priorities", "--fix"), /cannot be used with/);
});

test("a reader that has read enough is no error", () => {
  const pipe = `"${process.execPath}" "${entry}" keywords | head -c 1; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", pipe], { encoding: "utf8" });
  assert.deepEqual([stdout, stderr], ["T0\n", ""]);
});
