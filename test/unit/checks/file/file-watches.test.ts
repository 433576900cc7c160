import assert from "node:assert/strict";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { FileWatches } from "../../../../src/checks/file/file-watches.ts";
import type { TrackFile } from "../../../../src/config/model/tracking.ts";
import { openFolderWatcher } from "../../../../src/kernel/inotify.ts";
import { systemCalls } from "../../../../src/kernel/libc.ts";
import { createPoller } from "../../../../src/kernel/poller.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { FakeTimers, until } from "../../daemon/fakes.ts";

let folder = "";
let close = (): void => undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-files-"));
});
afterEach(() => {
  close();
  rmSync(folder, { recursive: true });
});

const at = (name: string): string => join(folder, name);
const place = { source: 0, line: 1, column: 1, length: 1 };
const tracked = (name: string, more: Partial<TrackFile> = {}): TrackFile => ({
  name,
  place,
  path: at(name),
  initial: null,
  weight: 1,
  reversed: false,
  ...more,
});

function scene() {
  const opened = openFolderWatcher(
    systemCalls(),
    createPoller(systemCalls(), (problem) => {
      throw problem;
    }),
  );
  assert.ok(opened.ok);
  const timers = new FakeTimers();
  const values: string[] = [];
  const problems: string[] = [];
  const watches = new FileWatches(opened.value, timers, {
    fileValue: (name, value) => values.push(`${name} ${value}`),
    fileProblem: (text) => problems.push(text),
  });
  close = () => {
    watches.close();
    opened.value.close();
  };
  const told = (line: string) => until(`${line} in ${values}`, () => values.includes(line));
  /** Everything that happened before this is told before it. */
  const settled = async (count = values.length) => {
    const name = `mark${count}`;
    writeFileSync(at(name), "1");
    watches.follow([...followed, tracked(name)]);
    writeFileSync(at(name), "2");
    await told(`${name} 2`);
    return values.filter((line) => !line.startsWith("mark"));
  };
  let followed: readonly TrackFile[] = [];
  const follow = (files: readonly TrackFile[], writesNew?: boolean) => {
    followed = files;
    watches.follow(files, writesNew);
  };
  return { watches, follow, timers, values, problems, told, settled };
}

test("a file's value is told at once, and whenever it is another one", async () => {
  const { follow, values, told, settled } = scene();
  writeFileSync(at("a"), "5\n");
  follow([tracked("a"), tracked("missing")]);
  assert.deepEqual(values, ["a 5", "missing 0"]);
  writeFileSync(at("a"), "6\n");
  await told("a 6");
  writeFileSync(at("a"), "6 again\n");
  writeFileSync(at("b"), "7\n");
  assert.deepEqual(await settled(), ["a 5", "missing 0", "a 6"]);
});

test("a file that is replaced, deleted and made again is followed", async () => {
  const { follow, values, told } = scene();
  writeFileSync(at("a"), "1");
  follow([tracked("a")]);
  writeFileSync(at("new"), "2");
  renameSync(at("new"), at("a"));
  await told("a 2");
  unlinkSync(at("a"));
  await told("a 0");
  writeFileSync(at("a"), "3");
  await told("a 3");
  values.length = 0;
  renameSync(at("a"), at("elsewhere"));
  await told("a 0");
});

test("while somebody writes the old value holds", async () => {
  const { follow, settled, told, values } = scene();
  writeFileSync(at("a"), "5");
  follow([tracked("a")]);
  const writer = openSync(at("a"), "w");
  assert.deepEqual(await settled(), ["a 5"]);
  writeSync(writer, "1");
  writeSync(writer, "2");
  closeSync(writer);
  await told("a 12");
  assert.ok(!values.includes("a 0") && !values.includes("a 1"));
});

test("a number that is too large is said, and the old value stays", async () => {
  const { follow, problems, settled } = scene();
  writeFileSync(at("a"), "5");
  follow([tracked("a")]);
  writeFileSync(at("a"), "3000000000\n");
  await until("the problem", () => problems.length > 0);
  assert.equal(problems[0], `Invalid number 3000000000 read from ${at("a")} - ignoring`);
  assert.deepEqual(await settled(), ["a 5"]);
});

test("one that begins with a number too large says 0 until then", () => {
  const { follow, values } = scene();
  writeFileSync(at("a"), "3000000000\n");
  follow([tracked("a")]);
  assert.deepEqual(values, ["a 0"]);
});

test("init_file makes a file that is not there, and overwrites only where it says so", () => {
  const { follow, values } = scene();
  writeFileSync(at("kept"), "3");
  writeFileSync(at("overwritten"), "3 and more");
  follow([
    tracked("made", { initial: { value: 7, overwrite: false } }),
    tracked("kept", { initial: { value: 7, overwrite: false } }),
    tracked("overwritten", { initial: { value: 7, overwrite: true } }),
  ]);
  assert.deepEqual(values, ["made 7", "kept 3", "overwritten 7"]);
  assert.equal(readFileSync(at("overwritten"), "utf8"), "7\n");
});

test("a process that takes over, and a reload, write nothing anew", async () => {
  const initial = { value: 7, overwrite: true };
  const { follow, values } = scene();
  writeFileSync(at("a"), "3");
  follow([tracked("a", { initial })], false);
  assert.deepEqual(values, ["a 3"]);
  follow([tracked("a", { initial }), tracked("b", { initial })]);
  assert.deepEqual(values, ["a 3", "b 7"]);
});

test("an init_file that cannot be written is a problem and no end", () => {
  const { follow, problems, values } = scene();
  symlinkSync("/dev/full", at("link"));
  const initial = { value: 7, overwrite: true };
  follow([tracked("link", { initial }), tracked("a", { path: at("none/a"), initial })]);
  assert.equal(problems.filter((text) => text.startsWith("Cannot write track_file")).length, 2);
  assert.deepEqual(values, ["link 0", "a 0"]);
});

test("a folder that comes later, goes and comes again is found", async () => {
  const { follow, timers, values, problems, told } = scene();
  follow([tracked("a", { path: at("later/a") })]);
  assert.match(problems[0] ?? "", /later cannot be watched: .* every 5 s/);
  for (const value of [4, 5]) {
    mkdirSync(at("later"));
    writeFileSync(at("later/a"), `${value}`);
    timers.advance(seconds(5));
    assert.equal(values.at(-1), `a ${value}`);
    writeFileSync(at("later/a"), `${value}0`);
    await told(`a ${value}0`);
    values.length = 0;
    rmSync(at("later"), { recursive: true });
    await told("a 0");
  }
  assert.equal(problems.length, 1);
});

test("what a link leads to is looked at again; a link that is set anew is seen at once", async () => {
  const { follow, timers, told } = scene();
  mkdirSync(at("target"));
  writeFileSync(at("target/one"), "1");
  writeFileSync(at("target/two"), "2");
  symlinkSync(at("target/one"), at("a"));
  follow([tracked("a")]);
  writeFileSync(at("target/one"), "11");
  timers.advance(seconds(5));
  await told("a 11");
  symlinkSync(at("target/two"), at("next"));
  renameSync(at("next"), at("a"));
  await told("a 2");
});

test("what is no longer followed is silent, and one of a new path is another", async () => {
  const { follow, values, settled } = scene();
  writeFileSync(at("a"), "1");
  writeFileSync(at("b"), "2");
  follow([tracked("a"), tracked("b")]);
  follow([tracked("b"), tracked("a", { path: at("b") })]);
  writeFileSync(at("a"), "9");
  assert.deepEqual(await settled(), ["a 1", "b 2", "a 2"]);
  assert.ok(!values.includes("a 9"));
});

test("thousands of changes lose nothing that lasts", async () => {
  const { follow, told } = scene();
  follow([tracked("a")]);
  for (let value = 1; value <= 3000; value++) writeFileSync(at("a"), `${value}`);
  await told("a 3000");
});
