import assert from "node:assert/strict";
import { test } from "node:test";
import { ServerMemory } from "../../../../src/daemon/supervisor/server-memory.ts";

function scene(most = 10) {
  const memory = new ServerMemory();
  const tell = (up: boolean, ...servers: readonly string[]) => {
    for (const server of servers) memory.remember({ kind: "serverState", server, up }, most);
  };
  return { memory, tell };
}

test("a process that was cut off leaves those that were down", () => {
  const { memory, tell } = scene();
  memory.began();
  tell(false, "a", "b", "c", "b");
  tell(true, "a", "unknown");
  assert.deepEqual(memory.serversDown, ["c", "b"]);
});

test("before the first process, and after one that ended in order, nothing is known", () => {
  const { memory, tell } = scene();
  assert.equal(memory.serversDown, null);
  memory.began();
  assert.deepEqual(memory.serversDown, []);
  tell(false, "a");
  memory.forget();
  assert.equal(memory.serversDown, null);
});

test("no more is remembered than there are servers: the oldest go", () => {
  const { memory, tell } = scene(3);
  memory.began();
  tell(false, "a", "b", "c", "d", "b", "e");
  assert.deepEqual(memory.serversDown, ["d", "b", "e"]);
});
