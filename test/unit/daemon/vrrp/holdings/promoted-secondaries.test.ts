import assert from "node:assert/strict";
import { test } from "node:test";
import { PromotedSecondaries } from "../../../../../src/daemon/vrrp/holdings/promoted-secondaries.ts";
import { success } from "../../../../../src/wire/result.ts";
import { check, instanceText } from "../../../config/build/building.ts";

const silent = () => undefined;
const log = {
  log: silent,
  info: silent,
  detail: silent,
  warning: silent,
  error: silent,
  alert: silent,
};
const pathOf = (name: string) => `net/ipv4/conf/${name}/promote_secondaries`;

function made(...interfaces: readonly string[]) {
  const values = new Map(interfaces.map((name) => [pathOf(name), "0"]));
  const settings = {
    read: (path: string) => values.get(path) ?? null,
    write: (path: string, value: string) => {
      values.set(path, value);
      return success(null);
    },
  };
  return { secondaries: new PromotedSecondaries(settings, log), values };
}
const instances = (lines: string) => check(instanceText(lines)).configuration.vrrpInstances;
const asking = instances(
  "promote_secondaries\nvirtual_ipaddress_excluded {\n10.1.0.1/24 dev eth1\n2001:db8::1 dev eth2\n}",
);

test("it is set where an instance that asks for it has IPv4 addresses, and nowhere else", () => {
  const { secondaries, values } = made("eth0", "eth1", "eth2");
  secondaries.configure(instances(""));
  assert.deepEqual([...values.values()], ["0", "0", "0"]);
  secondaries.configure(asking);
  assert.deepEqual([...values.values()], ["1", "1", "0"]);
});

test("it is put back when nobody asks any more, and at the end", () => {
  const { secondaries, values } = made("eth0", "eth1");
  secondaries.configure(asking);
  secondaries.configure(instances("promote_secondaries"));
  assert.deepEqual([...values.values()], ["1", "0"]);
  secondaries.restoreAll();
  assert.deepEqual([...values.values()], ["0", "0"]);
});

test("what was set before stays set, and an interface that comes later gets it", () => {
  const { secondaries, values } = made("eth0");
  values.set(pathOf("eth0"), "1");
  secondaries.configure(asking);
  values.set(pathOf("eth1"), "0");
  secondaries.appeared("eth1");
  assert.equal(values.get(pathOf("eth1")), "1");
  secondaries.restoreAll();
  assert.deepEqual([...values.values()], ["1", "0"]);
});
