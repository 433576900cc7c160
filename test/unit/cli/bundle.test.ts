import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

const root = join(import.meta.dirname, "../../..");
/** Inside the project, so that the packages that are not bundled are found. */
const folder = join(root, "build", `bundle-${process.pid}`);

function runNode(...words: string[]) {
  const result = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: "utf8",
    timeout: 30_000,
  });
  return { status: result.status, text: result.stdout + result.stderr };
}

before(() => {
  mkdirSync(folder, { recursive: true });
  const built = runNode(join(root, "scripts/build.ts"), join(folder, "dist"));
  assert.equal(built.status, 0, built.text);
});
after(() => rmSync(folder, { recursive: true }));

for (const program of ["holdfast", "keepalived"]) {
  test(`the bundled ${program} says its version`, () => {
    const { status, text } = runNode(join(folder, "dist", `${program}.js`), "--version");
    assert.equal(status, 0, text);
    assert.match(text, /^Holdfast v\d/);
  });
}

test("the bundle checks a configuration as the sources do", () => {
  const file = join(folder, "k.conf");
  writeFileSync(file, "vrrp_instance VI_1 {\n  prioriy 100\n}\n");
  const bundled = runNode(join(folder, "dist/keepalived.js"), "-t", "-f", file);
  const sources = runNode(join(root, "src/cli/keepalived.ts"), "-t", "-f", file);
  assert.match(bundled.text, /did you mean "priority"/);
  assert.deepEqual(bundled, sources);
});

test("the bundled holdfast names what it does not know, and shows where help is", () => {
  const { status, text } = runNode(join(folder, "dist/holdfast.js"), "frobnicate");
  assert.equal(status, 1);
  assert.match(text, /unknown command 'frobnicate'/);
  assert.match(text, /holdfast --help/);
});

test("no package that is imported when it is needed has lost its names by bundling", () => {
  const dist = join(folder, "dist");
  const nameless = readdirSync(dist).filter((name) =>
    /export default require_\w+\(\);?\s*$/.test(readFileSync(join(dist, name), "utf8")),
  );
  assert.deepEqual(nameless, []);
});

test("the bundled genhash says what it needs", () => {
  const { status, text } = runNode(join(folder, "dist/genhash.js"));
  assert.equal(status, 1);
  assert.match(text, /a server \(-s\), a port \(-p\) and a url \(-u\) are needed/);
});
