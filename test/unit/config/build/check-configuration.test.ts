import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { sections } from "../../../../src/config/keywords/table.ts";
import { check, instanceText, machine, rendered, said } from "./building.ts";

test("a misspelt keyword is shown with its place, the nearest one, and what follows from it", () => {
  const text = instanceText("prioriy 100");
  assert.equal(
    rendered(check(text)),
    [
      'keepalived.conf:7:3: error HF0107: unknown keyword "prioriy" in vrrp_instance VI_1',
      "   7 |   prioriy 100",
      '     |   ^^^^^^^ did you mean "priority"?',
      "VI_1 therefore runs with the default priority, 100.",
    ].join("\n"),
  );
});

test("the consequence is what really holds, not what the table says", () => {
  const consequence = (lines: string, block = ""): string | undefined =>
    check(block + instanceText(lines)).diagnostics[0]?.consequence;
  const rows: [lines: string, consequence: string][] = [
    ["priority x\n state MASTER", "VI_1 therefore runs with the default priority, 255."],
    ["priority 50\n priority x", "VI_1 therefore keeps the priority of line 7."],
    ["priority x\n priority 50", "VI_1 therefore keeps the priority of line 8."],
    ["garp_master_delay x", "VI_1 therefore runs with the default garp_master_delay, 5 s."],
    ["nopreemt", "VI_1 therefore runs without nopreempt."],
    ["foo bar", "The line has no effect."],
    ["foo {\n bar\n}", "The block has no effect."],
    ["version 7", "VI_1 therefore runs with the default version, 2."],
    ["garp_master_repeat 0", "1 is used instead."],
  ];
  for (const [lines, expected] of rows) assert.equal(consequence(lines), expected, lines);
  const global = "global_defs {\n vrrp_version 3\n vrrp_garp_master_repeat 7\n}\n";
  assert.match(consequence("version 7", global) ?? "", /default version, 3/);
  assert.match(consequence("garp_master_repeat x", global) ?? "", /garp_master_repeat, 7/);
});

test("a required keyword that is lost disables its instance, and that is said once", () => {
  const rows: [lines: string, said: string[]][] = [
    ["interface eth0\n virtual_router_id 300", ["HF0203 300"]],
    ["interface eth0\n virtual_router_id x", ["HF0202 x"]],
    ["interface eth0\n virtual_router_id", ["HF0201 virtual_router_id"]],
    ["interface a/b\n virtual_router_id 51", ["HF0213 a/b"]],
    ["interface eth0", ["HF0403 A"]],
  ];
  for (const [lines, expected] of rows) {
    const checked = check(`vrrp_instance A {\n ${lines}\n no_virtual_ipaddress\n}`);
    assert.deepEqual(checked.configuration.vrrpInstances, [], lines);
    assert.deepEqual(said(checked), expected);
    assert.equal(checked.diagnostics[0]?.consequence, "A is therefore disabled.");
  }
});

test("exit codes are those of keepalived's config test", () => {
  const rows: [text: string, exit: number][] = [
    [instanceText(""), 0],
    [instanceText("track_script {\n chk\n}"), 5],
    [instanceText("priority 90 80"), 0],
    [instanceText("prioriy 90"), 5],
    [instanceText("advert_int 1.5"), 5],
    [instanceText("priority"), 2],
    [instanceText("prioriy 90\n priority"), 2],
    ["vrrp_script {\n}", 2],
  ];
  for (const [text, exit] of rows) assert.equal(check(text).exitCode, exit, text);
});

test("an instance behind a missing brace is usable", () => {
  const open = instanceText("").trimEnd().slice(0, -1);
  const second = instanceText("", "VI_2").replace("51", "52").replace("2.1/", "2.2/");
  const checked = check(`${open}\n${second}`);
  assert.deepEqual(
    checked.configuration.vrrpInstances.map(({ name }) => name),
    ["VI_1", "VI_2"],
  );
  assert.deepEqual(said(checked), ["HF0013 {"]);
  assert.equal(checked.exitCode, 5);
});

test("an empty file is accepted, and a missing one leaves an empty configuration", () => {
  assert.deepEqual([check("").exitCode, check("").diagnostics], [0, []]);
  const missing = check(null);
  assert.equal(missing.exitCode, 4);
  assert.deepEqual(missing.configuration.vrrpInstances, []);
});

test("interfaces that the machine lacks are named, unless they are expected to come", () => {
  const host = { ...machine, interfaceExists: (name: string) => name === "eth9" };
  const text = instanceText("virtual_ipaddress_excluded {\n 192.0.2.9 dev eth1\n}");
  assert.deepEqual(said(check(text, host)), ["HF0601 eth0", "HF0601 eth1"]);
  const same = instanceText("virtual_ipaddress_excluded {\n 192.0.2.9 dev eth0\n 192.0.2.8\n}");
  const echoes = check(same, host).diagnostics.map((one) => (one.echoes ?? []).length);
  assert.deepEqual([said(check(same, host)), echoes], [["HF0601 eth0"], [1]]);
  const without = same.replace("interface eth0", "").replace("eth0", "eth1");
  assert.deepEqual(said(check(without, host)), ["HF0403 VI_1", "HF0601 eth1"]);
  assert.equal(check(text, host).configuration.vrrpInstances.length, 1);
  assert.deepEqual(said(check(`global_defs {\n dynamic_interfaces\n}\n${text}`, host)), []);
  assert.deepEqual(said(check(text, null)), []);
});

test("users and programs that the machine lacks are named", () => {
  const host = {
    ...machine,
    userExists: (name: string) => name === "root",
    isExecutable: (program: string) => program === "/bin/true",
  };
  const text = `global_defs {\n script_user nobody9\n}\n${instanceText("notify /bin/none root")}`;
  assert.deepEqual(said(check(text, host)), ["HF0602 nobody9", "HF0603 /bin/none"]);
  const withoutUser = check(instanceText("notify /bin/true nobody9"), host);
  assert.deepEqual(said(withoutUser), ["HF0606 /bin/true"]);
  assert.equal(withoutUser.exitCode, 0);
});

const password = "s3cr3tpw";

test("no diagnostic, no excerpt and no dump shows a password", () => {
  const blocks = [
    `authentication {\n auth_type PASS\n auth_pass ${password} more ${password}\n}`,
    `authentication {\n auth_type PASS\n auth_pass ${password}${password}\n}`,
    `authentication {\n auth_type PASS\n auth_pas ${password}\n}`,
    `authentication {\n auth_type PASS\n auth_password ${password}\n}`,
    `authentication {\n auth_type PASS\n auth_pass "${password}\n}`,
    `authentication {\n auth_pass ${password} {\n x\n }\n}`,
    `authentication {\n auth_pass ${password}\n}`,
    `version 3\n authentication {\n auth_type PASS\n auth_pass ${password}\n}`,
    `authentication { auth_typ PASS auth_pass ${password} }`,
    `authentication {\n auth_type PASS\n auth_pass x\n auth_pass ${password}\n}`,
    `auth_hmac {\n kee 1 ${password}\n key 1 ${password}\n}`,
  ];
  for (const block of blocks) {
    const checked = check(instanceText(block));
    assert.doesNotMatch(rendered(checked), /s3cr3t/, block);
    assert.doesNotMatch(inspect(checked.diagnostics, { depth: 9 }), /s3cr3t/, block);
    assert.doesNotMatch(inspect(checked.configuration, { depth: 9 }), /s3cr3t/, block);
  }
});

const keywordNames = Object.values(sections).flatMap((section) => Object.keys(section));
const word = fc.oneof(
  fc.constantFrom(...keywordNames),
  fc.constantFrom("{", "}", "\n", "\n", "VI_1", "eth0", "192.0.2.1/24", "fe80::1", "on", "MASTER"),
  fc.integer({ min: -5, max: 300 }).map(String),
  fc.string({ maxLength: 5 }),
);

test("any file is answered with diagnostics, and every instance that is left is sound", () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), fc.array(word, { maxLength: 40 }), (a, b) => {
      const { configuration } = check(`${a.join(" ")}\n${instanceText(b.join(" "))}`);
      for (const instance of configuration.vrrpInstances) {
        assert.ok(instance.priority >= 1 && instance.priority <= 255);
        assert.ok(instance.virtualRouterId >= 1 && instance.virtualRouterId <= 255);
        assert.ok(instance.advertIntervalMicros >= 10_000);
        assert.ok(instance.interface !== "");
        assert.ok(instance.version === 3 || instance.family === "ipv4");
        assert.ok(instance.virtualAddresses.length <= 255);
      }
    }),
    { numRuns: 200 },
  );
});
