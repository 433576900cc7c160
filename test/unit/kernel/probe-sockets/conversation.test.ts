import assert from "node:assert/strict";
import { constants } from "node:os";
import { test } from "node:test";
import { event, SocketScene } from "./fake-kernel.ts";

const { readable, writable, error, hangUp } = event;
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

test("a handshake, an answer in two parts, the end", () => {
  const scene = new SocketScene();
  const { fd, ear, socket } = scene.connected();
  assert.equal(scene.kernel.interest(fd), readable);
  const { incoming } = scene.kernel.socket(fd);
  incoming.push(text("hello "));
  scene.happens(fd, readable);
  incoming.push(text("world"), text(""));
  scene.happens(fd, readable);
  scene.happens(fd, readable);
  assert.deepEqual(ear.heard, ["connected", "received hello ", "received world", "ended"]);
  // What has ended stays readable for ever.
  assert.equal(scene.kernel.interest(fd), 0);
  socket.close();
  assert.deepEqual(scene.kernel.calls.at(-1), `close ${fd}`);
});

test("a connection that is refused is closed before that is told", () => {
  const scene = new SocketScene();
  const { fd, ear, socket } = scene.open();
  scene.kernel.socket(fd).error = constants.errno.ECONNREFUSED;
  let wasOpen = true;
  ear.reaction = () => {
    wasOpen = scene.kernel.open.has(fd);
  };
  scene.happens(fd, writable | error | hangUp);
  assert.deepEqual(ear.heard, ["failed ECONNREFUSED"]);
  assert.equal(wasOpen, false);
  socket.close();
  socket.close(true);
  socket.send(text("too late"));
  assert.equal(scene.kernel.calls.filter((call) => call.startsWith("close")).length, 1);
});

test("data that came before a reset is given first", () => {
  const scene = new SocketScene();
  const { fd, ear } = scene.connected();
  scene.kernel.socket(fd).incoming.push(text("bye"), -constants.errno.ECONNRESET);
  scene.happens(fd, readable | error | hangUp);
  scene.happens(fd, readable | error | hangUp);
  assert.deepEqual(ear.heard, ["connected", "received bye", "failed ECONNRESET"]);
});

test("an ICMP error of a datagram is a failure", () => {
  const scene = new SocketScene();
  const { fd, ear } = scene.connected({ transport: "udp" });
  scene.kernel.socket(fd).error = constants.errno.EHOSTUNREACH;
  scene.happens(fd, error);
  assert.deepEqual(ear.heard, ["connected", "failed EHOSTUNREACH"]);
});

test("each datagram is told by itself, the empty one too; others get their turn", () => {
  const scene = new SocketScene();
  const { fd, ear } = scene.connected({ transport: "udp" });
  const { incoming } = scene.kernel.socket(fd);
  incoming.push(text("a"), text(""), ...Array.from({ length: 10 }, () => text("b")));
  scene.happens(fd, readable);
  assert.deepEqual(ear.heard.slice(0, 4), ["connected", "received a", "received ", "received b"]);
  assert.equal(ear.heard.length, 1 + 8);
  scene.happens(fd, readable);
  assert.equal(ear.heard.length, 1 + 12);
});

test("nothing is told after a close from within what was told", () => {
  const scene = new SocketScene();
  const { fd, ear, socket } = scene.connected({ transport: "udp" });
  ear.reaction = () => socket.close();
  scene.kernel.socket(fd).incoming.push(text("a"), text("b"));
  scene.happens(fd, readable | writable | error);
  assert.deepEqual(ear.heard, ["connected", "received a"]);
});

test("what is sent before the handshake, or beyond the room, goes out in order", () => {
  const scene = new SocketScene();
  const { fd, socket } = scene.open();
  socket.send(text("one "));
  socket.send(text("two "));
  scene.kernel.room = 6;
  scene.happens(fd, writable);
  assert.equal(scene.kernel.interest(fd), readable | writable);
  socket.send(text("three"));
  scene.kernel.room = 100;
  const { sent } = scene.kernel.socket(fd);
  scene.happens(fd, writable);
  assert.equal(Buffer.from(sent.flat()).toString(), "one two three");
  assert.equal(scene.kernel.interest(fd), readable);
});

test("an empty datagram is sent once", () => {
  const scene = new SocketScene();
  const { fd, socket } = scene.open({ transport: "udp" });
  socket.send(new Uint8Array());
  scene.happens(fd, writable);
  scene.happens(fd, writable);
  assert.deepEqual(scene.kernel.socket(fd).sent, [[]]);
});

test("an error of a send is told from the event loop", () => {
  const scene = new SocketScene();
  const { fd, ear, socket } = scene.connected({ transport: "udp" });
  scene.kernel.refusals.set("send", constants.errno.ECONNREFUSED);
  socket.send(text("x"));
  assert.deepEqual(ear.heard, ["connected"]);
  scene.happens(fd, writable);
  assert.deepEqual(ear.heard, ["connected", "failed ECONNREFUSED"]);
});

test("what waits to be sent has a bound", () => {
  const scene = new SocketScene();
  const { fd, ear, socket } = scene.connected();
  scene.kernel.room = 0;
  for (let count = 0; count < 20; count++) socket.send(new Uint8Array(100_000));
  scene.happens(fd, writable);
  assert.deepEqual(ear.heard, ["connected", "failed ENOBUFS"]);
});

test("a connection is closed by a reset only where asked", () => {
  const scene = new SocketScene();
  const gentle = scene.connected();
  gentle.socket.close();
  const harsh = scene.connected();
  const { settings } = scene.kernel.socket(harsh.fd);
  harsh.socket.close(true);
  assert.deepEqual(settings, ["1:13=0100000000000000"]);
});
