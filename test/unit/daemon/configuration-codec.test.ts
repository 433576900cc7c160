import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "../../../src/config/model/secret.ts";
import {
  decodeConfiguration,
  encodeConfiguration,
} from "../../../src/daemon/configuration/codec.ts";
import { virtualInstance } from "../../../src/sim/virtual-instance.ts";
import { configurationOf } from "./vrrp/fake-world.ts";

const password = new Secret("swordfish");
const configuration = configurationOf(
  virtualInstance({ authentication: { type: "pass", password } }),
);

test("a child gets the configuration that the supervisor has, passwords included", () => {
  const decoded = decodeConfiguration(encodeConfiguration(configuration));
  assert.deepEqual(JSON.parse(JSON.stringify(decoded)), JSON.parse(JSON.stringify(configuration)));
  const [instance] = decoded.vrrpInstances;
  assert.ok(instance?.authentication.type === "pass");
  assert.equal(instance.authentication.password.reveal(), "swordfish");
});

test("nothing but the codec shows the password", () => {
  assert.ok(!JSON.stringify(configuration).includes("swordfish"));
});
