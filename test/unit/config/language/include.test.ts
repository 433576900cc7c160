import assert from "node:assert/strict";
import { test } from "node:test";
import { read, saidOf, shapeOf } from "./reading.ts";

const parts = { "/etc/d/1.conf": "one\n", "/etc/d/2.conf": "two\n", "/etc/d/3.txt": "three" };

test("include reads what matches in place, sorted, relative to the including file", () => {
  const main = "a\ninclude d/*.conf\nb\n  include /etc/d/3.txt # c\n";
  assert.deepEqual(shapeOf({ ...parts, "/etc/main.conf": main }), [
    "a",
    "one",
    "two",
    "b",
    "three",
  ]);
  const nested = { ...parts, "/etc/main.conf": "include d/x", "/etc/d/x": "include 1.conf\ny" };
  assert.deepEqual(shapeOf(nested), ["one", "y"]);
});

test("braces name alternatives, in their order", () => {
  const main = "include d/{3.txt,{2,1}.conf}\n";
  assert.deepEqual(shapeOf({ ...parts, "/etc/main.conf": main }), ["three", "two", "one"]);
});

test("words of an included file have their place in it", () => {
  const reading = read({ ...parts, "/etc/main.conf": "include d/2.conf\n" });
  const span = reading.statements[0]?.words[0].span;
  assert.deepEqual(span, { source: 1, line: 1, column: 1, length: 3 });
  assert.deepEqual(
    reading.sources.map((source) => source.path),
    ["main.conf", "/etc/d/2.conf"],
  );
});

test("blocks and definitions go across files, and the directory is the file's own", () => {
  const map = {
    "/etc/main.conf": "$A=1\nb {\ninclude d/x\n",
    "/etc/d/x": `c $A\n}\nd \${_PWD}\n`,
  };
  assert.deepEqual(shapeOf(map), [["b", ["c|1"]], "d|/etc/d"]);
  assert.deepEqual(saidOf(map), []);
});

test("an include that matches nothing is a notice, and an error where a check asks for more", () => {
  const said = (line: string) => saidOf({ ...parts, "/etc/main.conf": `${line}\n` }).join();
  assert.equal(said("include d/*.none"), "HF0003 main.conf:1:9+8");
  assert.equal(said("include d/none"), "HF0003 main.conf:1:9+6");
  assert.equal(said("includer d/none"), "HF0003 main.conf:1:10+6");
  assert.equal(said("include d/{1.conf,none}"), "HF0003 main.conf:1:9+15");
  assert.equal(said("includem d/none"), "HF0004 main.conf:1:10+6");
  assert.equal(said("includem d/*.none"), "");
  assert.equal(said("includew d/*.none"), "HF0004 main.conf:1:10+8");
  assert.equal(said("includeb d/{1,4}.conf"), "HF0004 main.conf:1:10+12");
  assert.equal(said("includeb d/{1,2}.conf"), "");
  assert.equal(said("includea d/{1,4}.conf"), "HF0004 main.conf:1:10+12");
  assert.equal(said("includea d/*"), "");
});

test("a match that is no plain file is left out, and an error where a check asks", () => {
  const map = { "/etc/d/1": "isDirectory", "/etc/d/2": "two", "/etc/d/3": "executable" } as const;
  const main = (line: string) => ({ ...map, "/etc/main.conf": `${line}\nz` });
  assert.deepEqual(shapeOf(main("include d/*")), ["two", "z"]);
  assert.match(saidOf(main("include d/*")).join(), /^HF0016 \S+,HF0016 \S+$/);
  assert.match(saidOf(main("includer d/*")).join(), /^HF0002 \S+,HF0002 \S+$/);
});

test("include_check sets how strict the includes of its file are", () => {
  const said = (checks: string, line: string) =>
    saidOf({
      ...parts,
      "/etc/main.conf": `global_defs { include_check ${checks}\n}\n${line}`,
    }).join();
  assert.equal(said("", "include d/none"), "HF0004 main.conf:3:9+6");
  assert.equal(said("match", "include d/none"), "HF0004 main.conf:3:9+6");
  assert.equal(said("wildcard_match", "include d/none*"), "HF0004 main.conf:3:9+7");
  assert.equal(said("+ match\ninclude_check - match", "include d/none"), "HF0003 main.conf:4:9+6");
  const inner = { "/etc/main.conf": "include d/x\ninclude none", "/etc/d/x": "include_check\n" };
  assert.deepEqual(saidOf(inner), ["HF0003 main.conf:2:9+4"]);
});

test("an include works only as the first word of a line of its own", () => {
  const lines = "@low include d/1.conf\na { include d/1.conf\n}\n$F=d/1.conf\ninclude $F\n";
  const map = { ...parts, "/etc/main.conf": lines };
  assert.deepEqual(shapeOf(map), [["a", []]]);
  assert.deepEqual(saidOf(map), [
    "HF0015 main.conf:1:6+7",
    "HF0015 main.conf:2:5+7",
    "HF0003 main.conf:5:9+2",
  ]);
});

test("a file that includes itself is named and left out", () => {
  const map = { "/etc/main.conf": "a\ninclude d/x\nb", "/etc/d/x": "c\ninclude ../main.conf\n" };
  assert.deepEqual(shapeOf(map), ["a", "c", "b"]);
  assert.deepEqual(saidOf(map), ["HF0005 /etc/d/x:2:9+12"]);
});

test("includes that are nested too deep end", () => {
  const files = Array.from({ length: 50 }, (_, index) => [
    `/etc/${index}`,
    `include ${index + 1}\n`,
  ]);
  const map = { "/etc/main.conf": "include 0\na", ...Object.fromEntries(files) };
  assert.deepEqual(shapeOf(map), ["a"]);
  assert.deepEqual(saidOf(map), ["HF0005 /etc/30:1:9+2"]);
});

test("a configuration that cannot be read is fatal and says why", () => {
  const { diagnostics, statements } = read({ "/etc/main.conf": "notReadable" });
  assert.deepEqual(statements, []);
  assert.equal(diagnostics[0]?.message, 'cannot read "main.conf": permission denied');
  assert.equal(diagnostics[0]?.severity, "fatal");
});

test("with -e every include has to find files, unless include_check says otherwise", () => {
  const codesOf = (main: string): string[] => {
    const map = { ...parts, "/etc/main.conf": main, "/etc/d/more": "include none\n" };
    return read(map, { requireIncludes: true }).diagnostics.map(({ code }) => code);
  };
  assert.deepEqual(codesOf("include d/1.conf\n"), []);
  assert.deepEqual(codesOf("include none\ninclude *.none\n"), ["HF0004", "HF0004"]);
  assert.deepEqual(codesOf("include d/more\n"), ["HF0004"]);
  assert.deepEqual(codesOf("include_check -match\ninclude none\ninclude *.none\n"), ["HF0004"]);
  assert.deepEqual(codesOf("include_check readable\ninclude none\n"), ["HF0003"]);
});
