import assert from "node:assert/strict";
import { test } from "node:test";
import { check, instanceText, machine, said } from "./building.ts";

const linksOf = (text: string) => check(text).configuration.links;
const groupsOf = (text: string) => check(text).configuration.announcementGroups;

test("polled links and delays go into the model", () => {
  const polled = linksOf("linkbeat_interfaces {\n eth0\n eth1 ETHTOOL\n}\nlinkbeat_use_polling\n");
  assert.deepEqual(
    polled.polled.map(({ interface: name, method }) => [name, method]),
    [
      ["eth0", null],
      ["eth1", "ETHTOOL"],
    ],
  );
  assert.equal(polled.pollsAll, true);
  const { delays } = linksOf("interface_up_down_delays {\n eth0 0.5\n eth1 1 2.5\n eth2\n}\n");
  assert.deepEqual(
    delays.map(({ interface: name, downMicros, upMicros }) => [name, downMicros, upMicros]),
    [
      ["eth0", 500_000, 500_000],
      ["eth1", 1_000_000, 2_500_000],
    ],
  );
});

test("garp_groups have their interfaces and intervals, each interface once", () => {
  const text = `garp_group {
 garp_interval 0.1
 interface eth0
 interfaces {
  eth1 eth2
  eth0
 }
}
garp_group {
 gna_interval 2
 interfaces {
 }
}
garp_group {
 interface eth3
}
`;
  assert.deepEqual(
    groupsOf(text).map(({ interfaces, ...intervals }) => [
      interfaces.map(({ name }) => name),
      intervals,
    ]),
    [
      [["eth0", "eth1", "eth2"], { arpIntervalMicros: 100_000, neighbourIntervalMicros: null }],
      [[], { arpIntervalMicros: null, neighbourIntervalMicros: 2_000_000 }],
    ],
  );
  assert.deepEqual(said(check(text)), ["HF0304 eth0", "HF0112 interfaces", "HF0303 garp_group"]);
});

test("what cannot be read of them is named", () => {
  const rows: [text: string, ...said: string[]][] = [
    ["linkbeat_interfaces {\n eth0 mii\n}\n", "HF0301 mii"],
    ["linkbeat_interfaces {\n eth0 MII x\n}\n", "HF0301 x"],
    ["interface_up_down_delays {\n eth0 256\n}\n", "HF0203 256"],
    ["interface_up_down_delays {\n eth0 1 x\n}\n", "HF0202 x"],
    ["garp_group {\n garp_interval x\n}\n", "HF0202 x"],
  ];
  for (const [text, ...expected] of rows) assert.deepEqual(said(check(text)), expected, text);
});

test("interfaces that they name are looked for on the machine", () => {
  const host = { ...machine, interfaceExists: () => false };
  const text =
    "linkbeat_interfaces {\n no1\n}\ninterface_up_down_delays {\n no2 1\n}\n" +
    "garp_group {\n garp_interval 1\n interface no3\n}\n";
  assert.deepEqual(said(check(text, host)), ["HF0302 no1", "HF0302 no2", "HF0601 no3"]);
});

test("the delays of an interface with adverts stay below what peers wait, as keepalived has it", () => {
  const rows: [delays: string, lines: string, down: number, up: number, ...said: string[]][] = [
    ["eth0 1.99", "advert_int 1", 1_990_000, 1_990_000],
    ["eth0 10 1", "advert_int 1", 1_996_094, 1_000_000, "HF0305 eth0"],
    ["eth0 1 2", "advert_int 1", 1_000_000, 1_996_094, "HF0305 eth0"],
    ["eth0 0.1", "down_timer_adverts 1", 0, 0, "HF0305 eth0"],
    ["eth1 10", "advert_int 1", 10_000_000, 10_000_000],
  ];
  for (const [delays, lines, down, up, ...expected] of rows) {
    const text = `interface_up_down_delays {\n ${delays}\n}\n${instanceText(lines)}`;
    const found = check(text);
    const [delay] = found.configuration.links.delays;
    assert.deepEqual([delay?.downMicros, delay?.upMicros], [down, up], delays);
    assert.deepEqual(said(found), expected, delays);
  }
});

test("of several instances on an interface the most eager one bounds its delays", () => {
  const text =
    "interface_up_down_delays {\n eth0 1.5\n}\n" +
    instanceText("advert_int 1") +
    instanceText("version 3\n virtual_router_id 9\n advert_int 0.5", "VI_2");
  const found = check(text);
  assert.equal(found.configuration.links.delays[0]?.downMicros, 998_047);
});
