import assert from "node:assert/strict";
import { test } from "node:test";
import type { Configuration } from "../../../../../src/config/model/configuration.ts";
import { Secret } from "../../../../../src/config/model/secret.ts";
import type { VrrpInstance } from "../../../../../src/config/model/vrrp-instance.ts";
import { changeLine } from "../../../../../src/daemon/supervisor/reload/change.ts";
import { configurationChanges } from "../../../../../src/daemon/supervisor/reload/changes.ts";
import { virtualInstance } from "../../../../../src/sim/virtual-instance.ts";
import { type Priority, seconds, type VirtualRouterId } from "../../../../../src/wire/units.ts";
import { balancingOf } from "../../../config/build/load-balancing-text.ts";
import { configurationOf } from "../../vrrp/fake-world.ts";

const instance = (changes: Partial<VrrpInstance> = {}): VrrpInstance =>
  virtualInstance({ name: "VI_1", version: 3, ...changes });

const linesOf = (before: Configuration, after: Configuration): readonly string[] =>
  configurationChanges(before, after).map(changeLine);

const change = (changes: Partial<VrrpInstance>, before: Partial<VrrpInstance> = {}) =>
  linesOf(configurationOf(instance(before)), configurationOf(instance(changes)));

test("the same file, and one whose lines moved, has no change", () => {
  assert.deepEqual(change({}), []);
  assert.deepEqual(change({ place: { source: 0, line: 77, column: 1, length: 3 } }), []);
});

test("settings are told in the words of the file, with both values", () => {
  assert.deepEqual(change({ priority: 90 as Priority, advertIntervalMicros: seconds(0.5) }), [
    "vrrp_instance VI_1 changed: priority 100 → 90, advert_int 1 s → 0.5 s",
  ]);
  assert.deepEqual(change({ name: "WEB" }), ["vrrp_instance VI_1 changed: name VI_1 → WEB"]);
});

test("of a password only that it is another one is told", () => {
  const pass = (text: string) => ({ type: "pass", password: new Secret(text) }) as const;
  const lines = change({ authentication: pass("two") }, { authentication: pass("one") });
  assert.deepEqual(lines, ["vrrp_instance VI_1 changed: authentication"]);
  assert.deepEqual(change({ authentication: pass("a") }, { authentication: pass("a") }), []);
});

test("addresses come and go one by one", () => {
  const [first] = instance().virtualAddresses;
  assert.ok(first !== undefined);
  const virtualAddresses = [{ ...first, prefixLength: 16 }];
  const [line] = change({ virtualAddresses });
  const was = `${first.address}/${first.prefixLength}`;
  assert.equal(line, `vrrp_instance VI_1 changed: virtual_ipaddress -${was} +${first.address}/16`);
});

test("an instance of the same name that is another router is replaced", () => {
  assert.deepEqual(change({ virtualRouterId: 9 as VirtualRouterId }), [
    `vrrp_instance VI_1 replaced: virtual_router_id ${instance().virtualRouterId} → 9`,
  ]);
  const other = instance({ name: "VI_2", virtualRouterId: 9 as VirtualRouterId });
  const both = linesOf(configurationOf(instance()), configurationOf(other));
  assert.deepEqual(both, ["vrrp_instance VI_2 added", "vrrp_instance VI_1 removed"]);
});

test("virtual servers and global settings are told too", () => {
  const before = configurationOf(instance());
  const text = (weight: number) => `virtual_server 192.0.2.1 80 {
    protocol TCP
    real_server 192.0.2.5 80 {
      weight ${weight}
    }
  }`;
  const at = (weight: number): Configuration => ({
    ...before,
    loadBalancing: balancingOf(text(weight)),
  });
  assert.deepEqual(linesOf(before, at(1)), ["virtual_server [192.0.2.1]:tcp:80 added"]);
  assert.deepEqual(linesOf(at(1), at(2)), [
    "virtual_server [192.0.2.1]:tcp:80 changed: real_server 192.0.2.5:80 (weight 1 → 2)",
  ]);
  const global = { ...before.global, routerId: "two" };
  assert.deepEqual(linesOf(before, { ...before, global }), [
    "global_defs changed: router_id - → two",
  ]);
});
