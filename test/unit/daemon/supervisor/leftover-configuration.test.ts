import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isEmpty,
  withInstancesOf,
  withoutAddressesOf,
} from "../../../../src/daemon/supervisor/leftover-configuration.ts";
import { check, instanceText } from "../../config/build/building.ts";

const configurationOf = (text: string) => check(text).configuration;
const routes = (...lines: string[]) => `virtual_routes {\n${lines.join("\n")}\n}`;
const first = "10.1.0.0/24 via 192.0.2.254";
const second = "10.2.0.0/24 via 192.0.2.254";
const statics = "static_routes {\n10.3.0.0/24 via 192.0.2.254\n}\n";

test("only what the other configuration has nowhere is left", () => {
  const before = configurationOf(statics + instanceText(routes(first, second)));
  const after = configurationOf(instanceText(routes(second)));
  const left = withoutAddressesOf(before, after);
  const [instance, ...others] = left.vrrpInstances;
  assert.ok(instance !== undefined && others.length === 0);
  assert.deepEqual(instance.virtualAddresses, []);
  const destinations = instance.virtualRoutes.map(({ destination }) => destination.address);
  assert.deepEqual(destinations, ["10.1.0.0"]);
  assert.equal(left.statics.routes.length, 1);
  assert.ok(!isEmpty(left));
});

test("what has moved between an instance and the statics is not left", () => {
  const before = configurationOf(statics + instanceText(""));
  const after = configurationOf(instanceText(routes("10.3.0.0/24 via 192.0.2.254")));
  assert.ok(isEmpty(withoutAddressesOf(before, after)));
});

test("what is static stays while no process runs", () => {
  const both = withInstancesOf(configurationOf(statics + instanceText("")), null);
  assert.equal(both.vrrpInstances.length, 1);
  assert.deepEqual(both.statics, { addresses: [], routes: [], rules: [] });
});
