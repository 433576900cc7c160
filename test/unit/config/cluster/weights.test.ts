import assert from "node:assert/strict";
import { test } from "node:test";
import { instance, rendered, said, withLines } from "./cluster.ts";

const script = (name: string, weight: number): string =>
  `vrrp_script ${name} {\n  script "/usr/bin/pgrep ${name}"\n  weight ${weight}\n}\n`;

/** An instance of these lines that follows one script of this weight. */
const following = (weight: number, lines: string): string =>
  script("web", weight) + withLines(`${lines}\n  track_script {\n    web\n  }`);

test("what cannot move the addresses is shown with both priorities and what it takes", () => {
  const shown = rendered(following(-20, "priority 150"), following(-20, "priority 100"));
  assert.equal(
    shown,
    `node-a.conf:13:5: error HF0923: with everything failed that it tracks, VI_1 of node-a.conf still has priority 130, and VI_1 of node-b.conf has at most 100
  13 |     web
     |     ^^^ write weight -51, or priority 119; weight 0 gives the addresses up at once
  11 |   priority 150
     |            --- 150 while all is well, from 130 to 150
  in node-b.conf:11:12:
  11 |   priority 100
     |            --- 100 while all is well, from 80 to 100
The addresses never move from node-a.conf, whatever these trackers say.`,
  );
});

test("what the help says moves the addresses, and leaves them where they are while all is well", () => {
  const backup = following(-20, "priority 100");
  const withHelp = [following(-51, "priority 150"), following(-20, "priority 119")];
  for (const text of withHelp) assert.deepEqual(said(text, backup), []);
  const positive = rendered(following(20, "priority 120"), withLines("priority 110"));
  assert.match(positive, /write priority 109; weight 0/);
  assert.deepEqual(said(following(20, "priority 109"), withLines("priority 110")), []);
});

test("an equal priority does not take over", () => {
  assert.deepEqual(said(following(-50, "priority 150"), withLines("priority 100")), [
    "HF0923 node-a.conf:13 web",
  ]);
  assert.deepEqual(said(following(-51, "priority 150"), withLines("priority 100")), []);
});

test("a positive weight on one side only counts as long as nothing fails", () => {
  assert.deepEqual(said(following(20, "priority 100"), withLines("priority 110")), []);
  assert.deepEqual(said(following(20, "priority 120"), withLines("priority 110")), [
    "HF0923 node-a.conf:13 web",
  ]);
});

test("the weight of the backup's own script keeps it from winning", () => {
  const master = following(-20, "priority 110");
  assert.deepEqual(said(master, following(20, "priority 90")), []);
  assert.deepEqual(said(master, following(-20, "priority 90")), ["HF0923 node-a.conf:13 web"]);
});

test("a reversed weight lowers while all is well: its failure raises", () => {
  const reversed = following(20, "priority 150").replace("weight 20", "weight 20 reverse");
  assert.deepEqual(said(reversed, withLines("priority 100")), []);
});

test("nopreempt on the backup keeps a weight from working, and a fault works", () => {
  const backup = withLines("priority 100\n  nopreempt");
  assert.deepEqual(said(following(-60, "priority 150"), backup), ["HF0924 node-a.conf:13 web"]);
  assert.deepEqual(said(following(0, "priority 150\n  nopreempt"), backup), []);
});

test("nopreempt that state MASTER clears leaves the other one without effect", () => {
  const master = withLines("state MASTER\n  nopreempt\n  priority 150");
  const backup = withLines("state BACKUP\n  nopreempt\n  priority 100");
  assert.deepEqual(said(master, backup), ["HF0925 node-b.conf:8 nopreempt"]);
  assert.match(rendered(master, backup), /cleared by state MASTER/);
});

test("nopreempt in the middle of three has an effect", () => {
  const texts = ["priority 150", "priority 100\n  nopreempt", "priority 50"].map(withLines);
  assert.deepEqual(said(...texts), []);
});

test("preempt_delay on the lower one alone is worth a note", () => {
  const lower = withLines("priority 100\n  preempt_delay 60");
  assert.deepEqual(said(withLines("priority 150"), lower), ["HF0926 node-b.conf:8 60"]);
});

const grouped = (priority: number, groupLines: string, lines: string): string =>
  `${script("web", -60)}vrrp_sync_group G {
  group {
    VI_1
    VI_2
  }
  sync_group_tracking_weight
  ${groupLines}
}
${instance({ lines: `priority ${priority}\n  ${lines}` })}${instance({
  name: "VI_2",
  number: 52,
  addresses: "192.0.2.2/24",
  lines: `priority ${priority}`,
})}`;
const follow = "track_script {\n    web\n  }";

test("a weight of one member of a sync group moves nothing; one of the group does", () => {
  const backup = grouped(100, "", "");
  assert.deepEqual(said(grouped(150, "", follow), backup), ["HF0928 node-a.conf:21 web"]);
  assert.deepEqual(said(grouped(150, follow, ""), backup), []);
});
