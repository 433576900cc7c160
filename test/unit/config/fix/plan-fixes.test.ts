import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { allCodes } from "../../../../src/config/diagnostics/codes.ts";
import { bareInstance, instance } from "../../../../src/config/diagnostics/example-texts.ts";
import { findingsOf, fixed, planOf, type Texts } from "./fixing.ts";

/** After the fixes nothing is found that was not found before, and what was fixed is not. */
function assertMended(text: string, included: Texts = {}): number {
  const plan = planOf(text, included);
  const before = findingsOf(text, included);
  const after = findingsOf(fixed(text, included), included);
  for (const { code, message } of plan.fixed) {
    const at = before.indexOf(`${code} ${message.replaceAll(/\bline \d+/g, "line")}`);
    assert.notEqual(at, -1, `${code} was not there`);
    before.splice(at, 1);
  }
  for (const finding of after) {
    const at = before.indexOf(finding);
    assert.notEqual(at, -1, `came with the fix: ${finding}\n${text}`);
    before.splice(at, 1);
  }
  return plan.fixed.length;
}

test("in every example, what is fixed is gone and nothing else has come", () => {
  let count = 0;
  for (const { example } of allCodes) {
    if ("unshown" in example || example.peer !== undefined) continue;
    count += assertMended(example.wrong, example.files);
    count += assertMended(example.right, example.files);
  }
  assert.ok(count >= 10, `only ${count} fixes`);
});

const lines = fc.constantFrom(
  "prioriy 150",
  "prioriy 300",
  "priority 150 100  # main",
  "priority  120",
  "state bakup",
  "State MASTER",
  "garp_master_repeat 0",
  "advert_int 1.12345678",
  "nopreemt",
  "mcast_src_ip 192.0.2.1/24 # ours",
  "smtp_alert ON",
  "skip_check_adv_addr 1 2 3",
  'notify_mastr "/usr/local/bin/promote now"',
  "authenticaton {\n auth_type pass\n auth_pass secret\n}",
  "unicast_peer {\n 192.0.2.2\n 192.0.2.2 # twice\n}",
  "priority 150;",
  "virtual_routes {\n 198.51.100.0/24 via 192.0.2.254 metirc 5\n}",
  "virtual_rules {\n from 192.0.2.0/24 table 100 prefernce 5\n}",
  "virtual_ipaddress {\n 192.0.2.11/24 lable eth0:1\n 192.0.2.11/24 -nodad\n}",
  "~SEQ(weight, 1, 2) prioriy 15",
  "$WORD",
);

test("whatever stands together, no fix does harm, and fixing twice changes nothing more", () => {
  fc.assert(
    fc.property(fc.array(lines, { maxLength: 6 }), (chosen) => {
      const text = `$WORD=prioriy 100\n${instance(...chosen)}`;
      assertMended(text);
      const once = fixed(text);
      assert.equal(fixed(once), once);
    }),
  );
});

test("a misspelt keyword is written as it is meant, and everything else stays", () => {
  const text =
    "vrrp_instance VI_1 {\r\n\tinterface eth0 ! lan\r\n\tvirtual_router_id\t51\r\n\tprioriy  150 # main\r\n\tvirtual_ipaddress { 192.0.2.1/24 }\r\n}";
  assert.equal(fixed(text), text.replace("prioriy", "priority"));
});

test("surplus words become a comment, and stay where the value is of no use", () => {
  const text = instance("interface eth0 (local interface)  # lan");
  assert.match(fixed(text), /\n {4}interface eth0 # \(local interface\) {2}# lan\n/);
  const unusable = instance("mcast_src_ip <IP ADDRESS>");
  assert.equal(fixed(unusable), unusable);
});

test("what is removed takes the blanks before it along, and the line where nothing else is", () => {
  const list = (lines: string) => bareInstance(`virtual_ipaddress {\n${lines}\n}`);
  const other = "192.0.2.10/24 ";
  assert.equal(fixed(list(`${other}-nodad # a`)), list("192.0.2.10/24 # a"));
  assert.equal(fixed(list(`${other}# a\n${other}`)), list(`${other}# a`));
  assert.equal(fixed(list(`${other}\n${other} # a`)), list(`${other}\n  # a`));
});

test("a word that could be two others is not touched", () => {
  const text = instance("garp_master_refres 5").replace("refres 5", "re 5");
  assert.equal(fixed(text), text);
});

test("what a definition put in is not edited where it is used", () => {
  const text = `$WORD=prioriy\n${instance("$WORD 100")}`;
  assert.equal(fixed(text), text);
  assert.deepEqual(planOf(text).leftOut, []);
});

test("a fix that would bring another mistake to light is left out, and says which", () => {
  const text = instance("prioriy 300");
  const { changes, leftOut } = planOf(text);
  assert.deepEqual(changes, []);
  assert.equal(leftOut[0]?.because?.code, "HF0203");
});

test("an included file is fixed where it is, once for all that include it", () => {
  const part = "/etc/keepalived/priority.conf";
  const text = instance("include priority.conf");
  const twice = `${text}${text.replace("VI_1", "VI_2").replace("51", "52").replace(".10/", ".11/")}`;
  const plan = planOf(twice, { [part]: "prioriy 150\n" });
  assert.deepEqual(
    plan.changes.map(({ path, lines }) => [path, lines.map(({ after }) => after)]),
    [[part, ["priority 150\n"]]],
  );
});

test("bytes that are not UTF-8 stay what they are", () => {
  const text = instance("# Z\udcfcrich", "prioriy 150");
  assert.equal(fixed(text), text.replace("prioriy", "priority"));
});
