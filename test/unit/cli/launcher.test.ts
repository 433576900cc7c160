import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

/** An installed copy of the launchers, and nothing of the program. */
let root = "";
beforeEach(() => {
  root = join(realpathSync(mkdtempSync(join(tmpdir(), "holdfast-bin-"))), "holdfast");
  cpSync(join(import.meta.dirname, "../../../bin"), join(root, "bin"), { recursive: true });
});
afterEach(() => rmSync(dirname(root), { recursive: true }));

/** A Node.js of that version that says where it is and what it was to run. */
function fakeNode(folder: string, version: string): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "node");
  const script = `if [ "$1" = --version ]; then echo ${version}; else echo "${path} $*"; fi`;
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

function touch(path: string, seconds: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "");
  utimesSync(path, seconds, seconds);
  utimesSync(dirname(path), seconds, seconds);
}

function launch(command = join(root, "bin/keepalived"), path = "/usr/bin:/bin", cwd = "/") {
  const folder = join(root, "path");
  const result = spawnSync(command, ["-n", "a b"], {
    cwd,
    env: { PATH: `${folder}:${path}` },
    encoding: "utf8",
    timeout: 10_000,
  });
  return { ...result, said: result.stdout.trim() };
}

test("the Node.js that npm brought is taken before that of the machine", () => {
  fakeNode(join(root, "node_modules/.bin"), "v24.0.0");
  fakeNode(join(root, "path"), "v24.0.0");
  assert.ok(launch().said.startsWith(`${root}/node_modules/.bin/node `));
});

test("as a package in a project, the one beside it is taken", () => {
  fakeNode(join(dirname(root), ".bin"), "v24.0.0");
  assert.match(launch().said, /\.bin\/node .*keepalived\.ts -n a b$/);
});

for (const version of ["v22.18.0", "v22.20.1", "v24.0.0"]) {
  test(`Node.js ${version} of the machine is new enough`, () => {
    fakeNode(join(root, "path"), version);
    assert.ok(launch().said.startsWith(`${root}/path/node `));
  });
}

for (const version of ["v18.19.0", "v20.0.0", "v22.17.9", "nonsense"]) {
  test(`Node.js ${version} is refused with what is needed and what was found`, () => {
    fakeNode(join(root, "path"), version);
    const { status, stderr } = launch();
    assert.equal(status, 1);
    assert.match(stderr, /needs Node\.js 22\.18 or newer/);
    assert.ok(stderr.includes(version));
  });
}

test("links to a launcher, and links to those, lead to the program", () => {
  fakeNode(join(root, "node_modules/.bin"), "v24.0.0");
  symlinkSync("holdfast/bin/keepalived", join(dirname(root), "relative"));
  symlinkSync(join(dirname(root), "relative"), join(dirname(root), "absolute"));
  for (const command of ["relative", "absolute"]) {
    assert.ok(launch(join(dirname(root), command)).said.includes(`${root}/src/cli/keepalived.ts`));
  }
  const said = launch("./relative", "/usr/bin:/bin", dirname(root)).said;
  assert.ok(said.includes(`${root}/src/cli/keepalived.ts`));
});

test("the bundle is run, unless a source is newer", () => {
  fakeNode(join(root, "node_modules/.bin"), "v24.0.0");
  touch(join(root, "dist/keepalived.js"), 2000);
  assert.ok(launch().said.includes(`${root}/dist/keepalived.js`), "without sources");
  touch(join(root, "src/some.ts"), 1000);
  assert.ok(launch().said.includes(`${root}/dist/keepalived.js`), "with older sources");
  touch(join(root, "src/some.ts"), 3000);
  assert.ok(launch().said.includes(`${root}/src/cli/keepalived.ts`), "with newer sources");
});
