import assert from "node:assert/strict";
import { test } from "node:test";
import { whyLines } from "../../../../src/cli/why/render.ts";
import type { InstanceReasons } from "../../../../src/daemon/status/vrrp-status.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";
import { atMillis, exampleInstance } from "./example-status.ts";

const peer = "10.0.0.2" as IpAddress;

const reasons: InstanceReasons = {
  atMillis,
  instance: exampleInstance({
    state: "backup",
    master: { address: peer, priority: 150, isOwn: false },
    orders: ["priority 80"],
  }),
  arithmetic: {
    base: 100,
    ordered: 80,
    parts: [
      {
        kind: "script",
        name: "chk_web",
        text: "script chk_web failed (exited with status 1)",
        weight: -30,
        effect: "priority",
        amount: -30,
      },
      {
        kind: "interface",
        name: "eth1",
        text: "interface eth1 is down",
        weight: 0,
        effect: "fault",
        amount: 0,
      },
      {
        kind: "file",
        name: "load",
        text: "file load has no result yet",
        weight: 2,
        effect: "none",
        amount: 0,
      },
    ],
    sum: 50,
    effective: 50,
    limit: null,
  },
  decision: {
    rule: "higherPriority",
    sentence: "A MASTER gives way to a higher priority",
    section: "RFC 9568 §6.4.3",
    because: "10.0.0.2 has 150",
    heard: { address: peer, priority: 150, agoMicros: 65_000_000 },
  },
  heard: { address: peer, priority: 150, agoMicros: 420_000 },
  discarded: { address: "10.0.0.3" as IpAddress, priority: 0, agoMicros: 2_000_000 },
  next: ["Takes over when 10.0.0.2 (priority 150) is silent for 3.8 s, or gives up."],
  group: { name: "G", state: "backup", sinceMillis: 0, members: ["VI_1", "VI_2"] },
};

test("the arithmetic is a tree, and every part has its line", () => {
  const [first = "", ...lines] = whyLines(reasons, false);
  assert.match(first, /^VI_1 is BACKUP since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/);
  assert.deepEqual(lines, [
    "  because 10.0.0.2 has 150",
    "  by the rule: A MASTER gives way to a higher priority (RFC 9568 §6.4.3)",
    "",
    "Priority",
    "├─  100  priority of the configuration",
    "├─   80  an operator's, in its place",
    "├─  -30  script chk_web failed (exited with status 1)",
    "├─    !  interface eth1 is down: FAULT",
    "├─   +0  file load has no result yet, weight 2",
    "└─ = 50",
    "By an operator",
    "└─ priority 80",
    "Heard",
    "├─ 10.0.0.2 with priority 150, 420.0 ms ago: the master it follows",
    "└─ 10.0.0.3 gave up 2.00 s ago: discarded, of a lower standing",
    "Sync group",
    "└─ G is BACKUP, with VI_2",
    "Next",
    "└─ Takes over when 10.0.0.2 (priority 150) is silent for 3.8 s, or gives up.",
  ]);
});

test("a limit is said below the sum, and an instance alone has no sum", () => {
  const limit = "254 at most: 255 is an address owner's";
  const { arithmetic } = reasons;
  const limited = { ...arithmetic, ordered: null, parts: [], sum: 300, effective: 254, limit };
  const lines = whyLines({ ...reasons, arithmetic: limited }, false);
  assert.ok(lines.includes("├─ = 300"));
  assert.ok(lines.includes(`└─  254  ${limit}`));
  const plain = { ...limited, sum: 100, effective: 100, limit: null };
  const short = whyLines({ ...reasons, arithmetic: plain }, false);
  assert.ok(!short.some((line) => line.includes("=")));
});

test("a second master stands at the top, and what was refused has its branch, the latest first", () => {
  const causes = [
    {
      address: peer,
      because: "its auth_pass is not ours",
      priority: 90,
      count: 40,
      sinceMillis: atMillis - 40_000,
      lastMillis: atMillis - 1500,
    },
    {
      address: "10.0.0.3" as IpAddress,
      because: "7 bytes where 20 are needed",
      priority: null,
      count: 1,
      sinceMillis: atMillis,
      lastMillis: atMillis,
    },
  ];
  const warnings = [
    "2 routers are MASTER: adverts of 10.0.0.2 are refused: its auth_pass is not ours",
  ];
  const refusedAdverts = { total: 43, causes };
  const instance = exampleInstance({ warnings, refusedAdverts });
  const lines = whyLines({ ...reasons, instance }, false);
  assert.equal(lines[3], `  but ${warnings[0]}`);
  assert.deepEqual(lines.slice(lines.indexOf("Refused"), lines.indexOf("Sync group")), [
    "Refused",
    "├─ 1 advert of 10.0.0.3, the last 0 µs ago: 7 bytes where 20 are needed",
    "├─ 40 adverts of 10.0.0.2 with priority 90, the last 1.50 s ago: its auth_pass is not ours",
    "└─ 2 adverts before, or of others",
  ]);
});
