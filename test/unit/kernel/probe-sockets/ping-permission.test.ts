import assert from "node:assert/strict";
import { constants } from "node:os";
import { test } from "node:test";
import { widened } from "../../../../src/kernel/probe-sockets/ping-permission.ts";
import { openProbeSockets } from "../../../../src/kernel/probe-sockets/probe-sockets.ts";
import { failure } from "../../../../src/wire/result.ts";
import { Ear, FakeKernel, plain } from "./fake-kernel.ts";

const cases: readonly [string, number, string | null][] = [
  ["1\t0", 0, "0 0"],
  ["1\t0", 1000, "1000 1000"],
  ["0\t2147483647", 0, null],
  ["100\t200", 100, null],
  ["100\t200", 200, null],
  ["100\t200", 0, "0 200"],
  ["100\t200", 300, "100 300"],
];
for (const [range, group, expected] of cases) {
  test(`group ${group} and the range ${range.replace("\t", "..")}: ${expected ?? "as it is"}`, () => {
    assert.equal(widened(range, group), expected);
  });
}

test("who may neither ping nor be let is told what to do", () => {
  const kernel = new FakeKernel();
  const refused = failure({ operation: "", errno: "EROFS", explanation: null, remedy: null });
  const permission = { grant: () => refused, withdraw: () => {} };
  const sockets = openProbeSockets(kernel.sys, kernel.poller, permission);
  assert.ok(sockets.ok);
  kernel.refusals.set("socket", constants.errno.EACCES);
  const opened = sockets.value.open({ ...plain, transport: "echo" }, new Ear());
  assert.ok(!opened.ok);
  assert.deepEqual(
    [opened.error.operation, opened.error.errno],
    ["open a socket to ping 192.0.2.1", "EACCES"],
  );
  assert.match(opened.error.explanation ?? "", /ping_group_range/);
  assert.match(opened.error.remedy ?? "", /sysctl -w .* CAP_NET_RAW/);
});
