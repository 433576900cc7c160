import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { VirtualClock } from "../../../src/sim/virtual-clock.ts";
import type { Micros } from "../../../src/wire/units.ts";

const micros = (count: number) => count as Micros;

test("actions happen in the order of their moments, then of the asking", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 200, size: "max" }), (moments) => {
      const clock = new VirtualClock();
      const lived: [number, number][] = [];
      for (const [index, moment] of moments.entries()) {
        clock.at(micros(moment), () => lived.push([clock.now(), index]));
      }
      clock.runUntil(micros(20), 1_000);
      const expected = moments
        .map((moment, index): [number, number] => [moment, index])
        .sort((one, other) => one[0] - other[0] || one[1] - other[1]);
      assert.deepEqual(lived, expected);
    }),
  );
});

test("a cancelled action does not happen", () => {
  const clock = new VirtualClock();
  const appointment = clock.at(micros(5), () => assert.fail("it was cancelled"));
  clock.cancel(appointment);
  assert.equal(clock.runUntil(micros(10), 10), 0);
  assert.equal(clock.now(), 10);
});

test("time stands at the end that was asked for, and the rest waits", () => {
  const clock = new VirtualClock();
  let happened = 0;
  clock.at(micros(11), () => {
    happened += 1;
  });
  clock.runUntil(micros(10), 10);
  assert.equal(happened, 0);
  clock.runUntil(micros(11), 10);
  assert.equal(happened, 1);
});

test("an action for a moment that has passed happens now", () => {
  const clock = new VirtualClock();
  clock.runUntil(micros(10), 10);
  let at = -1;
  clock.at(micros(3), () => {
    at = clock.now();
  });
  clock.runUntil(micros(10), 10);
  assert.equal(at, 10);
});

test("actions that breed actions end at the limit", () => {
  const clock = new VirtualClock();
  const breed = () => void clock.after(0, breed);
  breed();
  assert.equal(clock.runUntil(micros(10), 500), 500);
  assert.equal(clock.now(), 0);
});
