import assert from "node:assert/strict";
import { test } from "node:test";
import { ReceiveRest } from "../../../src/kernel/receive-rest.ts";
import { type Micros, milliseconds } from "../../../src/wire/units.ts";

function rested(everyMicros: number, datagrams: number): { pauses: number; resumes: number } {
  const seen = { pauses: 0, resumes: 0 };
  const watch = {
    pause: () => void seen.pauses++,
    resume: () => void seen.resumes++,
    close: () => undefined,
  };
  let now = milliseconds(5_000);
  const rest = new ReceiveRest(watch, { now: () => now });
  for (let count = 0; count < datagrams; count++) {
    now = (now + everyMicros) as Micros;
    rest.received(1);
  }
  rest.end();
  return seen;
}

test("a socket with an advert now and then is always listened to", () => {
  assert.equal(rested(10_000, 500).pauses, 0);
});

test("a socket that is never quiet is read with rests in between", () => {
  assert.ok(rested(50, 1_000).pauses > 0);
});
