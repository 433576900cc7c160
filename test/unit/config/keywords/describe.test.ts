import assert from "node:assert/strict";
import { test } from "node:test";
import * as argument from "../../../../src/config/keywords/arguments.ts";
import { describeArgument, syntaxOf } from "../../../../src/config/keywords/describe.ts";
import { sections } from "../../../../src/config/keywords/table.ts";

test("arguments describe themselves for people", () => {
  assert.equal(describeArgument(argument.integer(1, 255)), "a whole number from 1 to 255");
  assert.equal(describeArgument(argument.integer(1)), "a whole number of at least 1");
  assert.equal(describeArgument(argument.duration(0.01, 255)), "seconds from 0.01 to 255");
  assert.equal(describeArgument(argument.choice("MASTER", "BACKUP")), "MASTER or BACKUP");
  assert.equal(syntaxOf(argument.optional(argument.choice("never"))), "[never]");
  assert.equal(syntaxOf(argument.command), "CMD [USER [GROUP]]");
});

test("every keyword has a synopsis, a meaning, and a description of what it takes", () => {
  for (const [section, keywords] of Object.entries(sections)) {
    for (const [name, keyword] of Object.entries(keywords)) {
      assert.ok(keyword.meaning.length > 0, `${section} ${name}`);
      assert.ok(describeArgument(keyword.argument).length > 0, `${section} ${name}`);
      assert.equal(typeof syntaxOf(keyword.argument), "string");
    }
  }
});
