import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Deadlines } from "../../../src/core/deadlines.ts";
import type { Micros } from "../../../src/wire/units.ts";

interface Machine {
  deadline: Micros | null;
}
const machine = (at: number | null): Machine => ({ deadline: at as Micros | null });

test("machines come out in the order of their deadlines", () => {
  const deadlines = new Deadlines<Machine>();
  const machines = [30, 10, 20].map(machine);
  for (const each of machines) deadlines.update(each);
  assert.equal(deadlines.next(), 10);
  assert.deepEqual(
    deadlines.due(25 as Micros).map((each) => each.deadline),
    [10, 20],
  );
  assert.equal(deadlines.next(), 30);
});

test("a deadline that moved away is not due at the old moment", () => {
  const deadlines = new Deadlines<Machine>();
  const one = machine(10);
  deadlines.update(one);
  one.deadline = 50 as Micros;
  deadlines.update(one);
  assert.deepEqual(deadlines.due(20 as Micros), []);
  assert.equal(deadlines.next(), 50);
});

test("a removed machine is never woken", () => {
  const deadlines = new Deadlines<Machine>();
  const one = machine(10);
  deadlines.update(one);
  deadlines.remove(one);
  assert.equal(deadlines.next(), null);
  assert.deepEqual(deadlines.due(20 as Micros), []);
});

test("whatever is updated, exactly the machines with a passed deadline are due, once each", () => {
  const change = fc.record({
    who: fc.nat(5),
    at: fc.option(fc.nat(100)),
    now: fc.option(fc.nat(100)),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const deadlines = new Deadlines<Machine>();
      const machines = Array.from({ length: 6 }, () => machine(null));
      for (const { who, at, now } of changes) {
        const changed = machines[who] as Machine;
        changed.deadline = at as Micros | null;
        deadlines.update(changed);
        if (now === null) continue;
        const due = deadlines.due(now as Micros);
        const expected = machines.filter((each) => each.deadline !== null && each.deadline <= now);
        assert.equal(due.length, expected.length);
        assert.deepEqual(new Set(due), new Set(expected));
        for (const each of due) {
          each.deadline = null;
          deadlines.update(each);
        }
        const next = deadlines.next();
        assert.ok(next === null || next > now);
      }
    }),
  );
});
