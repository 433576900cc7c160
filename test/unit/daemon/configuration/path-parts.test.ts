import assert from "node:assert/strict";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathPartsOf } from "../../../../src/daemon/configuration/path-parts.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "holdfast-parts-")));
after(() => rmSync(folder, { recursive: true }));

const inFolder = (program: string): string[] =>
  pathPartsOf(join(folder, program))
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .map(({ path, kind }) => `${kind} ${path.slice(folder.length + 1)}`);

test("every directory, link and file on the way is walked through", () => {
  mkdirSync(join(folder, "real"));
  writeFileSync(join(folder, "real/a.sh"), "");
  chmodSync(join(folder, "real/a.sh"), 0o777);
  symlinkSync("real", join(folder, "linked"));
  symlinkSync("../linked/a.sh", join(folder, "real/b.sh"));
  assert.deepEqual(inFolder("real/a.sh"), ["directory real", "file real/a.sh"]);
  assert.deepEqual(inFolder("linked/b.sh"), [
    "link linked",
    "directory real",
    "link real/b.sh",
    "link linked",
    "directory real",
    "file real/a.sh",
  ]);
  const [root, ...rest] = pathPartsOf(join(folder, "real/a.sh"));
  assert.equal(root?.path, "/");
  assert.equal(rest.at(-1)?.mode, 0o777);
});

test("what is not there, or goes round in circles, has no parts", () => {
  symlinkSync("circle", join(folder, "circle"));
  for (const program of ["none", "circle"]) assert.deepEqual(inFolder(program), []);
  assert.deepEqual(pathPartsOf(null), []);
});
