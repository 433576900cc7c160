/** The control socket from outside: readers of all kinds at a real socket. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createConnection, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openControl } from "../../../../src/daemon/control/client.ts";
import type { ControlHandlers } from "../../../../src/daemon/control/handler.ts";
import { openControlServer } from "../../../../src/daemon/control/server.ts";
import { systemTimers, type Timers } from "../../../../src/daemon/timers.ts";
import { failure, success } from "../../../../src/wire/result.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { waitFor } from "../../../lab/wait.ts";
import { FakeTimers, recordingLogger } from "../fakes.ts";

const directory = mkdtempSync(join(tmpdir(), "hf-control-"));
after(() => rmSync(directory, { recursive: true, force: true }));
let sockets = 0;

const floods = { begun: 0, ended: 0 };
const handlers: ControlHandlers = {
  echo: async ({ words }) => success(words),
  fail: async () => failure("It cannot be done."),
  throws: async () => {
    throw new Error("broken");
  },
  big: async () => success("x".repeat(4_000_000)),
  never: () => new Promise(() => undefined),
  flood(_, asker) {
    floods.begun++;
    const piece = "x".repeat(50_000);
    return new Promise((resolve) => {
      const send = (): void => {
        if (!asker.send(piece)) {
          floods.ended++;
          return resolve(success(null));
        }
        setImmediate(send);
      };
      send();
    });
  },
};

function serve(timers: Timers = systemTimers) {
  sockets++;
  const path = join(directory, `${sockets}.sock`);
  const { logger, texts } = recordingLogger();
  const server = openControlServer(path, { handlers, timers, logger });
  after(() => server?.close());
  return { path, server, texts };
}

async function connected(path: string) {
  const client = await openControl([path]);
  if (!client.ok) throw new Error(client.error.message);
  after(() => client.value.close());
  return client.value;
}

/** Whether the daemon greets one more, as far as is known by now. */
let greeted = false;
function isServed(path: string): boolean {
  void openControl([path]).then((again) => {
    greeted ||= again.ok;
    if (again.ok) again.value.close();
  });
  return greeted;
}

/** A reader that is no client of ours. */
function stranger(path: string): { socket: Socket; text: () => string; closed: () => boolean } {
  let text = "";
  let closed = false;
  const socket = createConnection(path);
  socket.on("data", (chunk) => {
    text += chunk.toString();
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    closed = true;
  });
  after(() => socket.destroy());
  return { socket, text: () => text, closed: () => closed };
}

test("a question has one answer, an error is a sentence, and only its owner may ask", async () => {
  const { path } = serve();
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const client = await connected(path);
  assert.equal(client.hello.product, "Holdfast");
  const [first, second, third] = await Promise.all([
    client.ask("echo", { words: ["a", "b"] }),
    client.ask("fail", {}),
    client.ask("nonsense", {}),
  ]);
  assert.deepEqual(first, success(["a", "b"]));
  assert.deepEqual(second, failure({ code: "refused", message: "It cannot be done." }));
  assert.match(third.ok ? "" : third.error.message, /knows no command "nonsense"/);
});

test("a handler that throws is logged, and the one who asked is told", async () => {
  const { path, texts } = serve();
  const client = await connected(path);
  const answer = await client.ask("throws", {});
  assert.match(answer.ok ? "" : answer.error.message, /failed to answer/);
  assert.match(texts().join("\n"), /command "throws" failed: Error: broken/);
  assert.deepEqual(await client.ask("echo", { words: 1 }), success(1));
});

test("rubbish gets an error, and is closed", async () => {
  const { path } = serve();
  for (const rubbish of ["hello\n", "[1]\n", '{"id":"x","command":"echo"}\n', "\u0000\u0001\n"]) {
    const { socket, text, closed } = stranger(path);
    socket.write(rubbish);
    await waitFor("the end of rubbish", { limitMillis: 2000 }, closed);
    assert.match(text(), /"kind":"refused","error":"Expected a line such as/);
  }
});

test("a line without an end is refused at the limit", async () => {
  const { path } = serve();
  const { socket, text, closed } = stranger(path);
  socket.write("x".repeat(200_000));
  await waitFor("the end of a long line", { limitMillis: 2000 }, closed);
  assert.match(text(), /65536 bytes at most/);
});

test("one that does not read is dropped, and others are served meanwhile", async () => {
  const { path } = serve();
  const { socket, closed } = stranger(path);
  socket.pause();
  socket.write('{"id":1,"command":"flood"}\n');
  await waitFor("the flood to begin", { limitMillis: 2000 }, () => floods.begun === 1);
  const client = await connected(path);
  assert.deepEqual(await client.ask("echo", { words: 1 }), success(1));
  await waitFor("the flood to be over", { limitMillis: 2000 }, () => floods.ended === 1);
  socket.resume();
  await waitFor("the connection to end", { limitMillis: 2000 }, closed);
});

test("a reply may be larger than what may wait", async () => {
  const { path } = serve();
  const client = await connected(path);
  const answer = await client.ask("big", {});
  assert.equal(answer.ok ? String(answer.value).length : 0, 4_000_000);
});

test("a hundred readers: so many are served, the others are told", async () => {
  const { path } = serve();
  const all = await Promise.all(Array.from({ length: 100 }, () => openControl([path])));
  const served = all.filter((each) => each.ok);
  assert.equal(served.length, 64);
  const refused = all.find((each) => !each.ok);
  assert.match(refused?.ok === false ? refused.error.message : "", /64 commands are connected/);
  for (const each of served) if (each.ok) each.value.close();
  await waitFor("a free place", { limitMillis: 2000 }, () => isServed(path));
});

test("no more than so many questions wait at once", async () => {
  const { path } = serve();
  const { socket, text, closed } = stranger(path);
  for (let id = 0; id < 9; id++) socket.write(`{"id":${id},"command":"never"}\n`);
  await waitFor("the end", { limitMillis: 2000 }, closed);
  assert.match(text(), /No more than 8 questions at once/);
});

test("one that asks nothing is let go, one that waits for an answer is not", async () => {
  const timers = new FakeTimers();
  const { path } = serve(timers);
  const [idle, waiting] = [stranger(path), stranger(path)];
  waiting.socket.write('{"id":1,"command":"never"}\n');
  const client = await connected(path);
  await client.ask("echo", { words: 1 });
  await waitFor("both to be greeted", { limitMillis: 2000 }, () => {
    return idle.text() !== "" && waiting.text() !== "";
  });
  timers.advance(seconds(59));
  assert.deepEqual(await client.ask("echo", { words: 2 }), success(2));
  timers.advance(seconds(59));
  await waitFor("the idle one to be let go", { limitMillis: 2000 }, idle.closed);
  assert.deepEqual(await client.ask("echo", { words: 3 }), success(3));
  assert.equal(waiting.closed(), false);
});

test("an old socket is replaced, any other file is not", async () => {
  const { path, server } = serve();
  const second = openControlServer(path, {
    handlers,
    timers: systemTimers,
    logger: recordingLogger().logger,
  });
  assert.ok(second !== null);
  await connected(path);
  second.close();
  server?.close();
  const file = join(directory, "file.sock");
  writeFileSync(file, "precious");
  const { logger, texts } = recordingLogger();
  assert.equal(openControlServer(file, { handlers, timers: systemTimers, logger }), null);
  assert.match(texts().join(), /another file is there/);
});

test("without a daemon the client says what to do", async () => {
  const missing = await openControl([join(directory, "none.sock"), join(directory, "no/ne.sock")]);
  assert.equal(missing.ok, false);
  if (missing.ok) return;
  assert.equal(missing.error.code, "noDaemon");
  assert.match(missing.error.message, /No daemon listens on .*none\.sock or .*no\/ne\.sock/);
});

test("a daemon that ends leaves no file and no question without an answer", async () => {
  const { path, server } = serve();
  const client = await connected(path);
  const asked = client.ask("never", {});
  await client.ask("echo", {});
  server?.close();
  const answer = await asked;
  assert.equal(answer.ok ? null : answer.error.code, "lost");
  assert.equal(statSync(path, { throwIfNoEntry: false }), undefined);
});
