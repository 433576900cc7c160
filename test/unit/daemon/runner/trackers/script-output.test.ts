/** What is kept of what a tracked script writes, through a real pipe. */
import assert from "node:assert/strict";
import { writeSync } from "node:fs";
import { test } from "node:test";
import { ScriptOutput } from "../../../../../src/daemon/runner/trackers/script-output.ts";
import { systemCalls } from "../../../../../src/kernel/libc.ts";
import { createPoller } from "../../../../../src/kernel/poller.ts";
import { openEpoll } from "../../../../../src/kernel/probe-sockets/epoll.ts";

function scene(play: (output: ScriptOutput, write: (text: string) => void) => void): void {
  const sys = systemCalls();
  const poller = createPoller(sys, (problem) => assert.fail(String(problem)));
  const epoll = openEpoll(sys, poller);
  assert.ok(epoll.ok);
  const output = ScriptOutput.open(sys, epoll.value);
  assert.ok(output.ok);
  try {
    play(output.value, (text) => void writeSync(output.value.descriptor, text));
  } finally {
    output.value.close();
    epoll.value.close();
  }
}

test("the last five lines of a run are kept, and nothing of the run before it", () => {
  scene((output, write) => {
    write("of another run\n");
    output.begin();
    assert.deepEqual(output.lines(), []);
    for (const number of [1, 2, 3]) write(`line ${number}\n`);
    assert.deepEqual(output.lines(), ["line 1", "line 2", "line 3"]);
    for (const number of [4, 5, 6]) write(`\tline ${number}\n`);
    assert.deepEqual(
      output.lines().map((line) => line.trim()),
      ["line 2", "line 3", "line 4", "line 5", "line 6"],
    );
  });
});

test("of a flood the end is kept, however it comes in", () => {
  scene((output, write) => {
    output.begin();
    for (const size of [1, 2047, 2048, 2049, 60_000]) {
      write("x".repeat(size));
      output.ready();
    }
    assert.equal(output.lines()[0]?.length, 2048);
    write(`\nlast ${"y".repeat(100)}\n`);
    const lines = output.lines();
    assert.deepEqual(lines.at(-1), `last ${"y".repeat(100)}`);
    assert.equal(lines.join("\n").length, 2047);
  });
});
