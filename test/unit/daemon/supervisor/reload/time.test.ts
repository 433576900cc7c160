import assert from "node:assert/strict";
import { test } from "node:test";
import { readReloadTime } from "../../../../../src/daemon/supervisor/reload/time.ts";

const at = (text: string): number => new Date(text).getTime();
const now = at("2026-11-21T16:45:00");

function read(line: string, from = now): string {
  const time = readReloadTime(line, from);
  return time.ok ? `${time.value.text} ${new Date(time.value.atMillis).toISOString()}` : time.error;
}
const iso = (text: string): string => new Date(at(text)).toISOString();

test("a time alone is the next one: today's or tomorrow's", () => {
  assert.equal(read("23:59:59\n"), `2026-11-21 23:59:59 ${iso("2026-11-21T23:59:59")}`);
  assert.equal(read("00:00:01"), `2026-11-22 00:00:01 ${iso("2026-11-22T00:00:01")}`);
  assert.equal(read("16:45:00"), `2026-11-22 16:45:00 ${iso("2026-11-22T16:45:00")}`);
  assert.equal(
    read("00:00:00", at("2026-12-31T12:00:00")),
    `2027-01-01 00:00:00 ${iso("2027-01-01T00:00:00")}`,
  );
});

test("dates have years of two or four digits", () => {
  const expected = `2027-02-20 10:00:00 ${iso("2027-02-20T10:00:00")}`;
  assert.equal(read("27-02-20 10:00:00"), expected);
  assert.equal(read("2027-02-20 10:00:00\nmore"), expected);
});

test("Z is UTC", () => {
  assert.equal(read("2027-02-20 10:00:00Z"), "2027-02-20 10:00:00Z 2027-02-20T10:00:00.000Z");
});

test("what is wrong is said as keepalived says it", () => {
  assert.equal(read(" 10:00:00"), "Reload time  10:00:00 format is incorrect");
  assert.equal(read("10:00:00 "), "Reload time 10:00:00  format is incorrect");
  assert.equal(read("1:00:00"), "Reload time 1:00:00 format is incorrect");
  assert.equal(read("2027-02-30 10:00:00"), "Reload time 2027-02-30 10:00:00 is not valid");
  assert.equal(read("99:00:00"), "Reload time 99:00:00 is not valid");
  assert.equal(read("10:60:00"), "Reload time 10:60:00 is not valid");
  assert.equal(read("2020-02-02 10:00:00"), "Reload time 2020-02-02 10:00:00 is in the past");
  assert.equal(read("\x1b[2J"), "Reload time ?[2J format is incorrect");
});
