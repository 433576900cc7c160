/** A status with everything in it that there is to show. */
import type { DaemonStatus } from "../../../../src/daemon/status/daemon-status.ts";
import type { InstanceStatus } from "../../../../src/daemon/status/vrrp-status.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import type { Micros } from "../../../../src/wire/units.ts";

export const atMillis = 1_795_280_000_000;

export const exampleInstance = (changes: Partial<InstanceStatus> = {}): InstanceStatus => ({
  name: "VI_1",
  interface: "eth0",
  virtualRouterId: 51,
  family: "ipv4",
  version: 3,
  state: "master",
  sinceMillis: atMillis - 65_000,
  because: "no master heard for 3609 ms",
  basePriority: 100,
  effectivePriority: 120,
  master: { address: "10.0.0.1" as IpAddress, priority: 120, isOwn: true },
  addresses: ["10.0.0.100/24 dev eth0", "10.1.0.100/24 dev eth1"],
  holdsAddresses: true,
  faults: [],
  waitsFor: [],
  warnings: [],
  refusedAdverts: { total: 0, causes: [] },
  syncGroup: null,
  orders: [],
  trackers: [
    { kind: "script", name: "chk_web", result: "good", reason: "succeeded" },
    { kind: "interface", name: "eth1", result: "bad", reason: "is down" },
    { kind: "file", name: "load", result: "7", reason: "" },
    { kind: "process", name: "web", result: null, reason: "" },
  ],
  ...changes,
});

const micros = (value: number): Micros => value as Micros;

export const exampleStatus = (changes: Partial<DaemonStatus> = {}): DaemonStatus => ({
  version: 1,
  atMillis,
  daemon: {
    product: "Holdfast",
    release: "1.0.0",
    configurationFile: "/etc/keepalived/keepalived.conf",
    startedAtMillis: atMillis - 7_500_000,
  },
  reloads: {
    applied: 2,
    refused: 1,
    last: { atMillis: atMillis - 5_000, applied: false, because: "a brace is missing" },
  },
  deaths: 1,
  processes: [
    {
      role: "supervisor",
      processId: 10,
      sinceMillis: atMillis - 7_500_000,
      residentBytes: 60 * 2 ** 20,
      problem: null,
    },
    {
      role: "vrrp",
      processId: 11,
      sinceMillis: atMillis - 9_000,
      residentBytes: 55 * 2 ** 20,
      problem: null,
    },
  ],
  droppedAdverts: 3,
  vrrp: {
    instances: [
      exampleInstance(),
      exampleInstance({
        name: "VI_2",
        state: "fault",
        effectivePriority: 100,
        master: null,
        holdsAddresses: false,
        addresses: ["10.0.0.101/24 dev eth0"],
        faults: ["interface eth1 is down"],
        orders: ["priority 90"],
        trackers: [],
      }),
    ],
    groups: [
      { name: "G", state: "master", sinceMillis: atMillis - 100_000_000, members: ["VI_1"] },
    ],
    notFollowed: [],
    timers: { count: 4000, medianMicros: 90, p99Micros: 450, worstMicros: 2300 },
  },
  lvs: {
    dataplane: "IPVS",
    virtualServers: [
      {
        name: "[10.0.0.100]:tcp:80",
        hasQuorum: true,
        quorum: 1,
        liveWeight: 1,
        suspended: false,
        sorryServer: null,
        realServers: [
          { name: "[10.2.0.1]:tcp:80", up: true, weight: 1, checks: 1, failedChecks: 0 },
          { name: "[10.2.0.2]:tcp:80", up: false, weight: 1, checks: 2, failedChecks: 1 },
        ],
      },
    ],
  },
  runner: {
    scripts: [
      {
        name: "chk_web",
        good: true,
        counter: 1,
        runs: 40,
        failures: 2,
        skipped: 0,
        runningForMicros: null,
        last: { exit: "succeeded", good: true, durationMicros: micros(8_400), atMillis },
        longestMicros: micros(1_200_000),
      },
    ],
    files: [{ name: "load", path: "/run/load", value: 7 }],
    processes: [{ name: "web", result: null, count: 0 }],
    processSource: "events",
    queues: {
      notifications: { running: 1, waiting: 2 },
      checks: { running: 0, waiting: 0 },
      trackedScripts: { running: 0, waiting: 0 },
    },
    deliveries: [
      { name: "Mail server [192.0.2.25]:25", waiting: 3, problem: "connect ECONNREFUSED" },
      { name: "Webhook https://alerts.example.com", waiting: 0, problem: null },
    ],
    worstLatenessMicros: micros(700),
    residentBytes: 0,
  },
  trackersSince: [{ kind: "script", name: "chk_web", sinceMillis: atMillis - 3_600_000 }],
  ...changes,
});
