import assert from "node:assert/strict";
import { test } from "node:test";
import { mostComplaints, readComplaints } from "../../../../src/wire/nftables/refusal.ts";

test("complaints with their lines; the lines shown and the marks below them are passed over", () => {
  const errorOutput = `/dev/stdin:3:35-54: Error: Could not process rule: No such file or directory
delete element inet t services { 10.99.5.1 . tcp . 80 }
                                 ^^^^^^^^^^^^^^^^^^^^
/dev/stdin:6:21-37: Error: No such file or directory; did you mean chain ‘a’ in table inet ‘t’?
delete chain inet t b
                    ^
`;
  assert.deepEqual(readComplaints(errorOutput), [
    { line: 3, text: "Could not process rule: No such file or directory" },
    { line: 6, text: "No such file or directory; did you mean chain ‘a’ in table inet ‘t’?" },
  ]);
});

test("complaints without a place", () => {
  const cases = [
    ["Error: Could not process rule: Operation not permitted\n", "Operation not permitted"],
    ["netlink: Error: cache initialization failed: Protocol not supported", "Protocol"],
    ["nft: netlink_linearize.c:799: Assertion `dreg < ctx->reg_low' failed.", "Assertion"],
  ] as const;
  for (const [text, words] of cases) {
    const [complaint] = readComplaints(text);
    assert.equal(complaint?.line, null);
    assert.ok(complaint?.text.includes(words), complaint?.text);
  }
});

test("warnings are no complaints, and there is a bound", () => {
  assert.deepEqual(readComplaints("warning: stmt ops map have no json callback\n"), []);
  assert.equal(readComplaints("Error: no\n".repeat(20_000)).length, mostComplaints);
});
