import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { processTable } from "../../../src/kernel/process-table.ts";

let root = "";
before(() => {
  root = mkdtempSync(join(tmpdir(), "holdfast-proc-"));
  mkdirSync(join(root, "sys"));
});
after(() => rmSync(root, { recursive: true }));

function put(process: number, stat: string, commandLine: string): void {
  const folder = join(root, `${process}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "stat"), stat);
  writeFileSync(join(folder, "cmdline"), commandLine);
}

test("names and words are read, whatever stands in them", () => {
  put(7, "7 (nginx) S 1 7 7", "nginx: master process\0");
  put(8, "8 (a) b) (c) R 1 8 8", "/opt/a b\0-c\0\0");
  put(9, "9 (kworker/0:1) I 2 0 0", "");
  const table = processTable(root);
  assert.deepEqual([...table.all()].sort(), [7, 8, 9]);
  assert.deepEqual(table.look(7, true), { name: "nginx", words: ["nginx: master process"] });
  assert.deepEqual(table.look(8, true), { name: "a) b) (c", words: ["/opt/a b", "-c", ""] });
  assert.deepEqual(table.look(9, true), { name: "kworker/0:1", words: [] });
  assert.deepEqual(table.look(7, false), { name: "nginx", words: [] });
});

test("what is dead or gone is not there", () => {
  put(10, "10 (nginx) Z 1 7 7", "");
  const table = processTable(root);
  assert.equal(table.look(10, false), null);
  assert.equal(table.look(11, false), null);
  assert.deepEqual(processTable(join(root, "none")).all(), []);
});

test("this machine has this process", () => {
  const table = processTable();
  assert.ok(table.all().includes(process.pid));
  assert.equal(table.look(process.pid, true)?.words[0], process.execPath);
});
