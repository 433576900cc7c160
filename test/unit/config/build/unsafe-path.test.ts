import assert from "node:assert/strict";
import { test } from "node:test";
import { type PathPart, unsafePartOf } from "../../../../src/config/build/unsafe-path.ts";
import { check, instanceText, machine, rendered, said } from "./building.ts";

const part = (path: string, differences: Partial<PathPart> = {}): PathPart => ({
  path,
  kind: path.endsWith(".sh") ? "file" : "directory",
  ownerId: 0,
  groupId: 0,
  mode: 0o755,
  ...differences,
});
const remedyOf = (path: string, differences: Partial<PathPart>): string | null =>
  unsafePartOf([part("/"), part(path, differences)])?.remedy ?? null;

test("a path that only root may change is safe", () => {
  assert.equal(unsafePartOf([]), null);
  assert.equal(unsafePartOf([part("/"), part("/etc"), part("/etc/a.sh")]), null);
  assert.equal(remedyOf("/etc/a.sh", { mode: 0o775 }), null);
  assert.equal(remedyOf("/tmp", { mode: 0o1777 }), null);
  assert.equal(remedyOf("/bin", { kind: "link", mode: 0o777 }), null);
});

test("the first part that others may change is named with what mends it", () => {
  assert.equal(remedyOf("/etc/a.sh", { ownerId: 1000 }), "chown root /etc/a.sh");
  assert.equal(remedyOf("/etc/a.sh", { mode: 0o777 }), "chmod o-w /etc/a.sh");
  assert.equal(remedyOf("/etc/a.sh", { mode: 0o775, groupId: 4 }), "chmod g-w /etc/a.sh");
  assert.equal(remedyOf("/srv", { mode: 0o777, groupId: 4 }), "chmod go-w /srv");
  assert.equal(
    remedyOf("/srv/my dir", { mode: 0o777, ownerId: 7 }),
    "chown root '/srv/my dir' && chmod o-w '/srv/my dir'",
  );
  assert.equal(remedyOf("/it's", { ownerId: 7 }), `chown root '/it'\\''s'`);
  assert.equal(remedyOf("/tmp", { ownerId: 7, mode: 0o1777 }), "chown root /tmp");
  assert.equal(remedyOf("/bin", { kind: "link", ownerId: 7 }), "chown -h root /bin");
  const parts = [part("/"), part("/a", { ownerId: 1 }), part("/a/b.sh", { ownerId: 2 })];
  assert.equal(unsafePartOf(parts)?.part.path, "/a");
});

const host = {
  ...machine,
  userExists: () => true,
  isExecutable: () => true,
  isRoot: (user: string | null) => user === null || user === "root",
  pathParts: (program: string) => [
    part("/"),
    part("/srv", program.startsWith("/srv") ? { ownerId: 1000, groupId: 50, mode: 0o775 } : {}),
    part(program),
  ],
};
const withSecurity = (lines: string, global = ""): string =>
  `global_defs {\n enable_script_security\n ${global}\n}\n${instanceText(lines)}`;

test("with script security a script of root that others may change is an error of its own", () => {
  const checked = check(withSecurity("notify /srv/a.sh", "script_user root"), host);
  assert.deepEqual([said(checked), checked.exitCode], [["HF0605 /srv/a.sh"], 0]);
  assert.match(rendered(checked), /"\/srv" has owner 1000, group 50, mode 0775/);
  assert.match(rendered(checked), /\^ chown root \/srv && chmod g-w \/srv/);
});

test("scripts of other users, safe ones, and those without script security are not held to it", () => {
  const rows = [
    withSecurity("notify /srv/a.sh nobody"),
    withSecurity("notify /srv/a.sh", "script_user nobody"),
    withSecurity("notify /srv/a.sh"),
    withSecurity("notify /etc/a.sh", "script_user root"),
  ];
  for (const text of rows) assert.deepEqual(said(check(text, host)), [], text);
  const asRoot = withSecurity("notify /srv/a.sh root", "script_user nobody");
  assert.deepEqual(said(check(asRoot, host)), ["HF0605 /srv/a.sh"]);
  assert.deepEqual(said(check(instanceText("notify /srv/a.sh"), host)), ["HF0604"]);
});
