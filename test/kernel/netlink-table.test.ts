/** What the kernel has and tells of links and addresses, beside `ip -json`. Needs root, iproute2. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { NetworkChange, NetworkTable } from "../../src/ports/network.ts";
import type { InterfaceIndex } from "../../src/wire/units.ts";
import { makeNamespace, type ReportedAddress, type ReportedLink } from "./netlink-namespace.ts";
import { until } from "./until.ts";

const namespace = makeNamespace("table");
after(() => namespace.remove());
const { ip, report, open } = namespace;

const scopeNumber: Record<string, number> = { global: 0, link: 253, host: 254 };
const indexOf = (table: NetworkTable, name: string): InterfaceIndex => {
  const link = table.linkByName(name);
  assert.ok(link !== null, `${name} is there`);
  return link.index;
};
const textOf = (change: NetworkChange): string =>
  "address" in change
    ? `${change.kind} ${change.address.address}`
    : "link" in change
      ? `${change.kind} ${change.link.name}`
      : change.kind;

/** Both sides in the same words. */
const ours = (table: NetworkTable) =>
  [...table.links()].map((link) => ({
    index: link.index,
    name: link.name,
    up: link.up,
    mtu: link.mtuBytes,
    loopback: link.loopback,
    multicast: link.multicast,
    hardware: [...link.hardwareAddress].map((byte) => byte.toString(16).padStart(2, "0")).join(":"),
    addresses: table
      .addressesOf(link.index)
      .map(({ address, prefixLength, scope }) => `${address}/${prefixLength} ${scope}`)
      .sort(),
  }));
const theirs = () =>
  report<ReportedLink[]>("address show").map((link) => ({
    index: link.ifindex,
    name: link.ifname,
    up: link.flags.includes("UP") && !link.flags.includes("NO-CARRIER"),
    mtu: link.mtu,
    loopback: link.flags.includes("LOOPBACK"),
    multicast: link.flags.includes("MULTICAST"),
    hardware: link.address,
    addresses: link.addr_info
      .map((info: ReportedAddress) => `${info.local}/${info.prefixlen} ${scopeNumber[info.scope]}`)
      .sort(),
  }));
const sameAsIp = (table: NetworkTable) => () =>
  JSON.stringify(ours(table).sort((a, b) => a.index - b.index)) ===
  JSON.stringify(theirs().sort((a, b) => a.index - b.index));

test("the tables hold what `ip` reports", async () => {
  ip("address add 192.0.2.1/24 dev left label left:one");
  ip("address add 192.0.2.9 peer 198.51.100.7/32 dev left scope link");
  ip("address add 2001:db8::9/64 dev right nodad");
  using network = open();
  await until(sameAsIp(network.table), "the tables differ from what ip reports");
  const addresses = network.table.addressesOf(indexOf(network.table, "left"));
  const labelled = addresses.find(({ address }) => address === "192.0.2.1");
  assert.equal(labelled?.label, "left:one");
});

test("what somebody else adds and removes is told", async () => {
  using network = open();
  const left = indexOf(network.table, "left");
  ip("address add 192.0.2.77/32 dev left");
  await until(() => network.changes.length > 0, "the addition was not told");
  ip("address del 192.0.2.77/32 dev left");
  await until(() => network.changes.length > 1, "the removal was not told");
  assert.deepEqual(network.changes.map(textOf), [
    "addressAdded 192.0.2.77",
    "addressRemoved 192.0.2.77",
  ]);
  assert.ok(network.table.addressesOf(left).every(({ address }) => address !== "192.0.2.77"));
});

test("a link that loses its carrier is not up any more", async () => {
  using network = open();
  ip("link set right down");
  await until(() => network.table.linkByName("left")?.up === false, "left stayed up");
  ip("link set right up");
  await until(() => network.table.linkByName("left")?.up === true, "left stayed down");
});

test("an interface that comes back under another index is followed", async () => {
  ip("link add lost type bridge");
  ip("address add 203.0.113.1/24 dev lost");
  using network = open();
  const before = indexOf(network.table, "lost");
  ip("link del lost");
  await until(() => network.table.linkByName("lost") === null, "it did not go");
  assert.deepEqual(network.table.addressesOf(before), []);
  ip("link add lost type bridge");
  await until(() => network.table.linkByName("lost") !== null, "it did not come back");
  assert.notEqual(indexOf(network.table, "lost"), before);
  const told = network.changes.map(textOf);
  assert.ok(told.includes("linkRemoved lost") && told.includes("addressRemoved 203.0.113.1"));
  ip("link del lost");
});

test("a port that leaves its bridge stays in the table", async () => {
  ip("link add bridge0 type bridge");
  ip("link set left master bridge0");
  using network = open();
  ip("link set left nomaster");
  ip("link del bridge0");
  await until(() => network.table.linkByName("bridge0") === null, "the bridge did not go");
  assert.notEqual(network.table.linkByName("left"), null);
  assert.ok(!network.changes.map(textOf).includes("linkRemoved left"));
});

test("when notifications are lost the tables are read again and the differences told", async () => {
  const batch = (verb: string) =>
    Array.from({ length: 240 }, (_, at) => `address ${verb} 10.77.0.${at + 1}/32 dev right`);
  using network = open({ notificationBuffer: { bytes: 4096, force: false } });
  ip("-batch -", [...batch("add"), ...batch("del"), ...batch("add")].join("\n"));
  const resynchronised = () => network.changes.some(({ kind }) => kind === "resynchronised");
  await until(resynchronised, "no resynchronisation");
  await until(sameAsIp(network.table), "the tables differ from what ip reports");
  const added = network.changes.filter(({ kind }) => kind === "addressAdded");
  assert.equal(new Set(added.map(textOf)).size, 240);
  ip("-batch -", batch("del").join("\n"));
  await until(sameAsIp(network.table), "the tables differ after the removal");
});
