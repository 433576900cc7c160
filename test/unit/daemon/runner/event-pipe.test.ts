import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { EventPipe } from "../../../../src/daemon/runner/event-pipe.ts";
import type { Identity } from "../../../../src/daemon/runner/identity.ts";
import { systemCalls } from "../../../../src/kernel/libc.ts";
import { recordingReport } from "../fakes.ts";

const nobody = 65_534;
let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-pipe-"));
  path = join(folder, "events");
});
afterEach(() => rmSync(folder, { recursive: true }));

const makePipe = (): void => void execFileSync("mkfifo", [path]);

function openPipe(owner: Identity = {}, madeBefore = false) {
  const { report, texts } = recordingReport();
  return { opened: EventPipe.open(systemCalls(), { path, owner, madeBefore }, report), texts };
}

function usable(owner: Identity = {}) {
  const { opened, texts } = openPipe(owner);
  assert.ok(opened.ok, opened.ok ? "" : opened.error);
  return { pipe: opened.value, texts };
}

/** What waits in the pipe now. */
function waiting(): string {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const room = Buffer.alloc(100_000);
  try {
    return room.toString("utf8", 0, readSync(descriptor, room));
  } finally {
    closeSync(descriptor);
  }
}

test("a pipe that is not there is made, and taken away at the end", () => {
  const umask = process.umask(0o177);
  const { pipe } = usable({ uid: nobody, gid: 100 });
  process.umask(umask);
  const status = statSync(path);
  assert.ok(status.isFIFO());
  assert.equal(status.mode & 0o777, 0o600);
  assert.deepEqual([status.uid, status.gid], [nobody, 100]);
  pipe.close();
  assert.ok(!existsSync(path));
});

test("one that a process before this one made is taken away too", () => {
  makePipe();
  const { opened } = openPipe({}, true);
  assert.ok(opened.ok && opened.value.isOurs);
  opened.value.close();
  assert.ok(!existsSync(path));
});

test("one that was there before stays, and so does what took the place of ours", () => {
  makePipe();
  usable().pipe.close();
  assert.ok(existsSync(path));
  unlinkSync(path);
  const { pipe } = usable();
  unlinkSync(path);
  writeFileSync(path, "theirs");
  pipe.close();
  assert.ok(existsSync(path));
});

test("lines are whole, in order, and nothing but lines", () => {
  const { pipe } = usable();
  pipe.write('INSTANCE "VI_1" MASTER 100');
  pipe.write("RS [10.0.0.1]:tcp:80 [10.0.0.9]:tcp:80 DOWN");
  pipe.write("two\nlines\0");
  assert.equal(
    waiting(),
    'INSTANCE "VI_1" MASTER 100\nRS [10.0.0.1]:tcp:80 [10.0.0.9]:tcp:80 DOWN\ntwo?lines?\n',
  );
  pipe.close();
});

test("a full pipe loses lines: said once, and counted when somebody reads again", () => {
  const { pipe, texts } = usable();
  const line = "x".repeat(999);
  for (let index = 0; index < 100; index++) pipe.write(line);
  assert.equal(texts().length, 1);
  assert.match(texts()[0] ?? "", /Event lost .*the pipe is full/);
  const kept = waiting().length / 1000;
  assert.ok(Number.isInteger(kept) && kept > 50, `${kept} whole lines`);
  pipe.write("after");
  assert.match(texts()[1] ?? "", new RegExp(`${100 - kept} events were lost`));
  assert.equal(waiting(), "after\n");
  pipe.close();
});

test("a line that could be cut in two is not written at all", () => {
  const { pipe, texts } = usable();
  pipe.write("x".repeat(5000));
  assert.match(texts()[0] ?? "", /the line is too long/);
  pipe.close();
});

test("a file, a link and somebody else's pipe are refused, and nothing is changed", () => {
  const refusal = (owner?: Identity): string => {
    const { opened } = openPipe(owner);
    assert.ok(!opened.ok);
    return opened.error;
  };
  writeFileSync(path, "text");
  assert.match(refusal(), /no named pipe/);
  unlinkSync(path);
  symlinkSync("/dev/null", path);
  assert.match(refusal(), /ELOOP/);
  unlinkSync(path);
  makePipe();
  chownSync(path, nobody, 0);
  assert.match(refusal(), new RegExp(`belongs to user ${nobody}`));
  usable({ uid: nobody }).pipe.close();
  path = join(folder, "missing", "events");
  assert.match(refusal(), /ENOENT/);
});
