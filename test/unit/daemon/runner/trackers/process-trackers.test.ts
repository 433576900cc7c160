import assert from "node:assert/strict";
import { test } from "node:test";
import type { SocketBuffer } from "../../../../../src/config/model/global-settings.ts";
import type { TrackProcess } from "../../../../../src/config/model/tracking.ts";
import type { ProcessImage } from "../../../../../src/core/tracking/process-match.ts";
import type { Verdict } from "../../../../../src/core/tracking/result.ts";
import { MachineClock } from "../../../../../src/daemon/runner/trackers/machine-clock.ts";
import { ProcessTrackers } from "../../../../../src/daemon/runner/trackers/process-trackers.ts";
import type { ProcessEventListener } from "../../../../../src/ports/processes.ts";
import type { ProcessEvent } from "../../../../../src/wire/netlink/process-event.ts";
import { failure, success } from "../../../../../src/wire/result.ts";
import { seconds } from "../../../../../src/wire/units.ts";
import { FakeTimers, until } from "../../fakes.ts";
import { trackProcess } from "./models.ts";

const buffer: SocketBuffer = { bytes: null, force: false };

class Scene {
  readonly timers = new FakeTimers();
  readonly table = new Map<number, ProcessImage>();
  readonly changes: string[] = [];
  readonly log: string[] = [];
  readonly buffers: (number | null)[] = [];
  looks = 0;
  open = 0;
  refused = false;
  #listener: ProcessEventListener | null = null;
  readonly trackers: ProcessTrackers;

  constructor() {
    const clock = new MachineClock(this.timers);
    clock.use({ arm: (at) => void (at !== null && this.#ringAt(clock, at)) });
    this.trackers = new ProcessTrackers(
      {
        timers: this.timers,
        table: {
          all: () => [...this.table.keys()],
          look: (process) => {
            this.looks++;
            return this.table.get(process) ?? null;
          },
        },
        openEvents: (listener, { bytes }) => this.#open(listener, bytes),
        changed: (name, { good, reason }) =>
          void this.changes.push(`${name} ${good ? "good" : "bad"}: ${reason}`),
        log: (text) => void this.log.push(text),
      },
      clock,
    );
  }

  follow(processes: readonly TrackProcess[], known: readonly [string, Verdict][] = []): void {
    this.trackers.follow(processes, new Map(known), buffer);
  }

  get listener(): ProcessEventListener {
    assert.ok(this.#listener !== null);
    return this.#listener;
  }

  runs(process: number, name: string, ...words: readonly string[]): void {
    this.table.set(process, { name, words });
  }

  /** Events in one go, and what follows from them. */
  async hears(...events: readonly ProcessEvent[]): Promise<void> {
    for (const event of events) this.listener.event(event);
    await new Promise((resolve) => setImmediate(resolve));
  }

  #open(listener: ProcessEventListener, bytes: number | null) {
    this.buffers.push(bytes);
    if (this.refused) {
      const error = { operation: "hear of processes", errno: "ECONNREFUSED" };
      return failure({ ...error, explanation: null, remedy: null });
    }
    this.#listener = listener;
    this.open++;
    return success({ bufferBytes: 2 * (bytes ?? 1000), close: () => void this.open-- });
  }

  #ringAt(clock: MachineClock, at: number): void {
    this.timers.after(Math.max(0, at - this.timers.now()) as never, () => clock.ring());
  }
}

test("what runs already is counted at once, and events are followed", async () => {
  const scene = new Scene();
  scene.runs(7, "nginx", "/usr/sbin/nginx");
  scene.follow([trackProcess("nginx")]);
  assert.deepEqual(scene.changes, ["nginx good: 1 process runs"]);
  scene.listener.listening();
  await scene.hears({ kind: "forked", parent: 7, child: 8 });
  assert.equal(scene.trackers.status[0]?.count, 2);
  await scene.hears({ kind: "exited", process: 7 }, { kind: "exited", process: 8 });
  assert.equal(scene.changes.at(-1), "nginx bad: 0 processes run, fewer than 1");
  scene.runs(9, "nginx");
  await scene.hears({ kind: "executed", process: 9 });
  assert.equal(scene.changes.at(-1), "nginx good: 1 process runs");
  assert.equal(scene.trackers.source, "events");
});

test("a fork that becomes another program at once has never counted", async () => {
  const scene = new Scene();
  scene.runs(7, "nginx");
  scene.follow([trackProcess("nginx", { quorumMaximum: 1 })]);
  scene.listener.listening();
  scene.runs(8, "logger");
  await scene.hears({ kind: "forked", parent: 7, child: 8 }, { kind: "executed", process: 8 });
  assert.deepEqual(scene.changes, ["nginx good: 1 process runs"]);
});

test("a quorum that is lost for a moment is lost after its delay only", async () => {
  const scene = new Scene();
  scene.runs(7, "nginx");
  scene.follow([trackProcess("nginx", { terminateDelayMicros: seconds(2) })]);
  scene.listener.listening();
  await scene.hears({ kind: "exited", process: 7 });
  scene.timers.advance(seconds(1.9));
  assert.equal(scene.changes.length, 1);
  scene.timers.advance(seconds(0.1));
  assert.equal(scene.changes.length, 2);
  assert.deepEqual(scene.log, ["Quorum lost for tracked process nginx"]);
});

test("where the kernel refuses, processes are looked for each second, and old ones left alone", () => {
  const scene = new Scene();
  scene.refused = true;
  for (let process = 1; process <= 100; process++) scene.runs(process, "other");
  scene.follow([trackProcess("nginx")]);
  scene.timers.advance(seconds(5));
  assert.equal(scene.trackers.source, "polling");
  assert.equal(scene.log.length, 1);
  assert.match(scene.log[0] ?? "", /does not tell of processes here \(ECONNREFUSED\)/);
  const before = scene.looks;
  scene.runs(101, "nginx");
  scene.timers.advance(seconds(1));
  assert.equal(scene.changes.at(-1), "nginx good: 1 process runs");
  assert.equal(scene.looks - before, 1);
  scene.table.delete(101);
  scene.timers.advance(seconds(1));
  assert.equal(scene.changes.at(-1), "nginx bad: 0 processes run, fewer than 1");
  // A program that somebody's child became long after its start.
  scene.runs(50, "nginx");
  scene.timers.advance(seconds(10));
  assert.equal(scene.changes.at(-1), "nginx good: 1 process runs");
});

test("where the kernel does not answer, processes are looked for each second", () => {
  const scene = new Scene();
  scene.follow([trackProcess("nginx")]);
  scene.timers.advance(seconds(1));
  assert.equal(scene.trackers.source, "polling");
  assert.equal(scene.open, 0);
});

test("lost events: a second later all is looked at again, with twice the buffer", async () => {
  const scene = new Scene();
  scene.runs(7, "nginx");
  scene.follow([trackProcess("nginx")]);
  scene.listener.listening();
  scene.listener.lost();
  scene.listener.lost();
  scene.table.clear();
  scene.timers.advance(seconds(0.9));
  assert.equal(scene.changes.length, 1);
  scene.timers.advance(seconds(0.1));
  scene.listener.listening();
  assert.equal(scene.changes.at(-1), "nginx bad: 0 processes run, fewer than 1");
  assert.deepEqual([scene.buffers, scene.open], [[null, 2000], 1]);
  await until("one line", () => scene.log.some((text) => text.startsWith("Events of processes")));
});

test("after a reload other bounds count at once, and what is gone is not heard of", async () => {
  const scene = new Scene();
  scene.runs(7, "nginx");
  scene.follow([trackProcess("nginx"), trackProcess("haproxy")]);
  scene.listener.listening();
  scene.follow([trackProcess("nginx", { quorum: 2 })]);
  assert.deepEqual(scene.changes, [
    "nginx good: 1 process runs",
    "haproxy bad: 0 processes run, fewer than 1",
    "nginx bad: 1 process runs, fewer than 2",
  ]);
  scene.follow([]);
  assert.deepEqual([scene.open, scene.trackers.status, scene.trackers.source], [0, [], null]);
});

test("what was known before this process is corrected, not repeated", () => {
  const known: [string, Verdict][] = [
    ["nginx", { kind: "verdict", good: true, reason: "1 process runs" }],
    ["haproxy", { kind: "verdict", good: true, reason: "1 process runs" }],
  ];
  const scene = new Scene();
  scene.runs(7, "nginx");
  scene.follow([trackProcess("nginx"), trackProcess("haproxy")], known);
  assert.deepEqual(scene.changes, ["haproxy bad: 0 processes run, fewer than 1"]);
});
