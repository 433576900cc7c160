import assert from "node:assert/strict";
import { test } from "node:test";
import { openFolderWatcher } from "../../../src/kernel/inotify.ts";
import type { Poller } from "../../../src/kernel/poller.ts";
import type { Sys } from "../../../src/kernel/sys.ts";

const IN_CLOSE_WRITE = 0x8;
const IN_DELETE_SELF = 0x400;
const IN_Q_OVERFLOW = 0x4000;
const IN_IGNORED = 0x8000;
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** struct inotify_event, its name filled up with zeros as the kernel does. */
function event(descriptor: number, mask: number, name = ""): Uint8Array {
  const text = new TextEncoder().encode(name);
  const nameBytes = name === "" ? 0 : Math.ceil((text.length + 1) / 16) * 16;
  const bytes = new Uint8Array(16 + nameBytes);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, descriptor, littleEndian);
  view.setUint32(4, mask, littleEndian);
  view.setUint32(12, nameBytes, littleEndian);
  bytes.set(text, 16);
  return bytes;
}

/** A kernel that gives every folder the number of its path's length. */
function scene() {
  const removed: number[] = [];
  let pending = new Uint8Array(0);
  let ready = (): void => undefined;
  let closed = false;
  const sys: Partial<Sys> = {
    inotifyInit: () => 7,
    inotifyAddWatch: (_fd, path) => (path === "/none" ? -2 : path.length),
    inotifyRmWatch: (_fd, descriptor) => removed.push(descriptor),
    read(_fd, bytes) {
      bytes.set(pending);
      return pending.length;
    },
    close: () => {
      closed = true;
      return 0;
    },
  };
  const poller: Poller = {
    watch(_fd, _interest, callback) {
      ready = () => callback({ readable: true, writable: false });
      return { pause: () => undefined, resume: () => undefined, close: () => undefined };
    },
  };
  const opened = openFolderWatcher(sys as Sys, poller);
  assert.ok(opened.ok);
  const tell = (...events: readonly Uint8Array[]) => {
    pending = Buffer.concat(events);
    ready();
  };
  const heard: (string | null)[] = [];
  const watch = (path: string) => {
    const watched = opened.value.watch(path, (name) => heard.push(name));
    assert.ok(watched.ok);
    return watched.value;
  };
  return { watcher: opened.value, watch, tell, heard, removed, isClosed: () => closed };
}

test("each event is told to the watchers of its folder, with the file's name", () => {
  const { watch, tell, heard } = scene();
  watch("/a");
  watch("/aa");
  tell(event(2, IN_CLOSE_WRITE, "one"), event(3, IN_CLOSE_WRITE, "grün"), event(9, 8, "nobody's"));
  assert.deepEqual(heard, ["one", "grün"]);
});

test("events that were lost may have been anybody's", () => {
  const { watch, tell, heard } = scene();
  watch("/a");
  watch("/aa");
  tell(event(-1, IN_Q_OVERFLOW));
  assert.deepEqual(heard, [null, null]);
});

test("a folder that is gone is told once, and its watch is dead", () => {
  const { watch, tell, heard, removed } = scene();
  const one = watch("/a");
  tell(event(2, IN_DELETE_SELF), event(2, IN_IGNORED), event(2, IN_CLOSE_WRITE, "late"));
  assert.deepEqual(heard, [null]);
  assert.equal(one.alive, false);
  one.close();
  assert.deepEqual(removed, []);
});

test("a folder watched twice is left when both have left", () => {
  const { watch, tell, heard, removed } = scene();
  const [one, other] = [watch("/a"), watch("/b")];
  one.close();
  tell(event(2, IN_CLOSE_WRITE, "still"));
  assert.deepEqual(heard, ["still"]);
  assert.deepEqual(removed, []);
  other.close();
  assert.deepEqual(removed, [2]);
});

test("what the kernel refuses is an error that names the folder", () => {
  const { watcher, isClosed } = scene();
  const refused = watcher.watch("/none", () => undefined);
  assert.ok(!refused.ok);
  assert.equal(refused.error.operation, "watch folder /none");
  assert.equal(refused.error.errno, "ENOENT");
  watcher.close();
  assert.ok(isClosed());
  const none = openFolderWatcher({ inotifyInit: () => -24 } as Partial<Sys> as Sys, {
    watch: () => assert.fail("nothing to watch"),
  });
  assert.ok(!none.ok);
});

test("half an event, or none, does no harm", () => {
  const { watch, tell, heard } = scene();
  watch("/a");
  tell(new Uint8Array(0));
  tell(event(2, IN_CLOSE_WRITE, "name").subarray(0, 20));
  assert.deepEqual(heard, ["name".slice(0, 4)]);
});
