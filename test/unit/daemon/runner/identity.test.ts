import assert from "node:assert/strict";
import { test } from "node:test";
import { identityTable } from "../../../../src/daemon/runner/identity.ts";

const passwd = "root:x:0:0:root:/root:/bin/sh\nscript:x:990:980::/:/bin/false\n";
const group = "root:x:0:\nscripts:x:985:\n";
const identities = identityTable(
  () => passwd,
  () => group,
);

const table = [
  [null, null, {}],
  ["script", null, { uid: 990, gid: 980 }],
  ["script", "scripts", { uid: 990, gid: 985 }],
  ["990", null, { uid: 990, gid: 980 }],
  ["1234", "77", { uid: 1234, gid: 77 }],
  [null, "scripts", { gid: 985 }],
] as const;
for (const [user, groupName, expected] of table) {
  test(`user ${user} and group ${groupName} are found`, () => {
    assert.deepEqual(identities.find(user, groupName), { ok: true, value: expected });
  });
}

test("unknown names are refused, each by its name", () => {
  assert.deepEqual(identities.find("who", null), {
    ok: false,
    error: 'user "who" does not exist',
  });
  assert.deepEqual(identities.find("script", "what"), {
    ok: false,
    error: 'group "what" does not exist',
  });
});
