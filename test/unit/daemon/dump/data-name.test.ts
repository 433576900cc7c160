import assert from "node:assert/strict";
import { test } from "node:test";
import { dataName } from "../../../../src/daemon/dump/data-name.ts";
import { check } from "../../config/build/building.ts";

const globalOf = (lines: string) => check(`global_defs {\n${lines}\n}\n`).configuration.global;

test("each process has a file of its own", () => {
  const plain = globalOf("");
  const names = (["parent", "vrrp", "lvs"] as const).map((role) => dataName(role, plain, "_ns_a"));
  assert.deepEqual(names, ["keepalived_parent.data", "keepalived.data", "keepalived_check.data"]);
});

test("state_dump_file moves them, and data_use_instance tells daemons apart", () => {
  const moved = globalOf("state_dump_file /var/dumps/router.d/state.txt\ndata_use_instance");
  assert.equal(dataName("lvs", moved, "_ns_a"), "/var/dumps/router.d/state_check.ns_a.txt");
  assert.equal(dataName("vrrp", moved, ""), "/var/dumps/router.d/state.txt");
  const bare = globalOf("state_dump_file /var/dumps.d/state");
  assert.equal(dataName("parent", bare, ""), "/var/dumps.d/state_parent");
});
