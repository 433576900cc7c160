import assert from "node:assert/strict";
import { test } from "node:test";
import { wantsColour } from "../../../src/cli/colour.ts";

const terminal = { isTerminal: true, environment: {} };

test("colours are for terminals, and NO_COLOR turns them off", () => {
  assert.equal(wantsColour("auto", terminal), true);
  assert.equal(wantsColour("auto", { ...terminal, isTerminal: false }), false);
  assert.equal(wantsColour("auto", { ...terminal, environment: { NO_COLOR: "1" } }), false);
  assert.equal(wantsColour("auto", { ...terminal, environment: { NO_COLOR: "" } }), true);
  assert.equal(wantsColour("auto", { ...terminal, environment: { TERM: "dumb" } }), false);
});

test("the command line has the last word", () => {
  const never = { isTerminal: false, environment: { NO_COLOR: "1" } };
  assert.equal(wantsColour("always", never), true);
  assert.equal(wantsColour("never", terminal), false);
});
