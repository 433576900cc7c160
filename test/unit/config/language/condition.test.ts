import assert from "node:assert/strict";
import { test } from "node:test";
import { shapeOf } from "./reading.ts";

test("@ID keeps a line where ID is the configuration's", () => {
  assert.deepEqual(shapeOf("@low a b\n@high c\n@lo d\n@lower e\n @low\tf"), ["a|b", "f"]);
});

test("@^ID keeps a line where ID is another", () => {
  assert.deepEqual(shapeOf("@^low a\n@^high b { c\n}\n"), [["b", ["c"]]]);
});

test("a condition without a line, or with a blank before its ID, keeps nothing", () => {
  assert.deepEqual(shapeOf("@low\n@ low x\n@^\ny"), ["y"]);
});

test("conditions choose between definitions and work behind braces", () => {
  assert.deepEqual(shapeOf("@low $A=1\n@high $A=2\na { @low x $A\n@high y\n}\n"), [["a", ["x|1"]]]);
});
