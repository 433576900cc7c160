import assert from "node:assert/strict";
import { test } from "node:test";
import { check, instanceText, rendered, said } from "./building.ts";

const group = (lines: string, name = "G", members = "VI_1\n VI_2"): string =>
  `vrrp_sync_group ${name} {\n group {\n ${members}\n }\n ${lines}\n}\n`;

const one = (lines = ""): string => instanceText(lines);
const two = (lines = ""): string =>
  instanceText(lines, "VI_2").replace("51", "52").replaceAll("192.0.2.1", "192.0.2.2");

const definitions = `vrrp_script weighted {
  script /bin/true
  weight 7
}
vrrp_script plain {
  script /bin/true
}
track_file counted {
  file /run/counted
}
track_file scaled {
  file /run/scaled
  weight 3
}
vrrp_track_process daemon {
  process sshd
  weight 4
}
bfd_instance uplink {
  neighbor_ip 192.0.2.254
  weight 6
}
`;
const everything = `track_interface {
    eth1 weight 2
    eth2
  }
  track_script {
    weighted
    plain
  }
  track_file {
    counted
    scaled
  }
  track_process {
    daemon
  }
  track_bfd {
    uplink
  }`;

/** What one instance follows: `script a 7`. */
function followed(text: string, name = "VI_1"): string[] {
  const instances = check(text).configuration.vrrpInstances;
  const instance = instances.find((each) => each.name === name);
  assert.ok(instance !== undefined, rendered(check(text)));
  return instance.trackers.map(({ kind, name: what, weight }) => `${kind} ${what} ${weight}`);
}

const membersOf = (text: string): Record<string, readonly string[]> =>
  Object.fromEntries(
    check(text).configuration.syncGroups.map(({ name, members }) => [name, members]),
  );

test("a sync group has its members, wherever it stands and however they are written", () => {
  const both = { G: ["VI_1", "VI_2"] };
  assert.deepEqual(membersOf(group("") + one() + two()), both);
  assert.deepEqual(membersOf(one() + two() + group("", "G", "VI_1 VI_2")), both);
  const { vrrpInstances } = check(group("") + one() + two()).configuration;
  assert.deepEqual(
    vrrpInstances.map(({ syncGroup }) => syncGroup),
    ["G", "G"],
  );
});

test("what a sync group says goes into the model", () => {
  const text = group("notify /bin/true\n smtp_alert\n sync_group_tracking_weight");
  const [only] = check(text + one() + two()).configuration.syncGroups;
  assert.deepEqual(only?.notify.any?.argv, ["/bin/true"]);
  assert.equal(only?.smtpAlert, true);
  assert.equal(only?.notifyPriorityChanges, null);
  assert.equal(only?.allowsWeights, true);
});

test("a group that is to tell of priorities has all its members tell", () => {
  const text = (lines: string) => group(lines) + one() + two();
  const tells = (lines: string) =>
    check(text(lines)).configuration.vrrpInstances.map(
      ({ notifiesPriorityChanges }) => notifiesPriorityChanges,
    );
  assert.deepEqual(tells("notify_priority_changes"), [true, true]);
  assert.deepEqual(tells("notify_priority_changes off"), [false, false]);
  assert.deepEqual(tells(""), [false, false]);
});

const memberRows: readonly [
  text: string,
  members: Record<string, readonly string[]>,
  said: string[],
][] = [
  [group("", "G", "VI_1"), { G: ["VI_1"] }, ["HF0723 G"]],
  [group("", "G", "VI_1\n VI_3"), { G: ["VI_1"] }, ["HF0723 G", "HF0724 VI_3"]],
  [group("", "G", "VI_8 VI_9"), {}, ["HF0722 G", "HF0724 VI_8", "HF0724 VI_9"]],
  [group("", "G", ""), {}, ["HF0722 G", "HF0721 }"]],
  ["vrrp_sync_group G {\n}\n", {}, ["HF0722 G"]],
  [group("", "G", "VI_1 VI_1 VI_2"), { G: ["VI_1", "VI_2"] }, ["HF0725 VI_1"]],
  [group("") + group("", "H"), { G: ["VI_1", "VI_2"] }, ["HF0722 H", "HF0725 VI_1", "HF0725 VI_2"]],
  [group("") + group("", "G", "VI_2"), { G: ["VI_1", "VI_2"] }, ["HF0713 G"]],
  [group("", ""), {}, ["HF0720 vrrp_sync_group"]],
  [group("group {\n VI_2\n}", "G", "VI_1"), { G: ["VI_1"] }, ["HF0723 G", "HF0727 group"]],
  [group("global_tracking"), { G: ["VI_1", "VI_2"] }, ["HF0728 global_tracking"]],
];

test("who is in no group, or in one already, is named", () => {
  for (const [text, members, diagnostics] of memberRows) {
    const whole = text + one() + two();
    assert.deepEqual(membersOf(whole), members, text);
    assert.deepEqual(said(check(whole)), diagnostics, text);
  }
  const twoNames = check(group("", "A B") + one() + two());
  assert.equal(said(twoNames)[0], "HF0720 vrrp_sync_group");
  assert.deepEqual(twoNames.configuration.syncGroups, []);
  assert.match(rendered(check(group("", "G", "VI_1 VI2") + one() + two())), /did you mean "VI_2"/);
});

test("a member that is disabled leaves the others their group", () => {
  const text = group("") + one() + two().replace("virtual_router_id 52", "");
  assert.deepEqual(membersOf(text), { G: ["VI_1"] });
  assert.deepEqual(said(check(text)).slice(0, 2), ["HF0723 G", "HF0726 VI_2"]);
});

test("in a group without weights a member's own weights do not count", () => {
  const text = definitions + group("") + one(everything) + two();
  const lost = ["interface eth1 0", "interface eth2 0", "script plain 0", "file counted 0"];
  assert.deepEqual(followed(text), lost);
  assert.deepEqual(said(check(text)), [
    "HF0707 eth1",
    "HF0707 weighted",
    "HF0707 counted",
    "HF0707 scaled",
    "HF0708 daemon",
    "HF0707 uplink",
  ]);
  const allowed = definitions + group("sync_group_tracking_weight") + one(everything) + two();
  assert.equal(followed(allowed).length, 8);
  assert.deepEqual(said(check(allowed)), []);
});

test("an address owner has no weights: an interface with one is not even followed", () => {
  const text = definitions + one(`priority 255\n ${everything}`);
  assert.deepEqual(followed(text), ["interface eth2 0", "script plain 0", "file counted 0"]);
});

test("what a group follows acts on all members with its weight", () => {
  const text = definitions + group(everything) + one() + two();
  const all = [
    "interface eth1 2",
    "interface eth2 0",
    "script weighted 7",
    "script plain 0",
    "file counted 1",
    "file scaled 3",
    "process daemon 4",
    "bfd uplink 6",
  ];
  assert.deepEqual(followed(text), all);
  assert.deepEqual(followed(text, "VI_2"), all);
  assert.deepEqual(said(check(text)), []);
});

test("with an address owner in the group nothing that it follows has a weight", () => {
  const text =
    definitions + group(everything) + one("priority 255") + two("priority 255\n state MASTER");
  assert.ok(followed(text).every((line) => line.endsWith(" 0")));
  const codes = said(check(text)).filter((line) => line.startsWith("HF0711"));
  assert.equal(codes.length, 6);
});

test("where both follow one thing the group's weight counts, unless the member's is 0", () => {
  const rows: readonly [ofGroup: string, own: string, result: string][] = [
    ["weighted weight 9", "weighted weight 3", "script weighted 9"],
    ["weighted weight 9", "weighted weight 0", "script weighted 0"],
    ["weighted weight 0", "weighted weight 3", "script weighted 0"],
  ];
  for (const [ofGroup, own, result] of rows) {
    const inGroup = `sync_group_tracking_weight\n track_script {\n ${ofGroup}\n plain\n}`;
    const text = definitions + group(inGroup) + one(`track_script {\n ${own}\n}`) + two();
    assert.deepEqual(followed(text), [result, "script plain 0"]);
    assert.deepEqual(said(check(text)), ["HF0710 weighted"]);
    assert.equal(check(text).exitCode, 0);
  }
  const links = "track_interface {\n eth1\n}";
  assert.deepEqual(said(check(group(links) + one(links) + two())), ["HF0709 eth1"]);
});

test("a member follows its own interface already, though its group names it", () => {
  const text = group("track_interface {\n eth0\n}") + one() + two();
  assert.deepEqual(followed(text), []);
  assert.deepEqual(said(check(text)), ["HF0709 eth0", "HF0709 eth0"]);
  assert.deepEqual(
    followed(group("track_interface {\n eth0\n}") + one("dont_track_primary") + two()),
    ["interface eth0 0"],
  );
});

test("owners and others in one group start as backup, which is worth knowing", () => {
  const text = group("") + one("priority 255") + two();
  assert.deepEqual(said(check(text)), ["HF0729 G"]);
  assert.equal(check(text).exitCode, 0);
  assert.deepEqual(said(check(group("") + one("priority 255") + two("priority 255"))), []);
});

test("a track_group has the instances that run and are named", () => {
  const text = `track_group T {\n group {\n VI_2 VI_1 VI_9\n}\n}\n${one()}${two()}`;
  assert.deepEqual(said(check(text)), ["HF0730 VI_9"]);
  const [only] = check(text).configuration.trackGroups;
  assert.deepEqual(only?.members, ["VI_1", "VI_2"]);
  const rows: readonly [string, string[]][] = [
    ["track_group T {\n group {\n}\n}\n", ["HF0721 }"]],
    ["track_group {\n group {\n VI_1\n}\n}\n", ["HF0720 track_group"]],
    ["track_group T {\n other\n}\n", ["HF0107 other"]],
  ];
  for (const [block, diagnostics] of rows) {
    assert.deepEqual(said(check(block + one())), diagnostics, block);
  }
});
