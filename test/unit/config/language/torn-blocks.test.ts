import assert from "node:assert/strict";
import { test } from "node:test";
import { check, said } from "../build/building.ts";

const lines = {
  head: "vrrp_instance VI_1 {",
  interface: "interface eth0",
  id: "virtual_router_id 51",
  list: "virtual_ipaddress {",
  address: "192.0.2.1/24",
  endOfList: "}",
  password: "authentication {",
  type: "auth_type PASS",
  pass: "auth_pass abc",
  endOfPassword: "}",
  priority: "priority 90",
  end: "}",
};

/** The same instance with some lines written otherwise. */
const torn = (differences: Partial<Record<keyof typeof lines, string>>): string =>
  `${Object.values({ ...lines, ...differences }).join("\n")}\n`;

const rows: readonly [name: string, text: string, said: string][] = [
  ["the { of the instance", torn({ head: "vrrp_instance VI_1" }), "HF0018 VI_1"],
  ["the { of a list", torn({ list: "virtual_ipaddress" }), "HF0018 virtual_ipaddress"],
  ["the { of a block", torn({ password: "authentication" }), "HF0018 authentication"],
  ["a } before the list", torn({ id: "virtual_router_id 51\n}" }), "HF0019 }"],
  ["a } in the list", torn({ list: "virtual_ipaddress {\n}" }), "HF0019 }"],
  ["a } in the block", torn({ type: "auth_type PASS\n}" }), "HF0019 }"],
];

for (const [name, text, expected] of rows) {
  test(`${name} is named alone, and the instance runs as it was meant`, () => {
    const checked = check(text);
    assert.deepEqual(said(checked), [expected]);
    const [instance] = checked.configuration.vrrpInstances;
    assert.equal(instance?.virtualAddresses.length, 1);
    assert.equal(instance?.authentication.type, "pass");
    assert.equal(instance?.priority, 90);
    assert.equal(checked.exitCode, 5);
  });
}

test("each of two torn blocks is put together", () => {
  const second = torn({
    head: "vrrp_instance VI_2",
    id: "virtual_router_id 52",
    address: "192.0.2.2/24",
  });
  const checked = check(torn({ list: "virtual_ipaddress" }) + second);
  assert.deepEqual(said(checked), ["HF0018 virtual_ipaddress", "HF0018 VI_2"]);
  assert.equal(checked.configuration.vrrpInstances.length, 2);
});

test("an extra } at the end, and lines that belong nowhere, stay what they are", () => {
  assert.deepEqual(said(check(`${torn({})}}\n`)), ["HF0012 }"]);
  assert.deepEqual(said(check(`${torn({})}foo\n}\n`)), ["HF0107 foo", "HF0012 }"]);
});
