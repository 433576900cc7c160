import assert from "node:assert/strict";
import { test } from "node:test";
import {
  matchesProcess,
  needsWords,
  type ProcessPattern,
} from "../../../../src/core/tracking/process-match.ts";

const named = (process: string, more: Partial<ProcessPattern> = {}): ProcessPattern => ({
  process,
  parameters: [],
  parameterMatch: "none",
  fullCommand: false,
  ...more,
});

const nginx = { name: "nginx", words: ["/usr/sbin/nginx", "-c", "/etc/nginx.conf"] };

test("the name is enough, as the kernel keeps it", () => {
  assert.equal(matchesProcess(named("nginx"), nginx), true);
  assert.equal(matchesProcess(named("/usr/sbin/nginx"), nginx), false);
  assert.equal(needsWords(named("nginx")), false);
});

test("with full_command or parameters the first word of the command line counts", () => {
  assert.equal(matchesProcess(named("/usr/sbin/nginx", { fullCommand: true }), nginx), true);
  assert.equal(matchesProcess(named("nginx", { fullCommand: true }), nginx), false);
  assert.equal(
    matchesProcess(named("kworker", { fullCommand: true }), { name: "kworker", words: [] }),
    false,
  );
});

for (const [parameterMatch, parameters, expected] of [
  ["exact", ["-c", "/etc/nginx.conf"], true],
  ["exact", ["-c"], false],
  ["exact", ["-c", "/etc/nginx"], false],
  ["partial", ["-c"], true],
  ["partial", ["-c", "/etc/nginx"], false],
  ["initial", ["-c", "/etc/ngin"], true],
  ["initial", ["-"], true],
  ["initial", ["-c", "/etc/nginx.conf", "-"], false],
  ["initial", [], true],
  ["exact", [], false],
] as const) {
  test(`${parameterMatch} "${parameters.join(" ")}" ${expected ? "matches" : "does not match"}`, () => {
    const pattern = named("/usr/sbin/nginx", { parameterMatch, parameters });
    assert.equal(matchesProcess(pattern, nginx), expected);
  });
}
