/** The journal's file: over restarts, rotations and torn lines. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { JournalEvent } from "../../../../src/core/journal/event.ts";
import { journalPathOf } from "../../../../src/daemon/journal/journal-path.ts";
import { readJournal } from "../../../../src/daemon/journal/journal-reader.ts";
import { openJournal } from "../../../../src/daemon/journal/open-journal.ts";
import { systemTimers } from "../../../../src/daemon/timers.ts";
import { recordingLogger } from "../fakes.ts";

const directory = mkdtempSync(join(tmpdir(), "hf-journal-"));
after(() => rmSync(directory, { recursive: true, force: true }));
let files = 0;
const freshPath = (): string => join(directory, `${++files}`, "keepalived.jsonl");

const operator = (command: string): JournalEvent => ({ kind: "operator", name: "VI_1", command });

function open(path: string) {
  const { logger, texts } = recordingLogger();
  return { ...openJournal(path, systemTimers, logger), texts };
}

function commandsIn(path: string): readonly string[] {
  const read = readJournal(path);
  if (!read.ok) throw new Error(read.error.message);
  return read.value.map(({ event }) => (event.kind === "operator" ? event.command : event.kind));
}

test("numbers go on after a restart, and the file is its owner's alone", async () => {
  const path = freshPath();
  const first = open(path);
  first.journal.add(operator("one"), 1000);
  first.journal.add(operator("two"), 2000);
  await first.flushed();
  const second = open(path);
  second.journal.add(operator("three"), 3000);
  await second.flushed();
  assert.deepEqual(commandsIn(path), ["one", "two", "three"]);
  const numbers = second.journal.recent.records.map(({ sequence }) => sequence);
  assert.deepEqual(numbers, [1, 2, 3]);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(statSync(join(path, "..")).mode & 0o777, 0o700);
});

test("what a crash left of a line is passed over, and the next one is whole", async () => {
  const path = freshPath();
  const first = open(path);
  first.journal.add(operator("one"));
  await first.flushed();
  appendFileSync(path, '{"version":1,"sequence":2,"atMil');
  const second = open(path);
  second.journal.add(operator("two"));
  await second.flushed();
  appendFileSync(path, "rubbish\n\u0000\n[1]\n");
  assert.deepEqual(commandsIn(path), ["one", "two"]);
});

test("two files of a megabyte at most; the latest records are in them", async () => {
  const path = freshPath();
  const { journal, flushed } = open(path);
  const filling = "x".repeat(1000);
  for (let round = 0; round < 30; round++) {
    for (let index = 0; index < 100; index++) journal.add(operator(`${round} ${filling}`));
    await flushed();
  }
  assert.ok(statSync(path).size <= 1024 * 1024);
  assert.ok(statSync(`${path}.1`).size <= 1024 * 1024);
  const commands = commandsIn(path);
  assert.ok(commands.length > 900 && commands.length < 2100);
  assert.ok(commands.at(-1)?.startsWith("29 "));
  assert.equal(journal.recent.records.length, 1000);
  assert.equal(open(path).journal.recent.records.at(-1)?.sequence, 3000);
});

test("what is not in memory any more is read from the disk", async () => {
  const path = freshPath();
  const { journal, flushed } = open(path);
  for (let index = 0; index < 1500; index++) journal.add(operator(String(index)), index);
  await flushed();
  assert.equal(journal.recent.records.length, 1000);
  assert.equal(journal.since(0).length, 1500);
  assert.equal(journal.since(1400).length, 100);
});

test("a link or a pipe in the file's place is neither followed nor waited for", async () => {
  const path = freshPath();
  const target = join(directory, "precious");
  execFileSync("mkdir", ["-p", join(path, "..")]);
  symlinkSync(target, path);
  const { journal, flushed, texts } = open(path);
  journal.add(operator("one"));
  await flushed();
  assert.match(texts().join(), /Cannot write the journal .*ELOOP/);
  assert.equal(statSync(target, { throwIfNoEntry: false }), undefined);
  rmSync(path);
  execFileSync("mkfifo", [path]);
  const second = open(path);
  second.journal.add(operator("one"));
  await second.flushed();
  assert.match(second.texts().join(), /Cannot write the journal .*ENXIO/);
});

test("the output of a script that is too long for a line is left out", async () => {
  const path = freshPath();
  const { journal, flushed } = open(path);
  const output = Array.from({ length: 1000 }, () => "x".repeat(100));
  const tracker = { kind: "tracker", tracker: "script", name: "chk", result: "bad" } as const;
  journal.add({ ...tracker, because: "it failed", output });
  await flushed();
  assert.ok(readFileSync(path, "utf8").length < 500);
  assert.deepEqual(commandsIn(path), ["tracker"]);
});

test("the file is named after the parent's pid file", () => {
  const cases = [
    ["/run/keepalived.pid", "/var/lib/holdfast/keepalived.jsonl"],
    ["/var/run/keepalived.sock", "/var/lib/holdfast/keepalived.jsonl"],
    ["/run/keepalived/ns/keepalived_a.pid", "/var/lib/holdfast/keepalived/ns/keepalived_a.jsonl"],
    ["/tmp/x/own.pid", "/tmp/x/own.jsonl"],
    ["/tmp/x/own", "/tmp/x/own.jsonl"],
  ];
  for (const [pidFile = "", path] of cases) assert.equal(journalPathOf(pidFile), path);
});
