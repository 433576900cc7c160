import assert from "node:assert/strict";
import { test } from "node:test";
import { notActedOn } from "../../../../src/config/build/not-acted-on.ts";
import type { Statement, Word } from "../../../../src/config/language/tree.ts";
import { check, instanceText } from "./building.ts";

/** A statement of bare words, the first on that line; `inside` makes it a block. */
function statement(text: string, line: number, inside?: readonly Statement[]): Statement {
  const span = { source: 0, line, column: 1, length: 1 };
  const words = text.split(" ").map((word): Word => ({ text: word, quoted: false, span }));
  const block = inside === undefined ? null : { statements: inside, open: span, close: span };
  return { words: words as [Word, ...Word[]], text, block };
}

test("what nothing acts on is said once, with how often it is used and where it is first", () => {
  const inside = [statement("neighbor_ip 192.0.2.2", 2)];
  const found = notActedOn([
    statement("bfd_instance A", 1, inside),
    statement("garp_group", 5, []),
    statement("bfd_instance B", 7, inside),
    statement("global_defs", 9, [statement("router_id A", 10), statement("nonsense", 11)]),
  ]);
  assert.equal(found?.code, "HF0102");
  assert.match(found?.message ?? "", /: bfd_instance \(2\), garp_group$/);
  assert.deepEqual(
    found?.related?.map(({ span, message }) => [span.line, message]),
    [
      [1, "first bfd_instance"],
      [5, "first garp_group"],
    ],
  );
});

test("what is balanced and checked is acted on", () => {
  const checks = [statement("TCP_CHECK", 3, [statement("connect_timeout 3", 4)])];
  const inside = [statement("real_server 192.0.2.2 80", 2, checks)];
  assert.equal(notActedOn([statement("virtual_server 192.0.2.1 80", 1, inside)]), null);
});

test("an option of a line is counted as well, and what runs is not", () => {
  const lines = [statement("192.0.2.1 use_vmac", 3)];
  const instance = statement("vrrp_instance A", 1, [statement("virtual_ipaddress", 2, lines)]);
  assert.match(notActedOn([instance])?.message ?? "", /: use_vmac$/);
  assert.equal(notActedOn([statement("net_namespace red", 1)]), null);
  assert.deepEqual(check(instanceText("")).diagnostics, []);
});
