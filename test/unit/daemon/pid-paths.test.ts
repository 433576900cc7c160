import assert from "node:assert/strict";
import { test } from "node:test";
import { type PidPathRules, pidPaths } from "../../../src/daemon/pid-paths.ts";

const none = { parent: null, vrrp: null, checkers: null, bfd: null };
const rules = (differences: Partial<PidPathRules>): PidPathRules => ({
  overrides: none,
  usePidDirectory: false,
  instanceName: null,
  networkNamespace: null,
  ...differences,
});

const table: readonly [string, Partial<PidPathRules>, string, string, string, string[]][] = [
  ["plainly", {}, "/run/keepalived.pid", "/run/vrrp.pid", "/run/checkers.pid", []],
  [
    "with use_pid_dir",
    { usePidDirectory: true },
    "/run/keepalived/keepalived.pid",
    "/run/keepalived/vrrp.pid",
    "/run/keepalived/checkers.pid",
    ["/run/keepalived"],
  ],
  [
    "with an instance name",
    { instanceName: "east" },
    "/run/keepalived/keepalived_east.pid",
    "/run/keepalived/vrrp_east.pid",
    "/run/keepalived/checkers_east.pid",
    ["/run/keepalived"],
  ],
  [
    "in a network namespace",
    { networkNamespace: "blue" },
    "/run/keepalived/blue/keepalived.pid",
    "/run/keepalived/blue/vrrp.pid",
    "/run/keepalived/blue/checkers.pid",
    ["/run/keepalived", "/run/keepalived/blue"],
  ],
  [
    "where options name them",
    { overrides: { ...none, parent: "/p", vrrp: "/v", checkers: "/c" } },
    "/p",
    "/v",
    "/c",
    [],
  ],
];

for (const [when, given, parent, vrrp, lvs, directories] of table) {
  test(`the pid files ${when} are where keepalived's are`, () => {
    const reloadMarker = `${directories.at(-1) ?? "/run"}/keepalived.reload`;
    assert.deepEqual(pidPaths(rules(given)), { parent, vrrp, lvs, directories, reloadMarker });
  });
}
