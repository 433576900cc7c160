import assert from "node:assert/strict";
import { test } from "node:test";
import type { VrrpInstance } from "../../src/config/model/vrrp-instance.ts";
import { masterDownMicros } from "../../src/sim/bounds.ts";
import { worstLatenessMicros } from "../../src/sim/node.ts";
import { Random } from "../../src/sim/random.ts";
import { randomTopology } from "../../src/sim/topology.ts";
import { soundPath } from "../../src/sim/virtual-lan.ts";
import { type Micros, seconds } from "../../src/wire/units.ts";
import { SmallLan } from "./small-lan.ts";

const seeds = Array.from({ length: 150 }, (_, seed) => seed);
const wayToTheWireMicros = 2 * worstLatenessMicros + soundPath.longestDelayMicros;

/** Soon enough: its last advert may be an interval old, and its own reckoning counts one less. */
const respawnMicros = ({ advertIntervalMicros, downTimerAdverts }: VrrpInstance): number =>
  downTimerAdverts > 2 ? 0.8 * advertIntervalMicros : 0;

function settledGroup(seed: number): SmallLan {
  const lan = new SmallLan(randomTopology(new Random(seed)));
  lan.settle();
  return lan;
}

test("in any group a planned stop of the master leaves no gap", () => {
  for (const seed of seeds) {
    const lan = settledGroup(seed);
    lan.measure();
    lan.master().stop(seconds(5));
    lan.live(seconds(5));
    assert.equal(lan.longestGapMicros(), 0, `seed ${seed}`);
  }
});

test("in any group a planned stop overlaps no longer than its successors need to agree", () => {
  for (const seed of seeds) {
    const lan = settledGroup(seed);
    lan.measure();
    lan.master().stop(seconds(5));
    lan.live(seconds(5));
    const bound = lan.nodes.length * 2 * wayToTheWireMicros;
    assert.ok(
      lan.longestOverlapMicros() <= bound,
      `seed ${seed}: ${lan.longestOverlapMicros()} µs`,
    );
  }
});

test("in any group the master's process is killed and respawned unnoticed", () => {
  for (const seed of seeds) {
    const lan = settledGroup(seed);
    const master = lan.master();
    lan.measure();
    master.kill();
    lan.live(respawnMicros(master.instance));
    master.start();
    lan.live(seconds(5));
    assert.equal(lan.longestGapMicros() + lan.longestOverlapMicros(), 0, `seed ${seed}`);
    assert.equal(lan.master(), master, `seed ${seed}`);
  }
});

test("in any group a crash costs the fastest successor's master down interval at most", () => {
  for (const seed of seeds) {
    const lan = settledGroup(seed);
    const master = lan.master();
    const interval = master.instance.advertIntervalMicros;
    const others = lan.nodes.filter((node) => node !== master);
    const waits = others.map(({ instance }) =>
      masterDownMicros({ instance, priority: instance.priority }, interval),
    );
    lan.measure();
    master.crash();
    lan.live(seconds(20));
    const bound = (Math.min(...waits) + wayToTheWireMicros) as Micros;
    const gap = lan.longestGapMicros();
    assert.ok(gap > 0 && gap <= bound, `seed ${seed}: ${gap} µs of ${bound} µs`);
  }
});
