import assert from "node:assert/strict";
import { test } from "node:test";
import { initialState } from "../../../../src/core/vrrp/step.ts";
import { groupLines } from "../../../../src/daemon/dump/sync-groups.ts";
import { trackerLines } from "../../../../src/daemon/dump/trackers.ts";
import { trackingLines } from "../../../../src/daemon/dump/tracking.ts";
import { virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import type { Micros } from "../../../../src/wire/units.ts";
import { syncGroup, tracker, trackFile, trackProcess, trackScript } from "../vrrp/trackers.ts";

test("what an instance follows is listed as keepalived does", () => {
  assert.deepEqual(
    trackerLines([
      tracker("process", "tp", 10),
      tracker("script", "chk", -10),
      { ...tracker("interface", "eth2", 7), reversed: true },
      tracker("interface", "eth1"),
      tracker("file", "tf", 3),
    ]),
    [
      "   Tracked interfaces :",
      "     eth2 weight 7 reverse",
      "     eth1 weight 0",
      "   Tracked scripts :",
      "     chk weight -10",
      "   Tracked files :",
      "     tf, weight 3",
      "   Tracked processes :",
      "     tp, weight 10",
    ],
  );
});

test("scripts, files and processes have keepalived's labels, with what is known of them", () => {
  const instance = virtualInstance({ trackers: [tracker("script", "chk", -10)] });
  const good = { kind: "verdict", good: true, reason: "succeeded" } as const;
  const lines = trackingLines({
    tracking: {
      scripts: [trackScript("chk", ["/bin/sh", "-c", "exit 0"]), trackScript("new")],
      files: [trackFile("tf")],
      processes: [trackProcess("tp")],
    },
    results: [
      { kind: "script", name: "chk", result: good },
      { kind: "file", name: "tf", result: { kind: "value", value: 5 } },
    ],
    instances: [instance],
  });
  const expected = [
    "------< VRRP Scripts >------",
    " VRRP Script = chk",
    "   Command = '/bin/sh' '-c' 'exit 0'",
    "   Interval = 1 sec",
    "   Timeout = 3 sec",
    "   Weight = 0",
    "   Rise = 1",
    "   Fall = 1",
    "   Result = 1",
    "   Status = GOOD",
    "     VI_1, weight -10",
    " VRRP Script = new",
    "   Status = INIT",
    " Track file = tf",
    "   File = /run/tf",
    "   Status = 5",
    " VRRP Track process = tp",
    "   Min processes = 1",
    "   Have quorum = false",
  ];
  for (const line of expected) assert.ok(lines.includes(line), line);
});

test("a sync group is listed with its members, its trackers and its scripts", () => {
  const instance = virtualInstance();
  const group = { ...syncGroup("G", ["VI_1"]), trackers: [tracker("interface", "eth2")] };
  const members = [{ instance, state: initialState(instance, 0 as Micros) }];
  assert.deepEqual(groupLines([{ group, state: { phase: "fault" }, members }]), [
    "------< VRRP Sync groups >------",
    " VRRP Sync Group = G, FAULT",
    "   Num member fault 0, num member init 0",
    "   VRRP member instances :",
    "     VI_1",
    "   Using smtp notification = no",
    "   Tracked interfaces :",
    "     eth2 weight 0",
  ]);
});
