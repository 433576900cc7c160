import assert from "node:assert/strict";
import { test } from "node:test";
import { check, instanceText, said } from "./building.ts";

test("blanks that are none are named, and the fix writes ordinary ones", () => {
  for (const blank of ["\u00a0", "\u3000", "\u200b"]) {
    const text = instanceText(`${blank}priority 90`);
    const [{ code, message, fix } = assert.fail(), ...others] = check(text).diagnostics;
    assert.deepEqual([code, others], ["HF0107", []]);
    assert.match(message, /blanks stand here/);
    const [edit] = fix?.edits ?? [];
    assert.equal(edit?.replaces, `${blank}priority`);
    assert.equal(edit?.text.trim(), "priority");
  }
});

test("in quotes such a blank is text", () => {
  assert.deepEqual(said(check('global_defs {\n router_id "a\u00a0b"\n}\n')), []);
});
