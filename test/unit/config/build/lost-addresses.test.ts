import assert from "node:assert/strict";
import { test } from "node:test";
import { check, said } from "./building.ts";

const instance = (lines: string): string =>
  `vrrp_instance VI_1 {\n interface eth0\n virtual_router_id 51\n ${lines}\n}\n`;
const listed = (line: string): string => `virtual_ipaddress {\n ${line}\n}`;
const other = "vrrp_instance VI_2 {\n interface eth0\n virtual_router_id 52\n}\n";

test("an instance without an address says so at the mistake that took it, and only there", () => {
  const rows: [text: string, said: string[]][] = [
    [instance(listed("192.0.2.300")), ["HF0501 192.0.2.300"]],
    [instance(listed("192.0.2.300\n 192.0.2.400")), ["HF0501 192.0.2.300", "HF0501 192.0.2.400"]],
    [instance(listed("192.0.2.1 dev")), ["HF0504 dev"]],
    [instance(`foo {\n ${listed("192.0.2.1")}\n}`), ["HF0113 foo"]],
    [instance("virtual_ipadress {\n 192.0.2.1\n}"), ["HF0113 virtual_ipadress"]],
    [instance("virtual_ipaddress"), ["HF0104 virtual_ipaddress"]],
    [`${instance("")}${listed("192.0.2.1")}\n`, ["HF0114 virtual_ipaddress"]],
  ];
  for (const [text, expected] of rows) {
    const checked = check(text);
    assert.deepEqual(said(checked), expected, text);
    assert.equal(checked.exitCode, 5);
    const consequence = "VI_1 therefore moves no advertised address.";
    assert.equal(checked.diagnostics.at(-1)?.consequence, consequence, text);
  }
});

test("where VRRPv3 needs an address, the mistake that took it disables the instance", () => {
  const checked = check(instance(`version 3\n ${listed("192.0.2.300")}`));
  assert.deepEqual(said(checked), ["HF0501 192.0.2.300"]);
  assert.equal(checked.diagnostics[0]?.consequence, "VI_1 is therefore disabled.");
  assert.deepEqual(checked.configuration.vrrpInstances, []);
});

test("a mistake elsewhere explains nothing", () => {
  const rows: [text: string, said: string[]][] = [
    [instance("prioriy 3"), ["HF0406 virtual_router_id", "HF0107 prioriy"]],
    [instance("") + other + listed("192.0.2.1"), ["HF0406 virtual_router_id", "HF0114"]],
  ];
  for (const [text, [first]] of rows) assert.equal(said(check(text))[0], first, text);
});

test("an empty list asks for an address in it, and none for a list", () => {
  const helpFor = (lines: string): string => check(instance(lines)).diagnostics[0]?.help ?? "";
  assert.match(helpFor(listed("")), /^write an address into it/);
  assert.match(helpFor(""), /^add virtual_ipaddress/);
});

test("a missing } of authentication is named first and alone, and the addresses stay", () => {
  const open = "authentication {\n auth_type PASS\n auth_pass abc";
  const checked = check(instance(`${open}\n ${listed("192.0.2.1")}`));
  assert.deepEqual(said(checked), ["HF0013 {"]);
  assert.equal(checked.diagnostics[0]?.span?.line, 4);
  const [{ virtualAddresses, authentication } = {}] = checked.configuration.vrrpInstances;
  assert.equal(virtualAddresses?.length, 1);
  assert.equal(authentication?.type, "pass");
});
