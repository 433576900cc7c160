/** The journal on a disk that is full: a small tmpfs, which takes root to mount. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { JournalEvent } from "../../src/core/journal/event.ts";
import { readJournal } from "../../src/daemon/journal/journal-reader.ts";
import { openJournal } from "../../src/daemon/journal/open-journal.ts";
import { systemTimers, type Timers } from "../../src/daemon/timers.ts";
import { seconds } from "../../src/wire/units.ts";
import { waitFor } from "../lab/wait.ts";
import { recordingLogger } from "../unit/daemon/fakes.ts";

const operator = (command: string): JournalEvent => ({ kind: "operator", name: "VI_1", command });

function commandsIn(path: string): readonly string[] {
  const read = readJournal(path);
  if (!read.ok) throw new Error(read.error.message);
  return read.value.map(({ event }) => (event.kind === "operator" ? event.command : event.kind));
}

test("a disk that is full is said once, and nothing is lost when there is room again", async () => {
  const mount = mkdtempSync(join(tmpdir(), "hf-journal-full-"));
  const tmpfs = ["-t", "tmpfs", "-o", "size=64k", "tmpfs", mount];
  execFileSync("mount", tmpfs);
  after(() => {
    execFileSync("umount", ["-l", mount]);
    rmSync(mount, { recursive: true, force: true });
  });
  const path = join(mount, "keepalived.jsonl");
  const retries: (() => void)[] = [];
  const timers: Timers = {
    now: systemTimers.now,
    after(delay, run) {
      if (delay < seconds(1)) return systemTimers.after(delay, run);
      retries.push(run);
      return () => undefined;
    },
  };
  const { logger, texts } = recordingLogger();
  const { journal, flushed } = openJournal(path, timers, logger);
  for (let index = 0; index < 200; index++) journal.add(operator(`${index} ${"x".repeat(500)}`));
  await flushed();
  assert.equal(texts().filter((text) => text.includes("ENOSPC")).length, 1);
  journal.add(operator("later"));
  execFileSync("mount", ["-o", "remount,size=10m", mount]);
  retries.at(-1)?.();
  await waitFor("the journal to be written again", { limitMillis: 2000 }, () =>
    texts().some((text) => text.includes("is written again")),
  );
  const numbers = new Set(commandsIn(path).map((command) => command.split(" ")[0]));
  assert.equal(numbers.size, 201);
});
