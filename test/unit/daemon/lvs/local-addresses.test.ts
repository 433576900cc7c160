import assert from "node:assert/strict";
import { test } from "node:test";
import { LocalAddresses } from "../../../../src/daemon/lvs/local-addresses.ts";
import type { InterfaceAddress, NetworkChange } from "../../../../src/ports/network.ts";
import type { InterfaceIndex } from "../../../../src/wire/units.ts";
import { address } from "../vrrp/fake-world.ts";
import { configurationOf, serviceOf } from "./balancer-scene.ts";

function scene() {
  let tell: (change: NetworkChange) => void = () => undefined;
  let changes = 0;
  const table = {
    links: () => [],
    linkByName: () => null,
    linkByIndex: () => null,
    addressesOf: () => [],
    subscribe: (listener: (change: NetworkChange) => void) => {
      tell = listener;
    },
  };
  const addresses = new LocalAddresses(table, () => {
    changes++;
  });
  return {
    addresses,
    changes: () => changes,
    come: (added: InterfaceAddress) => tell({ kind: "addressAdded", address: added }),
    go: (removed: InterfaceAddress) => tell({ kind: "addressRemoved", address: removed }),
  };
}

const on = (text: string, index = 2): InterfaceAddress => ({
  interfaceIndex: index as InterfaceIndex,
  address: address(text),
  prefixLength: 32,
  scope: 0,
  label: null,
  flags: 0,
  protocol: 0,
});

function serverOf(heading: string, before = "") {
  const { loadBalancing } = configurationOf(before + serviceOf(["192.0.2.10 1"], "", heading));
  const [server] = loadBalancing.virtualServers;
  assert.ok(server);
  return { server, groups: loadBalancing.groups };
}

test("an address is here while one interface has it", () => {
  const { addresses, come, go, changes } = scene();
  const { server, groups } = serverOf("192.0.2.1 80");
  assert.equal(addresses.serves(server, groups), false);
  come(on("192.0.2.1", 2));
  come(on("192.0.2.1", 3));
  assert.equal(addresses.serves(server, groups), true);
  go(on("192.0.2.1", 2));
  assert.equal(addresses.serves(server, groups), true);
  go(on("192.0.2.1", 3));
  assert.equal(addresses.serves(server, groups), false);
  assert.equal(changes(), 2);
});

test("of a group one address is enough, and a mark needs none", () => {
  const { addresses, come } = scene();
  const group = serverOf("group G", "virtual_server_group G {\n 192.0.2.1-9 80\n}\n");
  assert.equal(addresses.serves(group.server, group.groups), false);
  come(on("192.0.2.10"));
  assert.equal(addresses.serves(group.server, group.groups), false);
  come(on("192.0.2.9"));
  assert.equal(addresses.serves(group.server, group.groups), true);
  const mark = serverOf("fwmark 5");
  assert.equal(addresses.serves(mark.server, mark.groups), true);
});
