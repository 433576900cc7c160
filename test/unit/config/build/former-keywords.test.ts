/** What is said about keywords that a section no longer has, or never had. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Diagnostic } from "../../../../src/config/diagnostics/diagnostic.ts";
import { check, instanceText } from "./building.ts";

const server = (lines: string): string =>
  `virtual_server 192.0.2.1 80 {\n protocol TCP\n lb_algo rr\n ${lines}\n}\n`;
const unknown = (text: string): Diagnostic =>
  check(text).diagnostics.find(({ code }) => /^HF01(07|13)$/.test(code)) ?? assert.fail(text);

test("an old name of another block's keyword is written anew", () => {
  const checked = "real_server 192.0.2.2 80 {\n TCP_CHECK {\n nb_get_retry 3\n }\n }";
  const { help, consequence, fix } = unknown(server(checked));
  assert.equal(help, 'write "retry"');
  assert.match(consequence ?? "", /default retry, \d+\.$/);
  assert.deepEqual(
    fix?.edits.map(({ replaces, text }) => [replaces, text]),
    [["nb_get_retry", "retry"]],
  );
  assert.equal(unknown("global_defs {\n lvs_id LVS1\n}\n").help, 'write "router_id"');
});

test("a keyword without a successor is to be removed", () => {
  const { help, consequence } = unknown(server("nat_mask 255.255.255.0"));
  assert.equal(help, "remove the line: NAT needs no mask");
  assert.equal(consequence, "The line has no effect.");
});

test("names of instances and comments of other languages are told apart from slips", () => {
  const group = "vrrp_sync_group VG1 {\n VI_1\n}\n";
  assert.match(unknown(instanceText("") + group).help ?? "", /group \{ VI_1 \}/);
  assert.equal(unknown(server("// two servers")).help, "comments begin with # or !");
});

test("a block has no default to run with", () => {
  const { consequence } = unknown(instanceText("track_interfce {\n eth0\n}"));
  assert.equal(consequence, "VI_1 therefore runs without track_interface.");
});
