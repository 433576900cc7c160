import assert from "node:assert/strict";
import { test } from "node:test";
import { worstLatenessMicros } from "../../src/sim/node.ts";
import { soundPath } from "../../src/sim/virtual-lan.ts";
import { milliseconds, seconds } from "../../src/wire/units.ts";
import { routersOf, SmallLan } from "./small-lan.ts";

/** Timer late, datagram slow. */
const wayToTheWireMicros = worstLatenessMicros + soundPath.longestDelayMicros;
const interval = 1_000_000;
const skewOf = (priority: number) => ((256 - priority) * 1_000_000) / 256;

test("the highest priority is elected, and elected again when it comes back", () => {
  const lan = new SmallLan(routersOf([90, 100, 80]));
  lan.settle();
  assert.deepEqual(lan.masters(), ["r2"]);
  lan.node(2).crash();
  lan.live(5_000_000);
  assert.deepEqual(lan.masters(), ["r1"]);
  lan.node(2).start();
  lan.live(5_000_000);
  assert.deepEqual(lan.masters(), ["r2"]);
});

test("a crash costs the master down interval of the successor and no more", () => {
  const lan = new SmallLan(routersOf([100, 90]));
  lan.settle();
  lan.measure();
  lan.node(1).crash();
  lan.live(10_000_000);
  const bound = 3 * interval + skewOf(90) + wayToTheWireMicros;
  assert.ok(lan.longestGapMicros() <= bound, `${lan.longestGapMicros()} µs`);
  assert.deepEqual(lan.masters(), ["r2"]);
});

test("a planned stop leaves no gap, and the overlap is as long as one datagram", () => {
  const lan = new SmallLan(routersOf([100, 90]));
  lan.settle();
  lan.measure();
  lan.node(1).stop(seconds(5));
  lan.live(5_000_000);
  assert.equal(lan.longestGapMicros(), 0);
  assert.ok(lan.longestOverlapMicros() <= soundPath.longestDelayMicros);
  assert.deepEqual(lan.masters(), ["r2"]);
});

test("a preempting router takes over without a gap", () => {
  const lan = new SmallLan(routersOf([100, 90]));
  lan.node(2).start();
  lan.live(5_000_000);
  assert.deepEqual(lan.masters(), ["r2"]);
  lan.measure();
  lan.node(1).start();
  lan.live(10_000_000);
  assert.deepEqual(lan.masters(), ["r1"]);
  assert.equal(lan.longestGapMicros(), 0);
  assert.ok(lan.longestOverlapMicros() <= soundPath.longestDelayMicros);
});

for (const millis of [100, 500, 900]) {
  test(`a master killed and started again ${millis} ms later goes on, unnoticed by anybody`, () => {
    const lan = new SmallLan(routersOf([100, 90]));
    lan.settle();
    lan.measure();
    lan.node(1).kill();
    lan.live(milliseconds(millis));
    lan.node(1).start();
    lan.live(10_000_000);
    assert.equal(lan.longestGapMicros(), 0);
    assert.equal(lan.longestOverlapMicros(), 0);
    assert.deepEqual(lan.masters(), ["r1"]);
    assert.equal(lan.node(2).state()?.statistics.becameMaster, 0);
  });
}

test("a master killed and started again too late is backup, without its old addresses", () => {
  const lan = new SmallLan(routersOf([100, 90], { preempt: false }));
  lan.settle();
  lan.node(1).kill();
  lan.live(5_000_000);
  assert.deepEqual(lan.masters(), ["r2"]);
  lan.node(1).start();
  assert.deepEqual(lan.node(1).kernel.held(), []);
  lan.live(10_000_000);
  assert.deepEqual(lan.masters(), ["r2"]);
});

test("after a partition the lower of two masters is gone within one interval", () => {
  const lan = new SmallLan(routersOf([100, 90, 80]));
  lan.settle();
  lan.partition([1]);
  lan.live(10_000_000);
  assert.deepEqual(lan.masters(), ["r1", "r2"]);
  lan.heal();
  lan.measure();
  lan.live(10_000_000);
  assert.deepEqual(lan.masters(), ["r1"]);
  assert.ok(lan.longestOverlapMicros() <= interval + 2 * wayToTheWireMicros);
});

test("a master that was paused past its time takes the role back from a worse one", () => {
  const lan = new SmallLan(routersOf([100, 90]));
  lan.settle();
  lan.node(1).pause();
  lan.live(10_000_000);
  assert.deepEqual(lan.masters(), ["r1", "r2"]);
  lan.node(1).unpause();
  lan.live(2 * wayToTheWireMicros);
  assert.deepEqual(lan.masters(), ["r1"]);
});

test("ten milliseconds of VRRPv3 fail over in less than forty", () => {
  const lan = new SmallLan(
    routersOf([100, 90], { version: 3, advertIntervalMicros: milliseconds(10) }),
  );
  lan.settle();
  lan.measure();
  lan.node(1).crash();
  lan.live(1_000_000);
  assert.ok(lan.longestGapMicros() < 40_000, `${lan.longestGapMicros()} µs`);
  assert.deepEqual(lan.masters(), ["r2"]);
});
