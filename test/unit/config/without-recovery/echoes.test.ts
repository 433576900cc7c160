import assert from "node:assert/strict";
import { test } from "node:test";
import { check, instanceText, machine } from "../build/building.ts";

/** What causes it, with the lines that keepalived complains about because of it. */
function echoesIn(text: string): string[] {
  return check(text).diagnostics.flatMap(({ code, span, echoes }) => {
    const lines = (echoes ?? []).map(({ line }) => line);
    return lines.length === 0 ? [] : [`${code} ${span?.line}: ${lines.join(" ")}`];
  });
}

test("every line of an unknown block echoes it, and the block stays one finding", () => {
  const text = `bal_defs {\n router_id A\n}\n${instanceText("")}`;
  assert.deepEqual(echoesIn(text), ["HF0113 1: 2 3"]);
  assert.equal(check(text).diagnostics.length, 1);
});

test("a block that other processes own is skipped by each that does not own it", () => {
  const text = `foo {\n bar\n global_defs {\n  router_id A\n }\n}\n${instanceText("")}`;
  assert.deepEqual(echoesIn(text), ["HF0013 1: 2"]);
});

test("a stray brace is one finding, and the lines behind it echo it", () => {
  const text = "global_defs {\n router_id A\n }\n smtp_alert\n}\n";
  assert.deepEqual(echoesIn(text), ["HF0019 3: 4 5"]);
  assert.equal(check(text).exitCode, 5);
});

test("a brace behind a keyword without block makes its } end the block around it", () => {
  const text = "global_defs {\n router_id A {\n  foo\n }\n smtp_alert\n}\n";
  assert.deepEqual(echoesIn(text), ["HF0105 2: 3 5 6"]);
});

test("a name that is not defined leaves two braces in its line", () => {
  const text = `global_defs {\n router_id \${NAME}\n smtp_alert\n}\n${instanceText("")}`;
  assert.deepEqual(echoesIn(text), ["HF0020 2: 3 4"]);
});

test("a keyword without its value stops everything where only keepalived reads it", () => {
  const text = `foo {\n instance\n}\n${instanceText("")}`;
  assert.deepEqual([check(text).exitCode, echoesIn(text)], [2, ["HF0113 1: 2"]]);
});

test("the brace of a list may be missing for all that keepalived says", () => {
  const text = `global_defs {\n notification_email\n a@example.net\n}\n`;
  assert.equal(check(text).exitCode, 0);
});

test("a block taken to end early is still open for keepalived", () => {
  const open = instanceText("").trimEnd().slice(0, -1);
  const text = `${open}\n${instanceText("", "VI_2").replace("51", "52")}`;
  assert.deepEqual(echoesIn(text), ["HF0013 1: 9"]);
  assert.equal(check(text).exitCode, 5);
});

test("an empty list is complained about where it ends", () => {
  assert.deepEqual(echoesIn("global_defs {\n notification_email {\n }\n}\n"), ["HF0112 2: 3"]);
});

test("scripts that keepalived does not come to are not a matter of its verdict", () => {
  const host = { ...machine, userExists: () => true, isExecutable: () => true };
  const server = "virtual_server 192.0.2.9 80 {\n protocol TCP\n quorum_up /bin/true root\n";
  const real = "real_server 192.0.2.8 80 {\n weight 1\n}\n";
  const codeOf = (text: string): number => check(text, host).exitCode;
  assert.equal(codeOf(`foo {\n}\n${server}${real}}\n`), 6);
  assert.equal(codeOf(`foo {\n}\n${server}}\n}\n${real}`), 5);
});

test("a quote without partner costs the part of its line between braces, not what stands before", () => {
  const text = 'vrrp_instance V { state "MASTER\n}\n';
  assert.equal(check(text).exitCode, 2);
});

test("every complaint finds its cause where there are thousands of both", () => {
  const found = check(`foo {\n${"bar x\n".repeat(20_000)}}\n${"foo x\n".repeat(20_000)}`);
  const count = found.diagnostics.flatMap(({ echoes }) => echoes ?? []).length;
  assert.ok(count >= 20_000, String(count));
});
