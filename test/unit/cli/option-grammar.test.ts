import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type OptionSpec, readCommandLine } from "../../../src/cli/option-grammar.ts";

const specs: readonly OptionSpec<string>[] = [
  { id: "file", short: "f", long: "use-file", argument: "required", help: "" },
  { id: "log", short: "l", long: "log-console", argument: "none", help: "" },
  { id: "detail", short: "D", long: "log-detail", argument: "none", help: "" },
  { id: "test", short: "t", long: "config-test", argument: "optional", help: "" },
];

/** `id` or `id=value` of each option, then the operands. */
function read(...words: string[]): string[] | string {
  const result = readCommandLine(specs, words);
  if (!result.ok) return result.error;
  const options = result.value.options.map(({ id, value }) =>
    value === null ? id : `${id}=${value}`,
  );
  return [...options, ...result.value.operands];
}

const table: readonly [string, string[] | string][] = [
  ["-l -D", ["log", "detail"]],
  ["-lD", ["log", "detail"]],
  ["-lDf x.conf", ["log", "detail", "file=x.conf"]],
  ["-fx.conf", ["file=x.conf"]],
  ["--use-file=x.conf", ["file=x.conf"]],
  ["--use-file x.conf", ["file=x.conf"]],
  ["--use x.conf", ["file=x.conf"]],
  ["--log-d", ["detail"]],
  ["-t", ["test"]],
  ["-t -f x", ["test", "file=x"]],
  ["-tlog.txt", ["test=log.txt"]],
  ["-t log.txt", ["test", "log.txt"]],
  ["--config-test=log.txt", ["test=log.txt"]],
  ["--config-test log.txt", ["test", "log.txt"]],
  ["a -l b", ["log", "a", "b"]],
  ["-l -- -D", ["log", "-D"]],
  ["-", ["-"]],
  ["-x", "Unknown option -x"],
  ["-lx", "Unknown option -x"],
  ["--bogus", "Unknown option --bogus"],
  ["--log", "Option --log may be any of --log-console, --log-detail"],
  ["-f", "-f needs an argument"],
  ["--use-file", "--use-file needs an argument"],
  ["--log-console=yes", "--log-console takes no argument"],
];

for (const [line, expected] of table) {
  test(`"${line}" is read as getopt_long reads it`, () => {
    assert.deepEqual(read(...line.split(" ")), expected);
  });
}

test("any words are either read or refused with a sentence", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      const result = readCommandLine(specs, words);
      return result.ok || result.error.length > 0;
    }),
  );
});
