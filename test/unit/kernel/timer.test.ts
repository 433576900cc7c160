import assert from "node:assert/strict";
import { test } from "node:test";
import { systemCalls } from "../../../src/kernel/libc.ts";
import { createPoller } from "../../../src/kernel/poller.ts";
import type { Sys } from "../../../src/kernel/sys.ts";
import { type ClosableAlarm, monotonicClock, openAlarm } from "../../../src/kernel/timer.ts";
import { type Micros, milliseconds, plus } from "../../../src/wire/units.ts";

const inMilliseconds = (count: number): Micros => plus(monotonicClock.now(), milliseconds(count));

function open(fire: () => void, sys: Sys = systemCalls()): ClosableAlarm {
  const poller = createPoller(sys, (problem) => assert.fail(String(problem)));
  const opened = openAlarm(sys, poller, monotonicClock, fire);
  assert.ok(opened.ok);
  return opened.value;
}

/** Runs until `body` says it is done, at most five seconds; gives when each firing happened. */
async function firings(
  body: (alarm: ClosableAlarm, count: number) => "more" | "done",
  sys?: Sys,
): Promise<Micros[]> {
  const moments: Micros[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const limit = setTimeout(() => reject(new Error("the timer did not fire")), 5000);
  const alarm = open(() => {
    moments.push(monotonicClock.now());
    if (body(alarm, moments.length) === "done") setImmediate(resolve);
  }, sys);
  body(alarm, 0);
  try {
    await promise;
  } finally {
    clearTimeout(limit);
    alarm.close();
  }
  return moments;
}

test("the timer fires at or after the moment armed, never before", async () => {
  const wanted: Micros[] = [];
  const fired = await firings((alarm, count) => {
    if (count === 100) return "done";
    const at = plus(monotonicClock.now(), (137 + count * 31) as Micros);
    wanted.push(at);
    alarm.arm(at);
    return "more";
  });
  const early = fired.filter((moment, index) => moment < (wanted[index] ?? Infinity));
  assert.deepEqual(early, []);
  assert.equal(fired.length, 100);
});

test("a moment that has passed fires at once, and so does the first microsecond", async () => {
  const start = monotonicClock.now();
  const fired = await firings((alarm, count) => {
    alarm.arm((count === 0 ? 0 : start) as Micros);
    return count === 2 ? "done" : "more";
  });
  assert.ok(fired.length >= 2);
  assert.ok((fired[1] ?? Infinity) - start < milliseconds(1000));
});

test("an earlier moment replaces a later one", async () => {
  const start = monotonicClock.now();
  const fired = await firings((alarm, count) => {
    if (count > 0) return "done";
    alarm.arm(inMilliseconds(4000));
    alarm.arm(inMilliseconds(5));
    return "more";
  });
  assert.ok((fired[0] ?? Infinity) - start < milliseconds(1000));
});

test("moving the moment away costs no system call, and it fires at the last one", async () => {
  let calls = 0;
  const real = systemCalls();
  const counting: Sys = {
    ...real,
    timerfdSettime: (...given) => {
      calls++;
      return real.timerfdSettime(...given);
    },
  };
  let last = 0 as Micros;
  const fired = await firings((alarm, count) => {
    if (count > 0) return "done";
    for (let step = 0; step < 100; step++) {
      last = inMilliseconds(10 + step / 10);
      alarm.arm(last);
    }
    return "more";
  }, counting);
  assert.ok((fired[0] ?? 0) >= last);
  assert.equal(fired.length, 1);
  assert.equal(calls, 2);
});

test("a disarmed timer stays silent, and can be armed again", async () => {
  let fired = 0;
  const alarm = open(() => fired++);
  alarm.arm(inMilliseconds(2));
  alarm.arm(null);
  const other = await firings((marker, count) => {
    if (count === 0) marker.arm(inMilliseconds(20));
    return count === 0 ? "more" : "done";
  });
  assert.equal(other.length, 1);
  assert.equal(fired, 0);
  alarm.close();
});
