import assert from "node:assert/strict";
import { test } from "node:test";
import { requireCapability } from "../../../src/kernel/capabilities.ts";

const status = (effective: string) => () => `Name:\tnode\nCapEff:\t${effective}\nCapBnd:\t0\n`;

test("a capability that is there is no obstacle", () => {
  const found = requireCapability("CAP_NET_ADMIN", "change addresses", status("0000000000001000"));
  assert.equal(found.ok, true);
});

test("a capability that is missing is named, with what it is for and how to give it", () => {
  const found = requireCapability("CAP_NET_ADMIN", "change addresses", status("0000000000002000"));
  assert.ok(!found.ok);
  assert.equal(found.error.operation, "change addresses");
  assert.equal(found.error.errno, "EPERM");
  assert.match(found.error.remedy ?? "", /CAP_NET_ADMIN is missing: run as root/);
});

test("where the system does not say, the kernel will", () => {
  const unreadable = () => {
    throw new Error("no /proc");
  };
  assert.equal(requireCapability("CAP_NET_RAW", "send adverts", unreadable).ok, true);
  assert.equal(requireCapability("CAP_NET_RAW", "send adverts", () => "").ok, true);
});
