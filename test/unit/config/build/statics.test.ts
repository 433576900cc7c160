import assert from "node:assert/strict";
import { test } from "node:test";
import { machineCodes } from "../../../../src/config/diagnostics/codes-machine.ts";
import { check, instanceText, machine, said } from "./building.ts";

const file = (...blocks: string[]): string => [...blocks, instanceText("")].join("\n");
const staticsOf = (text: string) => check(text).configuration.statics;

test("static addresses, routes and rules go into the model", () => {
  const statics = staticsOf(
    file(
      "static_ipaddress {\n192.0.2.7/24 dev eth1\n}",
      "static_routes {\ndefault via 192.0.2.254\n}",
      "static_rules {\nfrom 192.0.2.7 table 100 preference 5\n}",
    ),
  );
  assert.deepEqual(
    statics.addresses.map((line) => line.interface),
    ["eth1"],
  );
  assert.deepEqual(
    statics.routes.map((route) => route.gateway),
    ["192.0.2.254"],
  );
  assert.deepEqual(
    statics.rules.map((rule) => rule.preference),
    [5],
  );
});

test("a static address without dev goes to default_interface, else to eth0", () => {
  const block = "static_ipaddress {\n192.0.2.7/24\n}";
  assert.equal(staticsOf(file(block)).addresses[0]?.interface, "eth0");
  const chosen = file("global_defs {\ndefault_interface eth7\n}", block);
  assert.equal(staticsOf(chosen).addresses[0]?.interface, "eth7");
});

test("a track_group is known or named as unknown", () => {
  const lines = (name: string): string =>
    file(
      "track_group north {\ngroup {\nVI_1\n}\n}",
      `static_ipaddress {\n192.0.2.7/24 dev eth0 track_group ${name}\n}`,
      `static_routes {\ndefault via 192.0.2.254 track_group ${name}\n}`,
      `static_rules {\ntable 100 preference 5 track_group ${name}\n}`,
    );
  const { addresses, routes, rules } = staticsOf(lines("north"));
  const groups = [...addresses, ...routes, ...rules].map((line) => line.trackGroup);
  assert.deepEqual(groups, ["north", "north", "north"]);
  const findings = said(check(lines("south"))).filter((one) => one.startsWith("HF0550"));
  assert.deepEqual(findings, ["HF0550 192.0.2.7/24", "HF0550 default", "HF0550 table"]);
});

test("virtual rules count on where static ones ended", () => {
  const text = file("static_rules {\nfrom 192.0.2.7 table 100\n}").replace(
    "virtual_ipaddress",
    "virtual_rules {\nfrom 192.0.2.8 table 100\n}\nvirtual_ipaddress",
  );
  const { statics, vrrpInstances } = check(text).configuration;
  assert.equal(statics.rules[0]?.preference, 16384);
  assert.equal(vrrpInstances[0]?.virtualRules[0]?.preference, 16383);
});

test("interfaces that routes, rules and static addresses need are looked for once each", () => {
  const text = file(
    "static_ipaddress {\n192.0.2.7/24 dev no1\n}",
    "static_routes {\ndefault via 192.0.2.254 dev no2 vrf no3\ndefault via ::1 or ::2 dev no4\n}",
    "static_rules {\nfrom 192.0.2.7 iif no5 oif lo table 100 preference 5\n}",
  );
  const host = { ...machine, interfaceExists: (name: string) => !name.startsWith("no") };
  const missing = check(text, host).diagnostics.filter(
    ({ code }) => code === machineCodes.interfaceMissing.code,
  );
  assert.deepEqual(missing.map((one) => one.interface).toSorted(), [
    "no1",
    "no2",
    "no3",
    "no4",
    "no5",
  ]);
});
