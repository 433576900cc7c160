import assert from "node:assert/strict";
import { test } from "node:test";
import type { Diagnostic } from "../../../../../src/config/diagnostics/diagnostic.ts";
import type { DaemonDefinitions } from "../../../../../src/config/model/configuration.ts";
import type { LoadedConfiguration } from "../../../../../src/daemon/configuration/load.ts";
import {
  heldBack,
  reasonsInShort,
  whyNotReloadable,
} from "../../../../../src/daemon/supervisor/reload/reloadable.ts";
import { configurationOf } from "../../vrrp/fake-world.ts";

const unknownBlock = (name: string): Diagnostic => ({
  code: "HF0113",
  severity: "error",
  span: { source: 0, line: 7, column: 1, length: 1 },
  message: `unknown keyword "${name}"`,
});

function loaded(
  diagnostics: readonly Diagnostic[] = [],
  daemon: Partial<DaemonDefinitions> = {},
): LoadedConfiguration {
  const configuration = configurationOf();
  return {
    configuration: { ...configuration, daemon: { ...configuration.daemon, ...daemon } },
    diagnostics,
    findings: [],
    usable: true,
    isBare: false,
    testExitCode: 0,
    parentData: "",
  };
}

test("a sound configuration takes over", () => {
  assert.deepEqual(whyNotReloadable(loaded(), loaded()), []);
});

test("the findings that refuse a reload are named again, the first three of many", () => {
  const one = loaded([unknownBlock("a")]);
  assert.deepEqual(whyNotReloadable(loaded(), one), ['unknown keyword "a" (line 7)']);
  assert.deepEqual(whyNotReloadable(one, one), []);
  const five = loaded(["a", "b", "c", "d", "e"].map(unknownBlock));
  assert.match(reasonsInShort(whyNotReloadable(loaded(), five)), /"a" .*"b" .*"c" .*; and 2 more/);
});

test("namespace and instance name hold as long as the daemon runs", () => {
  const blue = loaded([], { networkNamespace: "blue" });
  assert.match(whyNotReloadable(loaded(), blue).join(), /^net_namespace cannot change/);
  const named = loaded([], { instanceName: "one" });
  assert.match(whyNotReloadable(loaded(), named).join(), /^instance cannot change/);
});

test("a file without a block does not take the place of one with blocks", () => {
  const bare = { ...loaded(), isBare: true };
  assert.match(whyNotReloadable(loaded(), bare).join(), /^nothing is configured to run/);
  assert.deepEqual(whyNotReloadable(bare, bare), []);
});

test("what only a start can change is named, and keeps nothing else from being applied", () => {
  const { configuration } = loaded();
  const { global } = configuration;
  const vrrpProcess = { ...global.vrrpProcess, realtimePriority: 50, cpus: [1] };
  const after = { ...configuration, global: { ...global, umask: 0o22, vrrpProcess } };
  assert.deepEqual(heldBack(configuration, after), [
    "umask is another one: it holds from the next start of the daemon",
    "vrrp_rt_priority is another one: it holds from the next start of the daemon",
    "vrrp_cpu_affinity is another one: it holds from the next start of the daemon",
  ]);
  assert.deepEqual(heldBack(configuration, configuration), []);
});
