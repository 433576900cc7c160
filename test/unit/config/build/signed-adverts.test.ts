import assert from "node:assert/strict";
import { test } from "node:test";
import { buildConfiguration } from "../../../../src/config/build/build-configuration.ts";
import { blockNames } from "../../../../src/config/keywords/block-names.ts";
import { readConfiguration } from "../../../../src/config/language/read-configuration.ts";
import type { SignedAdverts } from "../../../../src/config/model/signed-adverts.ts";
import { check, instanceText, machine, rendered, saidOfInstance } from "./building.ts";

const secretText = "correct horse battery staple 4242";
const secretDigits = "5eb63bbbe01eeed093cb22bb8f5acdc3".repeat(2);
const signed = (lines: string): string => `auth_hmac {\n${lines}\n}`;

/** Of an instance that does not run because of it. */
function signingOf(lines: string): SignedAdverts | undefined {
  const bytes = new TextEncoder().encode(instanceText(signed(lines)));
  const files = {
    read: () => ({ ok: true as const, value: bytes }),
    glob: () => [],
    resolve: (_: string, path: string) => path,
    directoryOf: () => "/",
  };
  const environment = {
    configId: "one",
    requireIncludes: false,
    environmentVariable: () => null,
    random: (least: number) => least,
    workingDirectory: "/",
  };
  const { statements } = readConfiguration("main", files, environment, blockNames);
  return buildConfiguration(statements, machine).disabledInstances[0]?.signing;
}

test("keys are secrets in the model, with numbers and where they come from", () => {
  const lines = `key 1 "${secretText}"\n key 2 hex:${secretDigits}\n key 3 file:/etc/key`;
  const signing = signingOf(`${lines}\n active_key 2`);
  assert.deepEqual(
    signing?.keys.map(({ id, from }) => [id, from.kind]),
    [
      [1, "text"],
      [2, "hexadecimal"],
      [3, "file"],
    ],
  );
  assert.equal(signing?.activeKey, 2);
  assert.ok(!JSON.stringify(signing).includes("horse"));
});

test("defaults of the trailer follow from the interval of adverts", () => {
  const { keys, ...settings } = signingOf("key 7 file:/etc/key") ?? { keys: [] };
  assert.equal(keys.length, 1);
  assert.deepEqual(settings, {
    activeKey: 7,
    antiReplay: "time",
    timeWindowMicros: 5_000_000,
    mode: "enforce",
  });
  const chosen = signingOf(
    "key 7 file:/k\n anti_replay monotonic\n mode permissive\n time_window 9",
  );
  assert.deepEqual(
    [chosen?.antiReplay, chosen?.mode, chosen?.timeWindowMicros],
    ["monotonic", "permissive", 9_000_000],
  );
});

test("without its block an instance that is to sign does not run either", () => {
  assert.deepEqual(check(instanceText("auth_hmac")).configuration.vrrpInstances, []);
});

test("keys that cannot sign are named, and what may be one is not shown", () => {
  const rows: [lines: string, ...said: string[]][] = [
    [`key 0 ${secretDigits}`, "HF0447 0"],
    ["key 1 tooshort", "HF0447 1"],
    ["key 1 hex:xyz", "HF0447 1"],
    ["key 1", "HF0447 1"],
    ["key 1 file:/a\n key 1 file:/b", "HF0447 1"],
    ["key 1 file:/a\n active_key 2", "HF0447 2"],
    ["key 1 file:/a\n mode other", "HF0207 other"],
  ];
  for (const [lines, ...expected] of rows) {
    assert.deepEqual(
      saidOfInstance(signed(lines)).filter((one) => one !== "HF0409 auth_hmac"),
      expected,
      lines,
    );
  }
  const text = rendered(check(instanceText(signed("key 1 tooshort"))));
  assert.ok(!text.includes("tooshort"));
});
