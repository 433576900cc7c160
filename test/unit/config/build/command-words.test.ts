import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { splitCommand, splitLine } from "../../../../src/config/build/reading/command-words.ts";
import { check, instanceText, instanceWith, rendered } from "./building.ts";

test("a line is split at blanks outside quotes, and a backslash escapes", () => {
  const rows: [line: string, words: string[] | null][] = [
    ["/bin/a b  c", ["/bin/a", "b", "c"]],
    ['"/bin/a b" c', ["/bin/a b", "c"]],
    ["'/bin/a \"b\"' c", ['/bin/a "b"', "c"]],
    [String.raw`"/bin/a \"b c\""`, ['/bin/a "b c"']],
    [String.raw`a\ b`, ["a b"]],
    [String.raw`"\a\b\E\f\n\r\t\v"`, ["\x07\b\x1b\f\n\r\t\v"]],
    [String.raw`"\101\x42\cC\q"`, ["AB\x03q"]],
    ['""', [""]],
    ["", []],
    ['"open', null],
    ["it's", null],
  ];
  for (const [line, words] of rows) assert.deepEqual(splitLine(line), words, line);
});

test("a command is split by the quotes that are left, and backslashes are its own", () => {
  assert.deepEqual(splitCommand(`/bin/sh -c 'a "b"' c\\d`), ["/bin/sh", "-c", 'a "b"', "c\\d"]);
});

test("whatever stands between single quotes without a backslash comes out as one word", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/['\\]/.test(text));
      assert.deepEqual(splitLine(`'${text}'`), [text]);
      assert.deepEqual(splitCommand(`'${text}'`), [text]);
    }),
  );
});

test("an empty command is called that, and an open quote is another mistake", () => {
  const saidOf = (command: string) => rendered(check(instanceText(`notify_master ${command}`)));
  assert.match(saidOf('""'), /the command of notify_master is empty/);
  assert.match(saidOf(`"/bin/n 'one"`), /the command of notify_master cannot be read/);
});

test("a notify script has its arguments in quotes and its user behind them", () => {
  const { notify } = instanceWith(`notify_master "/bin/n one 'two three'" nobody :adm`);
  assert.deepEqual(notify.master?.argv, ["/bin/n", "one", "two three"]);
  const { user, group, supplementaryGroups } = notify.master ?? {};
  assert.deepEqual([user, group, supplementaryGroups], ["nobody", "adm", true]);
});
