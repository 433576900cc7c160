import assert from "node:assert/strict";
import { test } from "node:test";
import { errno } from "../../../../src/kernel/errno.ts";
import { createAddressTable } from "../../../../src/kernel/netlink/address-table.ts";
import { RtnetlinkClient } from "../../../../src/kernel/netlink/rtnetlink-client.ts";
import { RtnetlinkTable } from "../../../../src/kernel/netlink/rtnetlink-table.ts";
import type { KernelError, NetworkChange } from "../../../../src/ports/network.ts";
import type { InterfaceIndex } from "../../../../src/wire/units.ts";
import { desiredOf } from "../../core/reconcile/lines.ts";
import {
  acknowledge,
  addressBytes4,
  done,
  fakeTransport,
  linkBytes,
  numbered,
} from "./fake-kernel.ts";

const RTM_GETLINK = 18;
const RTM_GETADDR = 22;
const eth0 = 2 as InterfaceIndex;
const silentNotifications = () => assert.fail("nothing is sent on the notification socket");

/** A table over a kernel whose tables are these lists of messages, and what listeners heard. */
function tableOf(tables: { links: Uint8Array[]; addresses: Uint8Array[]; fails?: boolean }) {
  const kernel = fakeTransport((requests) =>
    requests.flatMap((request) => {
      if (tables.fails) return [acknowledge(request, errno.ENOMEM)];
      const all = { [RTM_GETLINK]: tables.links, [RTM_GETADDR]: tables.addresses }[request.type];
      if (all === undefined) return [acknowledge(request)];
      return [...all.map((bytes) => numbered(bytes.slice(), request.sequence)), done(request)];
    }),
  );
  const notifications = fakeTransport(silentNotifications);
  const reported: KernelError[] = [];
  const client = new RtnetlinkClient(kernel);
  const table = new RtnetlinkTable(notifications, client, (error) => reported.push(error));
  assert.ok(table.start().ok);
  const changes: NetworkChange[] = [];
  table.subscribe((change) => changes.push(change));
  const heard = () => changes.splice(0).map(inShort);
  const addresses = createAddressTable(client, table.applied);
  return { table, addresses, notifications, heard, reported };
}

function inShort(change: NetworkChange): string {
  switch (change.kind) {
    case "linkChanged":
    case "linkRemoved":
      return `${change.kind} ${change.link.index} ${change.link.name}`;
    case "addressAdded":
    case "addressRemoved":
      return `${change.kind} ${change.address.interfaceIndex} ${change.address.address}`;
    case "resynchronised":
      return change.kind;
  }
}

const usual = () => ({
  links: [linkBytes(1, "lo", { flags: 0x49 }), linkBytes(2, "eth0")],
  addresses: [addressBytes4(2, 1)],
});

test("the tables are there at once, and nobody is told of what was there before", () => {
  const { table, heard } = tableOf(usual());
  assert.deepEqual(table.linkByName("eth0"), {
    index: 2,
    name: "eth0",
    up: true,
    loopback: false,
    noArp: false,
    multicast: true,
    mtuBytes: 1500,
    hardwareType: 1,
    hardwareAddress: Uint8Array.of(2, 0, 0, 0, 0, 2),
  });
  assert.equal(table.linkByName("lo")?.loopback, true);
  assert.deepEqual(table.addressesOf(eth0), [
    {
      interfaceIndex: 2,
      address: "10.0.0.1",
      prefixLength: 24,
      scope: 0,
      label: "eth0",
      flags: 0x80,
      protocol: 18,
    },
  ]);
  table.catchUp();
  assert.deepEqual(heard(), []);
});

test("notifications change the tables and are told", () => {
  const { table, notifications, heard } = tableOf(usual());
  notifications.queue(linkBytes(2, "eth0", { flags: 0x1003 }), addressBytes4(2, 2));
  notifications.queue(addressBytes4(2, 1, true));
  table.catchUp();
  assert.deepEqual(heard(), [
    "linkChanged 2 eth0",
    "addressAdded 2 10.0.0.2",
    "addressRemoved 2 10.0.0.1",
  ]);
  assert.equal(table.linkByName("eth0")?.up, false);
});

test("a notification that changes nothing we know of is not told", () => {
  const { table, notifications, heard } = tableOf(usual());
  // Promiscuous mode (IFF_PROMISC), as tcpdump sets it.
  notifications.queue(linkBytes(2, "eth0", { flags: 0x1143 }), addressBytes4(2, 1));
  table.catchUp();
  assert.deepEqual(heard(), []);
});

test("an interface that comes back under another index is removed and new", () => {
  const { table, notifications, heard } = tableOf(usual());
  notifications.queue(linkBytes(2, "eth0", { deleted: true }), linkBytes(7, "eth0"));
  table.catchUp();
  assert.deepEqual(heard(), [
    "linkRemoved 2 eth0",
    "linkChanged 7 eth0",
    "addressRemoved 2 10.0.0.1",
  ]);
  assert.equal(table.linkByName("eth0")?.index, 7);
  assert.deepEqual(table.addressesOf(eth0), []);
});

test("a renamed interface is gone under its old name", () => {
  const { table, notifications, heard } = tableOf(usual());
  notifications.queue(linkBytes(2, "wan0"));
  table.catchUp();
  assert.deepEqual(heard(), ["linkRemoved 2 eth0", "linkChanged 2 wan0"]);
  assert.equal(table.linkByName("eth0"), null);
  assert.equal(table.linkByName("wan0")?.index, 2);
});

test("two interfaces that swap names keep one each", () => {
  const { table, notifications } = tableOf(usual());
  notifications.queue(linkBytes(3, "eth1"));
  table.catchUp();
  notifications.queue(linkBytes(2, "spare"), linkBytes(3, "eth0"), linkBytes(2, "eth1"));
  table.catchUp();
  assert.equal(table.linkByName("eth0")?.index, 3);
  assert.equal(table.linkByName("eth1")?.index, 2);
  assert.equal(table.linkByName("spare"), null);
});

test("a port that leaves its bridge is not a link that is gone", () => {
  const { table, notifications, heard } = tableOf(usual());
  notifications.queue(linkBytes(2, "eth0", { deleted: true, family: 7 }));
  table.catchUp();
  assert.deepEqual(heard(), []);
  assert.notEqual(table.linkByName("eth0"), null);
});

test("after an overrun the tables are read anew, the differences told, then resynchronised", () => {
  const tables = usual();
  const { table, notifications, heard } = tableOf(tables);
  tables.links = [linkBytes(1, "lo", { flags: 0x49 }), linkBytes(9, "eth0")];
  tables.addresses = [addressBytes4(9, 3)];
  // The kernel reports the overrun first and still has what came before it.
  notifications.queue(-errno.ENOBUFS, addressBytes4(2, 4));
  table.catchUp();
  assert.deepEqual(heard(), [
    "linkRemoved 2 eth0",
    "linkChanged 9 eth0",
    "addressRemoved 2 10.0.0.1",
    "addressAdded 9 10.0.0.3",
    "resynchronised",
  ]);
});

test("however much was queued before the overrun, the fresh tables have the last word", () => {
  const { table, notifications, heard } = tableOf(usual());
  const stale = Array.from({ length: 1500 }, (_, at) => addressBytes4(2, 2 + (at % 200)));
  notifications.queue(-errno.ENOBUFS, ...stale);
  table.catchUp();
  assert.equal(heard().at(-1), "resynchronised");
  assert.deepEqual(
    table.addressesOf(eth0).map(({ address }) => address),
    ["10.0.0.1"],
  );
});

test("a notification that cannot be read makes the tables be read anew", () => {
  const tables = usual();
  const { table, notifications, heard } = tableOf(tables);
  tables.addresses = [addressBytes4(2, 1), addressBytes4(2, 2)];
  notifications.queue(addressBytes4(2, 2).subarray(0, 20));
  table.catchUp();
  assert.deepEqual(heard(), ["addressAdded 2 10.0.0.2", "resynchronised"]);
});

test("tables that cannot be read are reported, and read with the next notification", () => {
  const tables: ReturnType<typeof usual> & { fails?: boolean } = usual();
  const { table, notifications, heard, reported } = tableOf(tables);
  tables.fails = true;
  notifications.queue(-errno.ENOBUFS);
  table.catchUp();
  assert.deepEqual(heard(), []);
  assert.ok(reported.length > 0 && reported.every((error) => error.errno === "ENOMEM"));

  tables.fails = false;
  notifications.queue(addressBytes4(2, 1));
  table.catchUp();
  assert.deepEqual(heard(), ["resynchronised"]);
});

test("our own addition is in the table at once and told when the kernel confirms it", () => {
  const { table, addresses, notifications, heard } = tableOf(usual());
  const [result] = addresses.apply([{ kind: "add", ...desiredOf("10.0.0.7/24") }]);
  assert.ok(result?.ok);
  assert.deepEqual(
    table.addressesOf(eth0).map(({ address }) => address),
    ["10.0.0.1", "10.0.0.7"],
  );
  assert.deepEqual(heard(), []);
  notifications.queue(addressBytes4(2, 7));
  table.catchUp();
  assert.deepEqual(heard(), ["addressAdded 2 10.0.0.7"]);
});

test("an addition and its removal that are confirmed together are nobody's news", () => {
  const { table, addresses, notifications, heard } = tableOf(usual());
  const desired = desiredOf("10.0.0.7/24");
  addresses.apply([{ kind: "add", ...desired }]);
  addresses.apply([{ kind: "remove", ...desired }]);
  notifications.queue(addressBytes4(2, 7), addressBytes4(2, 7, true));
  table.catchUp();
  assert.deepEqual(heard(), []);
  assert.equal(table.addressesOf(eth0).length, 1);
});
