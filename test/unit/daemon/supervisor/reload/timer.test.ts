import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { ReloadTimer } from "../../../../../src/daemon/supervisor/reload/timer.ts";
import { success } from "../../../../../src/wire/result.ts";
import { FakeTimers, recordingLogger } from "../../fakes.ts";

const start = new Date("2026-11-21T16:45:00").getTime();
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-reload-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function scene() {
  const timers = new FakeTimers();
  const { logger, texts } = recordingLogger();
  const path = join(folder, "at");
  const watch = { alive: true, close: () => undefined };
  let skew = 0;
  let reloads = 0;
  let changed: (name: string | null) => void = () => undefined;
  const timer = new ReloadTimer({
    timers,
    logger,
    openWatcher: () => ({
      watch(watched, listener) {
        assert.equal(watched, folder);
        changed = listener;
        watch.alive = true;
        return success(watch);
      },
      close: () => undefined,
    }),
    nowMillis: () => start + timers.now() / 1000 + skew,
    due: () => {
      reloads++;
    },
  });
  return {
    timer,
    path,
    texts,
    reloads: () => reloads,
    pass: (seconds: number) => timers.advance(seconds * 1_000_000),
    setClock: (seconds: number) => {
      skew += seconds * 1000;
    },
    write(text: string) {
      writeFileSync(path, text);
      changed("at");
    },
    remove() {
      rmSync(path);
      changed("at");
    },
    removeFolder() {
      watch.alive = false;
      changed(null);
    },
  };
}

test("a file that comes schedules a reload, and is taken away when it is done", () => {
  const { timer, path, texts, reloads, pass, write } = scene();
  timer.follow({ timeFile: path, repeats: false });
  assert.deepEqual(texts(), []);
  write("16:50:00\n");
  pass(299);
  assert.equal(reloads(), 0);
  pass(1);
  assert.equal(reloads(), 1);
  assert.ok(!existsSync(path));
  timer.follow({ timeFile: path, repeats: false });
  pass(100_000);
  assert.equal(reloads(), 1);
  assert.deepEqual(texts(), ["Scheduling reload for 2026-11-21 16:50:00"]);
});

test("one that was there at the start counts; it is changed and called off", () => {
  const { timer, path, texts, reloads, pass, write, remove } = scene();
  writeFileSync(path, "16:50:00");
  timer.follow({ timeFile: path, repeats: false });
  write("16:51:00");
  write("nonsense");
  write("16:51:00");
  remove();
  pass(100_000);
  assert.equal(reloads(), 0);
  assert.deepEqual(texts(), [
    "Scheduling reload for 2026-11-21 16:50:00",
    "Reload time updated from 2026-11-21 16:50:00 to 2026-11-21 16:51:00",
    "Reload time nonsense format is incorrect - ignoring",
    "Cancelling reload scheduled for 2026-11-21 16:51:00",
    "Scheduling reload for 2026-11-21 16:51:00",
    "Cancelling reload scheduled for 2026-11-21 16:51:00",
  ]);
});

test("reload_repeat reloads every day, and keeps the file", () => {
  const { timer, path, reloads, pass } = scene();
  writeFileSync(path, "16:50:00");
  timer.follow({ timeFile: path, repeats: true });
  pass(3 * 24 * 3600);
  assert.equal(reloads(), 3);
  assert.ok(existsSync(path));
});

test("a clock that is set counts from then on", () => {
  const { timer, path, reloads, pass, setClock } = scene();
  writeFileSync(path, "18:00:00");
  timer.follow({ timeFile: path, repeats: false });
  setClock(3600);
  pass(900);
  assert.equal(reloads(), 1);
});

test("a folder that is gone is told of once, and looked for at the next reload", () => {
  const { timer, path, texts, reloads, pass, removeFolder } = scene();
  timer.follow({ timeFile: path, repeats: false });
  removeFolder();
  assert.deepEqual(texts(), [
    "Directory of reload timer file has disappeared. Monitoring stopped.",
  ]);
  writeFileSync(path, "16:50:00");
  pass(600);
  assert.equal(reloads(), 0);
  timer.follow({ timeFile: path, repeats: false });
  timer.close();
  pass(600 * 1000);
  assert.equal(reloads(), 0);
});
