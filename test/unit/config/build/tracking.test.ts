import assert from "node:assert/strict";
import { test } from "node:test";
import type { Tracker } from "../../../../src/config/model/tracking.ts";
import { check, instanceText, machine, rendered, said, valueAt } from "./building.ts";

const trackingOf = (text: string) => check(text).configuration.tracking;

const script = (lines: string, name = "a"): string =>
  `vrrp_script ${name} {\n script /bin/true\n ${lines}\n}\n`;

/** `script a 7 definition`: each thing that the first instance follows. */
function followed(text: string): string[] {
  const [instance] = check(text).configuration.vrrpInstances;
  assert.ok(instance !== undefined, rendered(check(text)));
  return instance.trackers.map(
    ({ kind, name, weight, reversed, weightFrom }: Tracker) =>
      `${kind} ${name} ${weight}${reversed ? " reverse" : ""} ${weightFrom}`,
  );
}

const scriptRows: readonly [line: string, path: string, value: unknown][] = [
  ["", "intervalMicros", 1_000_000],
  ["interval 0.25", "intervalMicros", 250_000],
  ["interval 3", "timeoutMicros", 3_000_000],
  ["timeout 2", "timeoutMicros", 2_000_000],
  ["", "weight", 0],
  ["weight -20", "weight", -20],
  ["weight 5 reverse", "reversed", true],
  ["rise 3", "rise", 3],
  ["fall 4", "fall", 4],
  ["", "startsFailed", false],
  ["init_fail", "startsFailed", true],
  ["user nobody", "command.user", "nobody"],
  ["user nobody nogroup", "command.group", "nogroup"],
];

test("each keyword of vrrp_script goes into the model, with its default", () => {
  for (const [line, path, value] of scriptRows) {
    const text = script(line) + instanceText("track_script {\n a\n}");
    const [only] = trackingOf(text).scripts;
    assert.deepEqual(valueAt(only, path), value, `${line}: ${path}`);
  }
});

const fileRows: readonly [line: string, path: string, value: unknown][] = [
  ["", "path", "/run/f"],
  ["", "weight", 1],
  ["weight -254", "weight", -254],
  ["", "initial", null],
  ["init_file", "initial", { value: 0, overwrite: false }],
  ["init_file overwrite 7", "initial", { value: 7, overwrite: true }],
];

test("each keyword of track_file goes into the model, under its old name too", () => {
  for (const keyword of ["track_file", "vrrp_track_file"]) {
    for (const [line, path, value] of fileRows) {
      const [only] = trackingOf(`${keyword} f {\n file /run/f\n ${line}\n}\n`).files;
      assert.deepEqual(valueAt(only, path), value, `${line}: ${path}`);
    }
  }
});

const processRows: readonly [lines: string, path: string, value: unknown][] = [
  ["process sshd", "process", "sshd"],
  ["process sshd", "parameterMatch", "none"],
  ["process sshd", "fullCommand", false],
  ["process sshd -D x", "parameters", ["-D", "x"]],
  ["process sshd -D", "parameterMatch", "exact"],
  ["process sshd -D", "fullCommand", true],
  ["process sshd -D\n param_match initial", "parameterMatch", "initial"],
  ["process sshd\n quorum 3", "quorum", 3],
  ["process sshd", "quorumMaximum", null],
  ["process sshd\n quorum_max 0", "quorumMaximum", 0],
  ["process sshd\n quorum 5\n quorum_max 4", "quorumMaximum", null],
  ["process sshd\n quorum_max 4\n quorum 5", "quorum", 1],
  ["process sshd\n delay 2", "forkDelayMicros", 2_000_000],
  ["process sshd\n delay 2\n fork_delay 1", "terminateDelayMicros", 2_000_000],
  ["process sshd\n delay 2\n fork_delay 1", "forkDelayMicros", 1_000_000],
  ["process sshd\n weight 254", "weight", 254],
  ["process sshd\n weight 3\n weight 4", "weight", 3],
];

test("each keyword of vrrp_track_process goes into the model, with its default", () => {
  for (const [lines, path, value] of processRows) {
    const [only] = trackingOf(`vrrp_track_process p {\n ${lines}\n}\n`).processes;
    assert.deepEqual(valueAt(only, path), value, `${lines}: ${path}`);
  }
});

const bfdRows: readonly [lines: string, path: string, value: unknown][] = [
  ["", "minimumReceiveMicros", 10_000],
  ["min_rx 1.5", "minimumReceiveMicros", 1_500],
  ["min_tx 250", "minimumTransmitMicros", 250_000],
  ["", "idleTransmitMicros", 1_000_000],
  ["multiplier 3", "multiplier", 3],
  ["passive", "passive", true],
  ["", "ttl", 255],
  ["ttl 9", "ttl", 9],
  ["", "mostHops", 0],
  ["max_hops 255", "mostHops", null],
  ["ttl 9\n max_hops 12", "mostHops", 9],
  ["multihop", "multihop", true],
  ["source_ip 192.0.2.1", "source", "192.0.2.1"],
  ["vrrp", "tellsChecker", false],
  ["vrrp\n checker", "tellsChecker", true],
  ["checker", "tellsVrrp", false],
];

test("each keyword of bfd_instance goes into the model, with its default", () => {
  for (const [lines, path, value] of bfdRows) {
    const text = `bfd_instance b {\n neighbor_ip 192.0.2.2\n ${lines}\n}\n`;
    const [only] = trackingOf(text).bfdInstances;
    assert.deepEqual(valueAt(only, path), value, `${lines}: ${path}`);
  }
  const [overIpv6] = trackingOf("bfd_instance b {\n neighbour_ip fe80::2\n}\n").bfdInstances;
  assert.equal(overIpv6?.ttl, 64);
});

test("a definition without what it is about is named where its block ends, and left out", () => {
  const text = `vrrp_script s {\n}\ntrack_file f {\n}\nvrrp_track_process p {\n}\nbfd_instance b {\n}\n`;
  const checked = check(text);
  const incomplete = checked.diagnostics.filter(({ code }) => code === "HF0712");
  assert.deepEqual(
    incomplete.map(({ span }) => span?.line),
    [2, 4, 6, 8],
  );
  assert.deepEqual(checked.configuration.tracking, {
    scripts: [],
    files: [],
    processes: [],
    bfdInstances: [],
  });
});

test("two sessions that cannot be told apart do not both run, others do", () => {
  const session = (name: string, lines = ""): string =>
    `bfd_instance ${name} {\n neighbor_ip 192.0.2.2\n ${lines}\n}\n`;
  const rows: readonly [string, string, number][] = [
    ["", "", 1],
    ["source_ip 192.0.2.1", "", 1],
    ["", "source_ip 192.0.2.1", 1],
    ["source_ip 192.0.2.1", "source_ip 192.0.2.3", 2],
  ];
  for (const [one, other, count] of rows) {
    const { bfdInstances } = trackingOf(session("a", one) + session("b", other));
    assert.equal(bfdInstances.length, count, `${one} and ${other}`);
  }
});

const lineRows: readonly [definition: string, line: string, followed: string, said: string[]][] = [
  ["", "a", "script a 0 definition", []],
  ["weight 7", "a", "script a 7 definition", []],
  ["weight 7", "a weight 0", "script a 0 line", []],
  ["weight 7", "a weight 3 reverse", "script a 3 reverse line", []],
  ["weight 7 reverse", "a weight 3", "script a 3 reverse line", []],
  ["weight 7 reverse", "a weight 3 noreverse", "script a 3 line", []],
  ["weight 7", "a weight -254", "script a -253 line", ["HF0204 -254"]],
  ["weight 7", "a weight 999", "script a 7 definition", ["HF0203 999"]],
  ["weight 7", "a weight x", "script a 7 definition", ["HF0202 x"]],
  ["weight 7", "a weight", "script a 7 definition", ["HF0705 weight"]],
  ["weight 7", "a 5", "script a 7 definition", ["HF0704 5"]],
  ["weight 7", "a weight 3 again", "script a 3 line", ["HF0704 again"]],
];

test("a line of track_script has its own weight or that of the script", () => {
  for (const [definition, line, expected, diagnostics] of lineRows) {
    const text = script(definition) + instanceText(`track_script {\n ${line}\n}`);
    assert.deepEqual(followed(text), [expected], line);
    assert.deepEqual(said(check(text)), diagnostics, line);
  }
});

test("what is not defined above is not followed, and the message says what to do", () => {
  const use = instanceText("track_script {\n check_wbe\n}");
  const misspelt = script("", "check_web") + use;
  assert.deepEqual(said(check(misspelt)), ["HF0714 check_web", "HF0701 check_wbe"]);
  assert.match(rendered(check(misspelt)), /did you mean "check_web"\?/);
  const below = use + script("", "check_wbe");
  assert.match(rendered(check(below)), /defined below, on line 11/);
  assert.deepEqual(followed(below), []);
  const checkersOnly = `bfd_instance b {\n neighbor_ip 192.0.2.2\n checker\n}\n`;
  const silent = checkersOnly + instanceText("track_bfd {\n b\n}");
  assert.deepEqual(said(check(silent)), ["HF0701 b"]);
  const broken = `vrrp_script a {\n}\n${instanceText("track_script {\n a\n}")}`;
  assert.deepEqual(said(check(broken)), ["HF0712 }", "HF0702 a"]);
});

test("one list names each thing once, two lists add up", () => {
  const text = instanceText(
    "track_interface {\n eth1\n eth1 weight 5\n}\ntrack_interface {\n eth2\n}",
  );
  assert.deepEqual(followed(text), ["interface eth1 0 default", "interface eth2 0 default"]);
  assert.deepEqual(said(check(text)), ["HF0703 eth1"]);
});

test("the interfaces of addresses, routes and rules are followed, unless nobody minds", () => {
  const text = instanceText(`virtual_ipaddress_excluded {
    192.0.2.7 dev eth1
    192.0.2.8 dev eth1
    192.0.2.9 dev eth2 no_track
    192.0.2.10 dev eth0
  }
  virtual_routes {
    198.51.100.0/24 dev eth3
  }
  track_interface {
    eth3 weight 5
  }`);
  assert.deepEqual(followed(text), ["interface eth3 0 default", "interface eth1 0 default"]);
  assert.deepEqual(said(check(text)), ["HF0744 eth3"]);
});

test("a group's weight does not count for a member that has something on that interface", () => {
  const group =
    "vrrp_sync_group G {\n group {\n VI_1\n}\n sync_group_tracking_weight\n" +
    " track_interface {\n eth1 weight 3\n}\n}\n";
  const text = group + instanceText("virtual_ipaddress_excluded {\n 192.0.2.7 dev eth1\n}");
  assert.deepEqual(followed(text), ["interface eth1 0 default"]);
  assert.deepEqual(said(check(text)), ["HF0723 G", "HF0744 eth1"]);
});

test("an instance does not follow its own interface twice", () => {
  const text = instanceText("track_interface {\n eth0 weight 9\n}");
  assert.deepEqual(followed(text), []);
  assert.deepEqual(said(check(text)), ["HF0706 eth0"]);
});

test("an interface that is followed and not there is named once, for a group too", () => {
  const host = { ...machine, interfaceExists: (name: string) => name === "eth0" };
  const own = instanceText("track_interface {\n eth1\n}");
  assert.deepEqual(said(check(own, host)), ["HF0601 eth1"]);
  const group = "vrrp_sync_group G {\n group {\n VI_1\n}\n track_interface {\n eth1\n}\n}\n";
  assert.deepEqual(said(check(group + instanceText(""), host)), ["HF0723 G", "HF0601 eth1"]);
});
