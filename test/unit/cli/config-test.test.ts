import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { runConfigTest } from "../../../src/cli/config-test.ts";
import { daemonOptions } from "../daemon/options-of.ts";

const configuration = `vrrp_instance VI_1 {
    interface nowhere0
    virtual_router_id 51
    prioriy 100
    virtual_ipaddress {
        10.0.0.1/24
    }
}
`;

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-config-test-"));
  chmodSync(folder, 0o777);
});
after(() => rmSync(folder, { recursive: true }));

/** The exit code and the text of a config test of `text`, in that namespace. */
function tested(name: string, text: string, networkNamespace: string, asNobody = false) {
  const configurationFile = join(folder, `${name}.conf`);
  const output = join(folder, `${name}.out`);
  writeFileSync(configurationFile, text, { mode: 0o644 });
  writeFileSync(output, "");
  chmodSync(output, 0o666);
  const options = daemonOptions({ configurationFile, networkNamespace });
  if (asNobody) process.seteuid?.(65_534);
  try {
    return { exitCode: runConfigTest(options, output), text: readFileSync(output, "utf8") };
  } finally {
    process.seteuid?.(0);
  }
}

test("a namespace that is not there is named, and the test fails as the daemon would", () => {
  const { exitCode, text } = tested("absent", configuration, "no-such-namespace");
  assert.equal(exitCode, 4);
  assert.match(text, /Cannot enter network namespace no-such-namespace: ENOENT; check that/);
  assert.match(text, /"prioriy"/);
  assert.doesNotMatch(text, /nowhere0/);
});

test("where entering is only forbidden, the file is judged and the machine is not", () => {
  const { exitCode, text } = tested("forbidden", configuration, "/proc/self/ns/net", true);
  assert.equal(exitCode, 5);
  assert.match(text, /"prioriy"/);
  assert.doesNotMatch(text, /nowhere0/);
  assert.match(text, /Cannot enter network namespace \/proc\/self\/ns\/net: E(PERM|ACCES)/);
  assert.match(text, /was not looked at/);
});

test("a namespace that can be entered is looked at", () => {
  const { text } = tested("entered", configuration, "/proc/self/ns/net");
  assert.match(text, /nowhere0/);
});
