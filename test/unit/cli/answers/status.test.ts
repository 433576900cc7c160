import assert from "node:assert/strict";
import { test } from "node:test";
import { statusLines } from "../../../../src/cli/status/render.ts";
import type { Paper } from "../../../../src/cli/table.ts";
import type { DaemonStatus } from "../../../../src/daemon/status/daemon-status.ts";
import { exampleInstance, exampleStatus } from "./example-status.ts";

const wide: Paper = { width: Number.POSITIVE_INFINITY, colour: false };

function linesOf(status: DaemonStatus, name: string | null = null, paper = wide) {
  const lines = statusLines(status, name, paper);
  return lines.ok ? lines.value : [lines.error];
}

test("everything there is, in tables", () => {
  assert.equal(
    linesOf(exampleStatus()).join("\n"),
    `Holdfast 1.0.0, /etc/keepalived/keepalived.conf, running for 2 h 5 min

INSTANCE  STATE   FOR        PRIORITY      MASTER       ADDRESSES
VI_1      MASTER  1 min 5 s  120 (of 100)  this router  10.0.0.100/24, 10.1.0.100/24 dev eth1
VI_2      FAULT   1 min 5 s  100           -            (10.0.0.101/24)
  interface eth1 is down
  by an operator: priority 90

GROUP  STATE   FOR      MEMBERS
G      MASTER  1 d 3 h  VI_1

TRACKER         RESULT    FOR        LAST RUN   TOOK    LONGEST  FAILED
script chk_web  good      1 h 0 min  succeeded  8.4 ms  1.20 s   2 of 40
interface eth1  bad       -          is down
file load       7         -          /run/load
process web     none yet  -          0 running

VIRTUAL SERVER (IPVS)  STATE  WEIGHT       CHECKS
[10.0.0.100]:tcp:80    up     1, quorum 1  1 of 2 up
  [10.2.0.1]:tcp:80    up     1
  [10.2.0.2]:tcp:80    down   1            1 of 2 failed

PROCESS     PID  FOR        MEMORY
supervisor  10   2 h 5 min  60 MiB
vrrp        11   9.0 s      55 MiB

Timers of instances: 99 % at most 450 µs late, the worst 2.3 ms (of 4000)
Dropped adverts: 3
Scripts that run now: 1 notifications (2 wait), 0 checks (0 wait), 0 tracked; a tracked script began 700 µs late at worst
Mail server [192.0.2.25]:25: connect ECONNREFUSED; 3 wait
Reloads: 2 applied, 1 refused; the last, 5.0 s ago, was refused: a brace is missing
Processes that died: 1`,
  );
});

test("a script that cannot run stands among the trackers of those that go on without it", () => {
  const { vrrp } = exampleStatus();
  if (vrrp === null) throw new Error("the example has instances");
  const because = 'there is no program "/x"';
  const notFollowed = [{ kind: "script", name: "chk", because, instances: ["VI_2"] }] as const;
  const status = exampleStatus({ vrrp: { ...vrrp, notFollowed } });
  const row = 'script chk  not followed  -    there is no program "/x"';
  assert.equal(linesOf(status, "VI_2").at(-1), row);
  assert.ok(!linesOf(status, "VI_1").some((line) => line.startsWith("script chk ")));
});

test("a process that does not answer is named, and nothing is shown of it", () => {
  const problem = "Not running: starts again in 4 s";
  const status = exampleStatus({
    vrrp: null,
    lvs: null,
    runner: null,
    processes: [{ role: "vrrp", processId: null, sinceMillis: null, residentBytes: null, problem }],
  });
  const text = linesOf(status).join("\n");
  assert.match(text, /^vrrp: Not running: starts again in 4 s$/m);
  assert.doesNotMatch(text, /INSTANCE|MASTER|Timers/);
  assert.deepEqual(linesOf(status, "VI_1"), [`vrrp: ${problem}`]);
});

test("no line is wider than the screen", () => {
  const lines = linesOf(exampleStatus(), null, { width: 40, colour: false });
  assert.deepEqual(
    lines.filter((line) => line.length > 40),
    [],
  );
  assert.ok(lines.includes("VI_1      MASTER  1 min 5 s  120 (of 10…"));
});

test("what is wrong with an instance is told to its last word, on several lines where it has to", () => {
  const because = "adverts of 10.0.0.2 are refused: its auth_pass is not ours";
  const instance = exampleInstance({
    warnings: [`2 routers are MASTER: ${because}`],
    trackers: [],
  });
  const vrrp = { ...exampleStatus().vrrp, instances: [instance], groups: [] };
  const status = exampleStatus({ vrrp: vrrp as DaemonStatus["vrrp"] });
  const lines = linesOf(status, "VI_1", { width: 40, colour: false });
  assert.deepEqual(lines.slice(2, 5), [
    "  2 routers are MASTER: adverts of",
    "    10.0.0.2 are refused: its auth_pass",
    "    is not ours",
  ]);
});

test("a name does not command the terminal", () => {
  const instance = exampleInstance({ name: "a\x1b[2Jb", trackers: [] });
  const vrrp = { ...exampleStatus().vrrp, instances: [instance], groups: [] };
  const status = exampleStatus({ vrrp: vrrp as DaemonStatus["vrrp"] });
  assert.match(linesOf(status, "a\x1b[2Jb")[1] ?? "", /^a\ufffd\[2Jb {4}MASTER/);
});

test("colours do not change what stands where", () => {
  const plain = linesOf(exampleStatus(), null, { width: 60, colour: false });
  const coloured = linesOf(exampleStatus(), null, { width: 60, colour: true });
  const codes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
  const bare = coloured.map((line) => line.replaceAll(codes, "").trimEnd());
  assert.deepEqual(bare, plain);
  assert.notDeepEqual(coloured, plain);
});

test("one instance comes with its group and what it follows, and with nothing else", () => {
  const text = linesOf(exampleStatus(), "VI_1").join("\n");
  assert.match(text, /^VI_1 /m);
  assert.match(text, /^G /m);
  assert.match(text, /^script chk_web/m);
  assert.doesNotMatch(text, /VI_2|VIRTUAL SERVER|PROCESS /);
  const [error] = linesOf(exampleStatus(), "VI_9");
  assert.equal(error, "There is no instance VI_9; there are: VI_1, VI_2.");
});

test("of many real servers only those that are down are listed", () => {
  const realServers = Array.from({ length: 300 }, (_, index) => ({
    name: `[10.3.0.${index}]:tcp:80`,
    up: index !== 7,
    weight: 1,
    checks: 1,
    failedChecks: index === 7 ? 1 : 0,
  }));
  const { lvs, ...rest } = exampleStatus();
  const [virtualServer] = lvs?.virtualServers ?? [];
  if (virtualServer === undefined) throw new Error("the example has a virtual server");
  const many = { dataplane: "IPVS", virtualServers: [{ ...virtualServer, realServers }] };
  const text = linesOf({ ...rest, lvs: many }).join("\n");
  assert.match(text, /299 of 300 up/);
  assert.match(text, /\[10\.3\.0\.7\]:tcp:80 +down/);
  assert.doesNotMatch(text, /\[10\.3\.0\.8\]/);
  assert.match(text, /\(of 300 real servers, those that are down\)/);
});

test("an instance that waits says for what", () => {
  const waiting = exampleInstance({ state: "init", waitsFor: ["script chk_web"], trackers: [] });
  const vrrp = { ...exampleStatus().vrrp, instances: [waiting], groups: [] };
  const status = exampleStatus({ vrrp: vrrp as DaemonStatus["vrrp"] });
  assert.ok(linesOf(status, "VI_1").includes("  waits for script chk_web"));
});
