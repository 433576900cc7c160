/** Every descriptor is closed once, and an event reaches the one that it is about. */
import assert from "node:assert/strict";
import { constants } from "node:os";
import { test } from "node:test";
import fc from "fast-check";
import { event, type OpenedSocket, SocketScene } from "./fake-kernel.ts";

const { readable, writable, error, hangUp } = event;

test("an event in hand for a socket that was closed does not reach its successor", () => {
  const scene = new SocketScene();
  const first = scene.open();
  const second = scene.open();
  scene.kernel.happens(first.fd, writable);
  scene.kernel.happens(second.fd, writable | error | hangUp);
  let successor: OpenedSocket | null = null;
  first.ear.reaction = () => {
    second.socket.close();
    successor = scene.open();
    assert.equal(successor.fd, second.fd, "the number is given again at once");
  };
  scene.kernel.wake();
  assert.deepEqual(first.ear.heard, ["connected"]);
  assert.deepEqual(second.ear.heard, []);
  assert.deepEqual((successor as OpenedSocket | null)?.ear.heard, []);
});

test("more events than fit into one call are all delivered", () => {
  const scene = new SocketScene();
  const all = Array.from({ length: 1000 }, () => scene.open());
  for (const { fd } of all) scene.kernel.happens(fd, writable);
  scene.kernel.wake();
  assert.ok(all.every(({ ear }) => ear.heard.length === 1));
});

test("a released descriptor stays open, is watched no more, and belongs to the caller", () => {
  const scene = new SocketScene();
  const { fd, ear, socket } = scene.connected();
  scene.kernel.happens(fd, readable);
  assert.equal(socket.release(), fd);
  assert.ok(!scene.kernel.watched.has(fd) && scene.kernel.open.has(fd));
  scene.kernel.wake();
  socket.close();
  socket.close(true);
  scene.sockets.close();
  assert.ok(scene.kernel.open.has(fd));
  assert.deepEqual(ear.heard, ["connected"]);
  assert.throws(() => socket.release());
});

test("a socket may be released from within the report of its handshake", () => {
  const scene = new SocketScene();
  const { fd, ear, socket } = scene.open();
  ear.reaction = () => socket.release();
  scene.happens(fd, writable);
  assert.ok(!scene.kernel.watched.has(fd) && scene.kernel.open.has(fd));
});

test("the end closes whatever is open, once, and is silent", () => {
  const scene = new SocketScene();
  const all = [scene.open(), scene.connected(), scene.connected({ transport: "udp" })];
  scene.sockets.close();
  scene.sockets.close();
  assert.equal(scene.kernel.open.size, 0);
  assert.equal(scene.kernel.epollClosed, 1);
  for (const { socket } of all) socket.close();
  scene.kernel.wake();
  assert.ok(all.every(({ ear }) => !ear.heard.some((what) => what.startsWith("failed"))));
});

test("the end may come from within a report", () => {
  const scene = new SocketScene();
  const [first, second] = [scene.open(), scene.open()];
  first.ear.reaction = () => scene.sockets.close();
  scene.kernel.happens(first.fd, writable);
  scene.kernel.happens(second.fd, writable);
  scene.kernel.wake();
  assert.deepEqual(second.ear.heard, []);
  assert.equal(scene.kernel.open.size, 0);
});

const actions = ["open", "connect", "data", "reset", "end", "close", "release", "wake"] as const;

test("whatever order things happen in, no descriptor is used after it was closed", () => {
  const step = fc.record({ action: fc.constantFrom(...actions), pick: fc.nat() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const scene = new SocketScene();
      const { kernel } = scene;
      const alive: OpenedSocket[] = [];
      const released = new Set<number>();
      /** Closed, released, or failed. */
      const over = new Set<OpenedSocket>();
      for (const { action, pick } of steps) {
        if (action === "open") alive.push(watched(scene.open(), over));
        if (action === "wake") kernel.wake();
        const chosen = alive[pick % Math.max(1, alive.length)];
        if (chosen === undefined || over.has(chosen)) continue;
        if (action === "close" || action === "release") over.add(chosen);
        const state = kernel.socket(chosen.fd);
        if (action === "connect") kernel.happens(chosen.fd, writable);
        if (action === "data") state.incoming.push(Uint8Array.of(pick & 0xff));
        if (action === "end") state.incoming.push(new Uint8Array());
        if (action === "data" || action === "end") kernel.happens(chosen.fd, readable);
        if (action === "reset") {
          state.error = constants.errno.ECONNRESET;
          kernel.happens(chosen.fd, error | hangUp);
        }
        if (action === "close") chosen.socket.close(pick % 2 === 0);
        if (action === "release") released.add(chosen.socket.release());
      }
      kernel.wake();
      scene.sockets.close();
      assert.deepEqual([...kernel.open.keys()].sort(), [...released].sort());
    }),
  );
});

function watched(opened: OpenedSocket, over: Set<OpenedSocket>): OpenedSocket {
  opened.ear.reaction = (what) => {
    if (what.startsWith("failed")) over.add(opened);
  };
  return opened;
}
