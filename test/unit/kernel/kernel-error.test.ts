import assert from "node:assert/strict";
import { test } from "node:test";
import { errno } from "../../../src/kernel/errno.ts";
import { type ErrorContext, kernelError } from "../../../src/kernel/kernel-error.ts";

const remedy = (number: number, context: ErrorContext = {}): string =>
  kernelError("do it", number, context).remedy ?? "";

test("an error carries operation, name, and the kernel's own words", () => {
  assert.deepEqual(kernelError("add an address", -errno.EEXIST, { explanation: "duplicate" }), {
    operation: "add an address",
    errno: "EEXIST",
    explanation: "duplicate",
    remedy: null,
  });
});

test("a missing capability is named, with three ways to give it", () => {
  const text = remedy(errno.EPERM, { capability: "CAP_NET_ADMIN" });
  for (const part of ["run as root", "AmbientCapabilities=CAP_NET_ADMIN", "cap_net_admin+ep"]) {
    assert.ok(text.includes(part), part);
  }
  assert.equal(remedy(errno.EPERM), "");
});

test("a missing or idle interface is named", () => {
  assert.match(remedy(errno.ENODEV, { interfaceName: "eth7" }), /ip link show eth7/);
  assert.match(remedy(errno.ENETDOWN, { interfaceName: "eth7" }), /ip link set eth7 up/);
  assert.match(remedy(errno.ENXIO), /ip link$/);
});

test("a missing kernel feature is named by its option", () => {
  const text = remedy(errno.EAFNOSUPPORT, { kernelOption: "CONFIG_IPV6" });
  assert.match(text, /a kernel with CONFIG_IPV6/);
});
