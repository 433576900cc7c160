/** Addresses added to and removed from a real kernel, beside `ip -json`. Needs root, iproute2. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { AddressLine } from "../../src/config/model/address-line.ts";
import {
  type DesiredAddress,
  reconcileAddresses,
  releaseAddresses,
} from "../../src/core/reconcile/addresses.ts";
import type { AddressOperation, InterfaceAddress } from "../../src/ports/network.ts";
import type { IpAddress } from "../../src/wire/address.ts";
import type { InterfaceIndex } from "../../src/wire/units.ts";
import { lineOf } from "../unit/core/reconcile/lines.ts";
import { makeNamespace, type OpenedNetwork, type ReportedLink } from "./netlink-namespace.ts";
import { until } from "./until.ts";

const namespace = makeNamespace("addresses");
after(() => namespace.remove());
const { ip, report, open } = namespace;
// Its own link-local addresses would only be in the way.
ip("link set left addrgenmode none");
ip("-6 address flush dev left");

const left = report<ReportedLink[]>("link show left")[0]?.ifindex as InterfaceIndex;
const desiredOf = (prefix: string, options: Partial<AddressLine> = {}): DesiredAddress => ({
  interfaceIndex: left,
  line: lineOf(prefix, { interface: "left", ...options }),
});
const add = (prefix: string, options: Partial<AddressLine> = {}): AddressOperation => ({
  kind: "add",
  ...desiredOf(prefix, options),
});
const onLeft = () => report<ReportedLink[]>("address show left")[0]?.addr_info ?? [];
const prefixesOnLeft = () => onLeft().map(({ local, prefixlen }) => `${local}/${prefixlen}`);

function mustApply(network: OpenedNetwork, operations: readonly AddressOperation[]): void {
  for (const result of network.addresses.apply(operations)) {
    assert.ok(result.ok, result.ok ? "" : JSON.stringify(result.error));
  }
}

test("every option of an address line reaches the kernel", () => {
  using network = open();
  const lines = [
    add("10.1.0.1/24", { label: "left:vip", broadcast: "10.1.0.255" as IpAddress }),
    add("10.2.0.1/24", {
      peer: { address: "10.2.0.2" as IpAddress, prefixLength: 32 },
      scope: 253,
    }),
    add("10.3.0.1/24", { noPrefixRoute: true }),
    add("2001:db8:1::1/64", { home: true, managedTemporaryAddress: true }),
    add("2001:db8:2::1/128"),
    add("2001:db8:3::1/64", { noPrefixRoute: true, preferredLifetimeSeconds: 900 }),
  ];
  mustApply(network, lines);
  const byAddress = new Map(onLeft().map((info) => [info.local, info]));
  const forever = 0xffffffff;
  const expect = (local: string, wanted: Record<string, unknown>) => {
    const found = byAddress.get(local);
    assert.ok(found !== undefined, `${local} is there`);
    for (const [name, value] of Object.entries(wanted)) {
      assert.deepEqual(found[name], value, `${name} of ${local}`);
    }
  };
  expect("10.1.0.1", {
    prefixlen: 24,
    label: "left:vip",
    broadcast: "10.1.0.255",
    scope: "global",
  });
  expect("10.2.0.1", { prefixlen: 32, address: "10.2.0.2", scope: "link", label: "left" });
  expect("10.3.0.1", { noprefixroute: true, preferred_life_time: forever });
  expect("2001:db8:1::1", { prefixlen: 64, home: true, mngtmpaddr: true, nodad: true });
  expect("2001:db8:2::1", { prefixlen: 128, preferred_life_time: 0, valid_life_time: forever });
  expect("2001:db8:3::1", { noprefixroute: true, tentative: undefined });
  assert.ok(Number(byAddress.get("2001:db8:3::1")?.preferred_life_time) > 890);

  const protocols = network.table.addressesOf(left).map(({ protocol }) => protocol);
  assert.deepEqual(protocols, Array(6).fill(18));
  mustApply(network, releaseAddresses(lines));
  assert.deepEqual(onLeft(), []);
});

test("adding twice and removing twice are successes", () => {
  using network = open();
  const desired = [desiredOf("10.1.0.1/24"), desiredOf("2001:db8::1/64")];
  const additions = desired.map((one) => ({ kind: "add" as const, ...one }));
  mustApply(network, [...additions, ...additions]);
  assert.equal(onLeft().length, 2);
  mustApply(network, [...releaseAddresses(desired), ...releaseAddresses(desired)]);
  assert.equal(onLeft().length, 0);
});

test("an address that was about to expire stays when it is claimed", () => {
  ip("address add 10.1.0.1/24 dev left valid_lft 60 preferred_lft 60");
  ip("address add 2001:db8::1/64 dev left valid_lft 60 preferred_lft 60 nodad");
  using network = open();
  const desired = [desiredOf("10.1.0.1/24"), desiredOf("2001:db8::1/64")];
  mustApply(
    network,
    desired.map((one) => ({ kind: "add", ...one })),
  );
  for (const info of onLeft()) assert.equal(info.valid_life_time, 0xffffffff, info.local);
  mustApply(network, releaseAddresses(desired));
});

test("a refusal carries the kernel's own explanation", () => {
  using network = open();
  const [wrongPrefix, wrongInterface] = network.addresses.apply([
    add("10.1.0.1/33"),
    { ...add("10.1.0.2/32", { interface: "gone0" }), interfaceIndex: 9999 as InterfaceIndex },
  ]);
  assert.ok(wrongPrefix && !wrongPrefix.ok && wrongInterface && !wrongInterface.ok);
  assert.equal(wrongPrefix.error.operation, "carry out ip address add 10.1.0.1/33 dev left");
  assert.equal(wrongPrefix.error.errno, "EINVAL");
  assert.match(wrongPrefix.error.explanation ?? "", /prefix/i);
  assert.equal(wrongInterface.error.errno, "ENODEV");
  assert.match(wrongInterface.error.explanation ?? "", /device/i);
  assert.match(wrongInterface.error.remedy ?? "", /gone0/);
});

const twoHundred = Array.from({ length: 200 }, (_, at) =>
  at % 2 === 0 ? desiredOf(`10.4.0.${at + 1}/24`) : desiredOf(`2001:db8:4::${at.toString(16)}/64`),
);

test("200 addresses are added in one batch and come back as notifications", async () => {
  using network = open();
  const started = performance.now();
  mustApply(
    network,
    twoHundred.map((one) => ({ kind: "add", ...one })),
  );
  const millis = performance.now() - started;
  assert.ok(millis < 500, `it took ${millis} ms`);
  assert.equal(network.table.addressesOf(left).length, 200, "the table has them at once");
  assert.equal(onLeft().length, 200);
  const told = () => network.changes.filter(({ kind }) => kind === "addressAdded");
  await until(() => told().length >= 200, "not all additions were told");
  mustApply(network, releaseAddresses(twoHundred));
  assert.equal(onLeft().length, 0);
});

test("a small receive buffer costs more datagrams and loses nothing", () => {
  using network = open({ requestBuffer: { bytes: 2304, force: false } });
  mustApply(
    network,
    twoHundred.map((one) => ({ kind: "add", ...one })),
  );
  assert.equal(onLeft().length, 200);
  mustApply(network, releaseAddresses(twoHundred));
});

test("claim, reload, repair and release end with what is desired and no more", async () => {
  ip("address add 192.0.2.1/24 dev left");
  using network = open();
  const observed = (): readonly InterfaceAddress[] => network.table.addressesOf(left);
  const before = ["10.1.0.1/24", "10.1.0.2/24", "2001:db8::1/64"].map((one) => desiredOf(one));
  const later = ["10.1.0.2/24", "10.1.0.3/24", "2001:db8::1/128"].map((one) => desiredOf(one));
  const bring = (managed: readonly DesiredAddress[], desired: readonly DesiredAddress[]) => {
    mustApply(network, reconcileAddresses({ managed, desired, observed: observed() }));
  };

  bring(before, before);
  assert.deepEqual(prefixesOnLeft().sort(), [
    "10.1.0.1/24",
    "10.1.0.2/24",
    "192.0.2.1/24",
    "2001:db8::1/64",
  ]);
  // Without promote_secondaries the kernel drops 10.1.0.2 with its primary: repaired when told.
  bring([...before, ...later], later);
  const settled = () => {
    bring(later, later);
    return prefixesOnLeft().length === 4;
  };
  await until(settled, "the reload did not settle");
  ip("address del 10.1.0.3/24 dev left");
  const lost = () => !observed().some(({ address }) => address === "10.1.0.3");
  await until(lost, "the loss was not noticed");
  bring(later, later);
  assert.deepEqual(prefixesOnLeft().sort(), [
    "10.1.0.2/24",
    "10.1.0.3/24",
    "192.0.2.1/24",
    "2001:db8::1/128",
  ]);
  bring(later, []);
  assert.deepEqual(prefixesOnLeft(), ["192.0.2.1/24"]);
});

test("neighbours are read", () => {
  ip("neighbour add 10.9.9.9 lladdr 02:00:00:00:00:99 dev left nud permanent");
  using network = open();
  const neighbours = network.client.neighbours();
  assert.ok(neighbours.ok);
  const found = neighbours.value.find(({ address }) => address === "10.9.9.9");
  assert.deepEqual([...(found?.hardwareAddress ?? [])], [2, 0, 0, 0, 0, 0x99]);
});
