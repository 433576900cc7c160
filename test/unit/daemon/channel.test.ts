import assert from "node:assert/strict";
import { Socket } from "node:net";
import { test } from "node:test";
import { type Channel, channelOnDescriptor, channelOnSocket } from "../../../src/daemon/channel.ts";
import { makeSocketPair } from "../../../src/daemon/supervisor/socket-pair.ts";
import { until } from "./fakes.ts";

interface Said {
  readonly kind: "said";
  readonly text: string;
}

function listening(descriptor: number): { heard: string[]; channel: Channel<Said> } {
  const heard: string[] = [];
  const channel = channelOnDescriptor<Said, Said>(
    descriptor,
    { receive: (message) => heard.push(message.text) },
    1_000_000,
  );
  return { heard, channel };
}

test("messages arrive in order, both ways", async () => {
  const [left, right] = makeSocketPair();
  const a = listening(left);
  const b = listening(right);
  for (const text of ["one", "two\nlines", "drei ≥ 3"]) a.channel.send({ kind: "said", text });
  b.channel.send({ kind: "said", text: "back" });
  await until("all", () => b.heard.length === 3 && a.heard.length === 1);
  assert.deepEqual(b.heard, ["one", "two\nlines", "drei ≥ 3"]);
  assert.deepEqual(a.heard, ["back"]);
  a.channel.close();
  b.channel.close();
});

test("half a message of a process that was killed costs no message of the next one", async () => {
  const [left, right] = makeSocketPair();
  const b = listening(right);
  const socket = new Socket({ fd: left });
  socket.write('{"kind":"said","text":"cut o');
  const next = channelOnSocket<Said, Said>(socket, { receive: () => undefined }, 1000);
  next.send({ kind: "said", text: "whole" });
  await until("the second", () => b.heard.length > 0);
  assert.deepEqual(b.heard, ["whole"]);
  assert.equal(b.channel.dropped, 1);
  next.close();
  b.channel.close();
});

test("a reader that does not read loses messages; the writer neither waits nor grows", () => {
  const [left, right] = makeSocketPair();
  const socket = new Socket({ fd: left });
  const channel = channelOnSocket<Said, Said>(socket, { receive: () => undefined }, 100_000);
  const text = "x".repeat(10_000);
  const sent = Array.from({ length: 1000 }, () => channel.send({ kind: "said", text }));
  assert.ok(sent.includes(false));
  assert.ok(channel.dropped > 0);
  assert.ok(socket.writableLength < 200_000);
  channel.close();
  new Socket({ fd: right }).destroy();
});
