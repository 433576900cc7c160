import assert from "node:assert/strict";
import { test } from "node:test";
import { EventPrinter } from "../../../../src/cli/events/event-line.ts";
import { readSince } from "../../../../src/cli/events/since.ts";
import { momentText, shortSpanText, spanText } from "../../../../src/cli/spans.ts";
import type { JournalEvent, JournalRecord } from "../../../../src/core/journal/event.ts";
import type { IpAddress } from "../../../../src/wire/address.ts";

const atMillis = new Date(2026, 10, 21, 17, 0, 28, 5).getTime();

const record = (event: JournalEvent): JournalRecord => ({
  version: 1,
  sequence: 1,
  atMillis,
  event,
});

const events: readonly JournalEvent[] = [
  {
    kind: "instance",
    name: "VI_1",
    from: "backup",
    to: "master",
    priority: 100,
    rule: "masterDown",
    because: "no master heard",
    heard: null,
  },
  {
    kind: "advertRefused",
    name: "VI_1",
    address: "10.0.0.2" as IpAddress,
    priority: 90,
    because: "its auth_pass is not ours",
  },
  {
    kind: "secondMaster",
    name: "VI_1",
    address: "10.0.0.3" as IpAddress,
    priority: 80,
    because: "it does not hear this router",
  },
  { kind: "group", name: "G", to: "fault", because: "VI_1: link" },
  { kind: "priority", name: "VI_1", from: 100, to: 80, because: "script chk failed" },
  {
    kind: "tracker",
    tracker: "script",
    name: "chk",
    result: "bad",
    because: "exited with status 1",
    output: ["no route", "to host"],
  },
  { kind: "notification", subject: "/etc/notify.sh", because: "timed out" },
  { kind: "operator", name: "VI_1", command: "fault" },
  {
    kind: "server",
    virtualServer: "[vip]:80",
    realServer: "[rs]:80",
    up: false,
    because: "refused",
  },
  { kind: "server", virtualServer: "[vip]:80", realServer: null, up: true, because: "weight 1" },
  { kind: "daemon", what: "reloadRefused", because: "a brace is missing" },
];

test("each kind is one line: when, who, what, because; a script's words below", () => {
  const lines = new EventPrinter(false).lines(events.map(record));
  assert.deepEqual(
    lines.map((line) => line.replace("2026-11-21 17:00:28.005  ", "")),
    [
      "instance VI_1            BACKUP → MASTER      no master heard (priority 100)",
      "instance VI_1            adverts refused      10.0.0.2 (priority 90): its auth_pass is not ours",
      "instance VI_1            second master        10.0.0.3 (priority 80): it does not hear this router",
      "group G                  → FAULT              VI_1: link",
      "instance VI_1            priority 100 → 80    script chk failed",
      "script chk               bad                  exited with status 1",
      "    | no route",
      "    | to host",
      "/etc/notify.sh           failed               timed out",
      "instance VI_1            an operator's order  fault",
      "real server [rs]:80      down                 refused (of [vip]:80)",
      "virtual server [vip]:80  quorum gained        weight 1",
      "daemon                   reload refused       a brace is missing",
    ],
  );
});

test("what a later version writes is passed over in the same form", () => {
  const later = { ...record({ kind: "operator", name: "", command: "" }), event: { kind: "news" } };
  const [line] = new EventPrinter(false).lines([later as unknown as JournalRecord]);
  assert.match(line ?? "", / {2}news$/);
});

test("what a terminal would obey is made visible, and tabs are blanks", () => {
  const output = ["\x1b[31mred\x1b[0m\tand\r", "plain"];
  const because = "exited with status 1";
  const bad = {
    kind: "tracker",
    tracker: "script",
    name: "a\x1bc",
    result: "bad",
    because,
  } as const;
  const lines = new EventPrinter(false).lines([record({ ...bad, output })]);
  assert.match(lines[0] ?? "", /script a\ufffdc/);
  assert.deepEqual(lines.slice(1), ["    | \ufffd[31mred\ufffd[0m    and\ufffd", "    | plain"]);
});

test("since: spans, moments, and nothing else", () => {
  const now = new Date(2026, 10, 21, 17, 0).getTime();
  const cases: readonly (readonly [string, number | null])[] = [
    ["30s", now - 30_000],
    ["1.5h", now - 5_400_000],
    ["5min", now - 300_000],
    ["2 d", now - 172_800_000],
    ["16:30", new Date(2026, 10, 21, 16, 30).getTime()],
    ["2026-11-20", new Date(2026, 10, 20).getTime()],
    ["2026-11-20 08:15", new Date(2026, 10, 20, 8, 15).getTime()],
    ["2026-11-20T08:15:30Z", Date.UTC(2026, 10, 20, 8, 15, 30)],
    ["25:00", null],
    ["yesterday", null],
    ["5", null],
    ["2026-13-40", null],
    ["", null],
  ];
  for (const [text, millis] of cases) assert.equal(readSince(text, now), millis, text);
});

test("spans and moments are short", () => {
  const spans = [400, 45_000, 200_000, 7_500_000, 273_600_000].map(spanText);
  assert.deepEqual(spans, ["0.4 s", "45 s", "3 min 20 s", "2 h 5 min", "3 d 4 h"]);
  const short = [850, 1_800, 2_400_000, 7_500_000_000].map(shortSpanText);
  assert.deepEqual(short, ["850 µs", "1.8 ms", "2.40 s", "2 h 5 min"]);
  assert.equal(momentText(atMillis), "2026-11-21 17:00:28.005");
});
