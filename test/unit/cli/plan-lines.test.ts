import assert from "node:assert/strict";
import { test } from "node:test";
import { outcomeLines } from "../../../src/cli/plan/outcome-lines.ts";
import { planLines } from "../../../src/cli/plan/plan-lines.ts";
import type { ReloadPlan } from "../../../src/daemon/plan/reload-plan.ts";
import type { ConfigurationChange } from "../../../src/daemon/supervisor/reload/change.ts";

const nothing: ReloadPlan = {
  version: 1,
  file: "/etc/keepalived/keepalived.conf",
  verdict: "nothing",
  reasons: [],
  report: "",
  findings: [],
  changes: [],
  states: [],
  operations: [],
  interruptions: [],
  hitless: "yes",
};
const change: ConfigurationChange = {
  subject: "vrrp_instance",
  name: "VI_1",
  change: "changed",
  details: ["priority 150 → 90", "advert_int 1 s → 2 s"],
};

test("nothing to do is said in two lines, behind what was found", () => {
  assert.deepEqual(planLines(nothing, false), ["Nothing to do.", "hitless: yes"]);
  const found = planLines({ ...nothing, findings: ["(Line 3) it"] }, false);
  assert.deepEqual(found.slice(0, 3), ["Also found:", "  (Line 3) it", ""]);
});

test("a plan has its parts one below the other", () => {
  const plan: ReloadPlan = {
    ...nothing,
    verdict: "changes",
    changes: [change],
    states: [
      { subject: "vrrp_instance", name: "VI_1", from: "MASTER", to: null, because: "it is gone" },
      { subject: "vrrp_instance", name: "VI_2", from: null, to: "BACKUP", because: "" },
    ],
    operations: [{ on: "kernel", command: "ip address del 192.0.2.1/24 dev eth0" }],
    interruptions: [
      { what: "192.0.2.1 on eth0", certain: true, because: "it is gone" },
      { what: "192.0.2.2 on eth0", certain: false, because: "who knows" },
    ],
    hitless: "no",
  };
  assert.deepEqual(planLines(plan, false), [
    "In the file:",
    "  vrrp_instance VI_1 changed: priority 150 → 90, advert_int 1 s → 2 s",
    "",
    "States:",
    "  vrrp_instance VI_1  MASTER → gone: it is gone",
    "  vrrp_instance VI_2  new → BACKUP",
    "",
    "Operations:",
    "  ip address del 192.0.2.1/24 dev eth0",
    "",
    "Would be noticed:",
    "  192.0.2.1 on eth0 would go: it is gone",
    "  192.0.2.2 on eth0 might move: who knows",
    "hitless: no",
  ]);
  assert.equal(planLines(plan, true).at(-1), "hitless: \x1b[1;31mno\x1b[0m");
});

test("of thousands of lines the first ones are told", () => {
  const changes = Array.from({ length: 2000 }, () => change);
  const lines = planLines({ ...nothing, verdict: "changes", changes }, false);
  assert.ok(lines.includes("  and 1960 more lines"));
  assert.ok(lines.length < 50);
});

test("a refusal shows what a check shows, or the reason where the file has no mistake", () => {
  const refused: ReloadPlan = {
    ...nothing,
    verdict: "refused",
    reasons: ["instance cannot change"],
  };
  const last = `${refused.file} would be refused: the configuration that runs would run on.`;
  assert.deepEqual(planLines(refused, false), ["instance cannot change", last]);
  assert.deepEqual(planLines({ ...refused, report: "error HF0113" }, false), [
    "error HF0113",
    "",
    last,
  ]);
});

test("a reload that was applied tells its changes, one that was refused its reasons", () => {
  const applied = {
    kind: "applied",
    findings: ["(Line 3) it"],
    changes: [change],
    delayed: [],
  } as const;
  assert.deepEqual(outcomeLines(applied, false), [
    "(Line 3) it",
    "vrrp_instance VI_1 changed: priority 150 → 90, advert_int 1 s → 2 s",
    "Reloaded: 1 change.",
  ]);
  const unchanged = { ...applied, findings: [], changes: [] };
  assert.deepEqual(outcomeLines(unchanged, false), ["Reloaded: nothing has changed."]);
  const refused = { kind: "refused", findings: [], reasons: ["it is broken"] } as const;
  assert.deepEqual(outcomeLines(refused, false), [
    "refused: it is broken",
    "Not reloaded. The configuration that ran runs on.",
  ]);
});
