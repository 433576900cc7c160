import assert from "node:assert/strict";
import { test } from "node:test";
import type { SyncDaemon } from "../../../../src/config/model/load-balancing.ts";
import { check, instanceText, said } from "./building.ts";
import {
  balancingOf,
  realServerText,
  serviceText,
  virtualServerOf,
} from "./load-balancing-text.ts";

const globalText = (lines: string): string => `global_defs {\n${lines}\n}\n`;
const instance = instanceText("");
const settingsWith = (line: string) => balancingOf(globalText(line) + instance);
const saidOf = (line: string): string[] => said(check(globalText(line) + instance));

test("a file without load balancing has an empty one", () => {
  assert.deepEqual(balancingOf(""), {
    virtualServers: [],
    groups: [],
    networkNamespace: null,
    dataplane: null,
    maximumProbes: 10_000,
    flushAtStart: false,
    flushAtStop: "none",
    timeouts: { tcpSeconds: null, tcpFinSeconds: null, udpSeconds: null },
    syncDaemon: null,
  });
});

test("flushing at start and stop", () => {
  assert.equal(settingsWith("lvs_flush").flushAtStart, true);
  assert.equal(settingsWith("lvs_flush_on_stop").flushAtStop, "all");
  assert.equal(settingsWith("lvs_flush_on_stop VS").flushAtStop, "services");
  assert.equal(settingsWith("lvs_flush_onstop").flushAtStop, "all");
  assert.equal(settingsWith("lvs_flush_on_stop\nlvs_flush_onstop VS").flushAtStop, "services");
  assert.deepEqual(saidOf("lvs_flush_on_stop all"), ["HF0207 all"]);
});

test("the data plane, and how many probes run at a time, are Holdfast's own words", () => {
  assert.equal(settingsWith("lvs_dataplane nftables").dataplane, "nftables");
  assert.deepEqual(saidOf("lvs_dataplane ebpf"), ["HF0207 ebpf"]);
  assert.equal(settingsWith("checker_max_probes 10").maximumProbes, 10);
  assert.deepEqual(saidOf("checker_max_probes 0"), ["HF0203 0"]);
});

test("IPVS may be in another namespace", () => {
  assert.deepEqual(balancingOf("net_namespace_ipvs lb\n").networkNamespace, {
    kind: "named",
    name: "lb",
  });
  assert.deepEqual(balancingOf("net_namespace_ipvs\n").networkNamespace, { kind: "default" });
});

test("timeouts that are not named stay the kernel's", () => {
  assert.deepEqual(settingsWith("lvs_timeouts tcp 5 udp 0").timeouts, {
    tcpSeconds: 5,
    tcpFinSeconds: null,
    udpSeconds: 0,
  });
  assert.equal(settingsWith("lvs_timeouts tcpfin 7").timeouts.tcpFinSeconds, 7);
});

const timeoutMisuses: readonly (readonly [line: string, ...codes: string[]])[] = [
  ["lvs_timeouts", "HF0216 lvs_timeouts"],
  ["lvs_timeouts tcp", "HF0216 tcp"],
  ["lvs_timeouts tcp x", "HF0202 x"],
  ["lvs_timeouts tcp -1", "HF0202 -1"],
  ["lvs_timeouts tcp 2678401", "HF0203 2678401"],
  ["lvs_timeouts tpc 5", "HF0829 tpc", "HF0829 5"],
  ["lvs_timeouts tcp 5 udp", "HF0216 udp"],
];

for (const [line, ...expected] of timeoutMisuses) {
  test(`${line} is said`, () => {
    assert.deepEqual(saidOf(line), expected);
    assert.equal(check(globalText(line)).exitCode, 5);
  });
}

const syncDefaults = {
  interface: "eth0",
  instance: null,
  syncId: 0,
  longestMessage: null,
  port: 8848,
  ttl: 1,
  group: "224.0.0.81",
};

const daemons: readonly (readonly [words: string, daemon: Partial<SyncDaemon>])[] = [
  ["eth0", {}],
  ["eth0 VI_1", { instance: "VI_1", syncId: 51 }],
  ["eth0 inst VI_1", { instance: "VI_1", syncId: 51 }],
  ["eth0 VI_1 id 9", { instance: "VI_1", syncId: 9 }],
  ["eth0 id 255 maxlen 1400", { syncId: 255, longestMessage: 1400 }],
  [
    "eth0 port 9000 ttl 3 group 239.1.1.1",
    { port: 9000, ttl: 3, group: "239.1.1.1" as SyncDaemon["group"] },
  ],
];

for (const [words, daemon] of daemons) {
  test(`lvs_sync_daemon ${words}`, () => {
    const { syncDaemon } = settingsWith(`lvs_sync_daemon ${words}`);
    assert.deepEqual(saidOf(`lvs_sync_daemon ${words}`), []);
    assert.ok(syncDaemon !== null);
    const { place: _, ...rest } = syncDaemon;
    assert.deepEqual(rest, { ...syncDefaults, ...daemon });
  });
}

const syncMisuses: readonly (readonly [words: string, ...codes: string[]])[] = [
  ["", "HF0216 lvs_sync_daemon"],
  ["averylonginterfacename", "HF0213 averylonginterfacename"],
  ["eth0 VI_1 51", "HF0830 51"],
  ["eth0 VI_1 51 7", "HF0830 51", "HF0829 7"],
  ["eth0 VI_1 x", "HF0830 x", "HF0202 x"],
  ["eth0 VI_1 id 256", "HF0203 256"],
  ["eth0 id", "HF0216 id"],
  ["eth0 id 7 VI_1", "HF0829 VI_1"],
  ["eth0 maxlen 0", "HF0203 0"],
  ["eth0 port 65536", "HF0203 65536"],
  ["eth0 ttl 256", "HF0203 256"],
  ["eth0 group 192.0.2.1", "HF0211 192.0.2.1"],
  ["eth0 group x", "HF0209 x"],
  ["eth0 group", "HF0216 group"],
  ["eth0 inst", "HF0201 inst"],
  ["eth0 inst VI_1 inst VI_2", "HF0115 VI_2"],
  ["eth0 VI_9", "HF0831 VI_9"],
];

for (const [words, ...expected] of syncMisuses) {
  test(`lvs_sync_daemon ${words} is said`, () => {
    assert.deepEqual(saidOf(`lvs_sync_daemon ${words}`), expected);
  });
}

test("of two sync daemons the first one holds", () => {
  const lines = "lvs_sync_daemon eth0\nlvs_sync_daemon eth1";
  assert.deepEqual(saidOf(lines), ["HF0115 lvs_sync_daemon"]);
  assert.equal(settingsWith(lines).syncDaemon?.interface, "eth0");
});

const alertsWith = (global: string): readonly boolean[] => {
  const server = virtualServerOf(globalText(global) + serviceText(realServerText()));
  return [server.mailAlert, ...server.realServers.map(({ mailAlert }) => mailAlert)];
};

test("mail of real servers is on by default, of virtual servers off, unless one default is given", () => {
  assert.deepEqual(alertsWith(""), [false, true]);
  assert.deepEqual(alertsWith("smtp_alert"), [true, true]);
  assert.deepEqual(alertsWith("smtp_alert off"), [false, false]);
  assert.deepEqual(alertsWith("smtp_alert off\nsmtp_alert_checker"), [true, true]);
});

test("commands of virtual and real servers are looked at as those of instances", () => {
  const host = {
    hostName: null,
    mtuOf: () => 1500,
    interfaceExists: () => true,
    isExecutable: (program: string) => program !== "/bin/missing",
  };
  const text = serviceText(`quorum_up /bin/true\n${realServerText("notify_down /bin/missing")}`);
  assert.deepEqual(said(check(text, host)), ["HF0604", "HF0603 /bin/missing"]);
});

test("a sync daemon whose instance is not there does not run, as is said", () => {
  assert.deepEqual(saidOf("lvs_sync_daemon eth0 VI_9 id 7"), ["HF0831 VI_9"]);
  assert.equal(settingsWith("lvs_sync_daemon eth0 VI_9 id 7").syncDaemon, null);
});
