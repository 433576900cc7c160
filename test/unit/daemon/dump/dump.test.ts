import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "../../../../src/config/model/secret.ts";
import type { VrrpInstance } from "../../../../src/config/model/vrrp-instance.ts";
import type { VrrpState } from "../../../../src/core/vrrp/state.ts";
import { initialState } from "../../../../src/core/vrrp/step.ts";
import { configurationLines } from "../../../../src/daemon/dump/configuration.ts";
import { writeData } from "../../../../src/daemon/dump/data.ts";
import type { DumpSnapshot } from "../../../../src/daemon/dump/snapshot.ts";
import { writeStats } from "../../../../src/daemon/dump/stats.ts";
import { virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { type Micros, type Priority, seconds } from "../../../../src/wire/units.ts";
import { configurationOf } from "../vrrp/fake-world.ts";

function snapshotOf(instance: VrrpInstance, state: Partial<VrrpState> = {}): DumpSnapshot {
  return {
    global: configurationOf(instance).global,
    networkNamespace: null,
    wallClockOffsetMicros: 1_795_246_560_000_000,
    instances: [{ instance, state: { ...initialState(instance, 0 as Micros), ...state } }],
    groups: [],
    tracking: { scripts: [], files: [], processes: [] },
    results: [],
    statics: { addresses: [], routes: [], rules: [] },
    trackGroups: [],
    links: [],
  };
}

const linesOf = (text: string): string[] => text.split("\n");

test("a master's data has keepalived's labels at keepalived's indents", () => {
  const lines = linesOf(writeData(snapshotOf(virtualInstance(), { phase: "master" })));
  const expected = [
    "------< Global definitions >------",
    "------< VRRP Topology >------",
    " VRRP Instance = VI_1",
    "   VRRP Version = 2",
    "   State = MASTER",
    "   Wantstate = MASTER",
    "   Interface = eth0",
    "   Virtual Router ID = 51",
    "   Priority = 100",
    "   Effective priority = 100",
    "   Advert interval = 1 sec",
    "   Accept = enabled",
    "   Preempt = enabled",
    "   Gratuitous ARP delay = 5",
    "   Virtual IP (1):",
    "     10.0.0.100 dev eth0 scope global set",
    "   Master down timer = 3609375 usecs",
  ];
  for (const line of expected) assert.ok(lines.includes(line), line);
});

test("a backup's data names the master it follows", () => {
  const master = { address: "10.0.0.2" as IpAddress, priority: 150 as Priority };
  const lines = linesOf(writeData(snapshotOf(virtualInstance(), { phase: "backup", master })));
  assert.ok(lines.includes("   Master router = 10.0.0.2"));
  assert.ok(lines.includes("   Master priority = 150"));
  assert.ok(lines.includes("     10.0.0.100 dev eth0 scope global"));
});

test("fractions of a second are milliseconds, and moments are given twice", () => {
  const instance = virtualInstance({ version: 3, advertIntervalMicros: seconds(0.5) });
  const text = writeData(snapshotOf(instance, { lastTransition: 381_885 as Micros }));
  assert.match(text, /^ {3}Advert interval = 500 milli-sec$/m);
  assert.match(text, /^ {3}Last transition = 1795246560\.381885 \(\w{3} \w{3} \d\d .*\)$/m);
});

test("no dump shows a password", () => {
  const password = new Secret("swordfish");
  const instance = virtualInstance({ authentication: { type: "pass", password } });
  const text = writeData(snapshotOf(instance));
  assert.match(text, /^ {3}Authentication type = SIMPLE_PASSWORD$/m);
  assert.ok(!text.includes("swordfish"));
});

test("-d shows the whole configuration before it runs, without its passwords", () => {
  const authentication = { type: "pass", password: new Secret("swordfish") } as const;
  const configuration = configurationOf(
    virtualInstance({ authentication }),
    virtualInstance({ name: "VI_2" }),
  );
  const text = configurationLines(configuration, "blue").join("\n");
  assert.match(text, /^ Network namespace = blue$/m);
  assert.match(text, /^ VRRP Instance = VI_1$/m);
  assert.match(text, /^ VRRP Instance = VI_2$/m);
  assert.match(text, /^ {3}Virtual Router ID = 51$/m);
  assert.match(text, /^ {3}Password = /m);
  assert.ok(!text.includes("swordfish"));
});

test("the counters have keepalived's labels, in its order", () => {
  const instance = virtualInstance();
  const { statistics } = initialState(instance, 0 as Micros);
  const counted = { ...statistics, advertsSent: 7, becameMaster: 1, priorityZeroReceived: 2 };
  assert.equal(
    writeStats(snapshotOf(instance, { statistics: counted })),
    [
      "VRRP Instance: VI_1",
      "  Advertisements:",
      "    Received: 0",
      "    Sent: 7",
      "  Became master: 1",
      "  Released master: 0",
      "  Packet Errors:",
      "    Length: 0",
      "    TTL: 0",
      "    Invalid Type: 0",
      "    Advertisement Interval: 0",
      "    Address List: 0",
      "  Authentication Errors:",
      "    Invalid Type: 0",
      "    Type Mismatch: 0",
      "    Failure: 0",
      "  Authentication Extension Errors:",
      "    Missing: 0",
      "    Malformed: 0",
      "    Unknown Key: 0",
      "    Invalid HMAC: 0",
      "    Stale: 0",
      "    Replay: 0",
      "  Priority Zero:",
      "    Received: 2",
      "    Sent: 0",
      "",
    ].join("\n"),
  );
});
