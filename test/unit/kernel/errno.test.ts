import assert from "node:assert/strict";
import { constants } from "node:os";
import { test } from "node:test";
import { errno, errnoName } from "../../../src/kernel/errno.ts";

/** Two names of numbers that already have one. */
const aliases = new Set(["EWOULDBLOCK", "EDEADLOCK", "ENOTSUP"]);

test("every error number that Node knows has the same name here", () => {
  for (const [name, number] of Object.entries(constants.errno)) {
    if (!aliases.has(name)) assert.equal(errnoName(number), name);
  }
});

test("the numbers acted upon carry their own names", () => {
  for (const [name, number] of Object.entries(errno)) assert.equal(errnoName(-number), name);
});

test("a number Linux does not name is shown as it is", () => {
  assert.equal(errnoName(-4711), "errno 4711");
  assert.equal(errnoName(41), "errno 41");
});
