import assert from "node:assert/strict";
import { test } from "node:test";
import { type KeywordFlags, printKeywords } from "../../../src/cli/keyword-pages.ts";

function run(name?: string, flags: KeywordFlags = {}) {
  const out: string[] = [];
  const aside: string[] = [];
  const exitCode = printKeywords(name, flags, {
    out: (text) => void out.push(text),
    aside: (text) => void aside.push(text),
  });
  return { exitCode, out: out.join(""), aside: aside.join("") };
}

test("a keyword is explained: where it stands, what it takes, its default and an example", () => {
  const { exitCode, out } = run("down_timer_adverts");
  assert.equal(exitCode, 0);
  assert.equal(
    out,
    `down_timer_adverts 1..100
  Stands in vrrp_instance.

  How many adverts a backup has to miss before it takes over.

  takes     a whole number from 1 to 100
  default   3

    down_timer_adverts 3
`,
  );
});

test("a name that means different things has a page for each of them", () => {
  const { out } = run("priority");
  assert.match(out, /^priority 1\.\.255\n {2}Stands in vrrp_instance\.\n/);
  assert.match(out, /\n\npriority .*\n {2}Stands in lines of routes\.\n/);
});

test("what means the same in several blocks is explained once", () => {
  const { out } = run("connect_ip");
  assert.match(out, /in HTTP_GET, in SSL_GET, in TCP_CHECK/);
  assert.equal(out.match(/^connect_ip/gm)?.length, 1);
});

test("a block's name lists what stands in it", () => {
  const { out } = run("authentication");
  assert.match(out, /^authentication \{ \}\n/);
  assert.match(out, /\n\nauthentication\n {2}The password[\s\S]*\n {2}auth_type +\w/);
});

test("an old name says what to write instead", () => {
  assert.match(run("vrrp_track_file").out, /\n {2}Old: write track_file instead\./);
});

test("the language's own words are found by their first word", () => {
  assert.match(run("include").out, /^include FILE\|GLOB\n {2}Stands anywhere\.\n/);
  assert.match(run("~SEQ").out, /^~SEQ\(var/);
});

test("an unknown name is answered with the nearest, and exit code 2", () => {
  assert.deepEqual(run("prioriy"), {
    exitCode: 2,
    out: "",
    aside: 'unknown keyword "prioriy": did you mean "priority"?\n',
  });
  assert.deepEqual(run("banana"), {
    exitCode: 2,
    out: "",
    aside: 'unknown keyword "banana": holdfast keywords lists all\n',
  });
});

test("without a name all keywords are listed by block, within the width of a terminal", () => {
  const { exitCode, out } = run();
  assert.equal(exitCode, 0);
  assert.match(out, /\n\nglobal_defs\n {2}What holds for the whole daemon/);
  assert.match(out, /\n {2}virtual_router_id +\w/);
  const lines = out.split("\n");
  assert.ok(lines.length > 667);
  for (const line of lines) assert.ok(line.length <= 96, line);
});

test("--names gives plain words, sorted, for completion", () => {
  const names = run(undefined, { names: true }).out.trimEnd().split("\n");
  assert.ok(names.includes("priority") && names.includes("HTTP_GET") && names.includes("include"));
  assert.deepEqual(names, [...new Set(names)].sort());
  for (const name of names) assert.match(name, /^\w[\w-]*$/);
});
