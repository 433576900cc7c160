import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ResponseReader } from "../../../../src/wire/http/response-reader.ts";

/** What a reader makes of these pieces, the peer having closed after them. */
function read(pieces: readonly Uint8Array[]) {
  let statusCode: number | null = null;
  let head = "";
  let body = "";
  const reader = new ResponseReader({
    head: (read, bytes) => {
      statusCode = read.statusCode;
      head = Buffer.from(bytes).toString("latin1");
    },
    body: (bytes) => {
      assert.ok(bytes.length > 0);
      body += Buffer.from(bytes).toString("latin1");
    },
  });
  let state = "reading";
  for (const piece of pieces) state = reader.push(piece);
  const end = state === "reading" ? reader.ended() : state;
  assert.equal(reader.bodyBytes, body.length);
  return { statusCode, head, body, state, end };
}

const readText = (text: string) => read([Buffer.from(text, "latin1")]);

/** Cuts as the numbers say; each at least one byte long. */
function piecesOf(text: string, cuts: readonly number[]): Uint8Array[] {
  const bytes = Buffer.from(text, "latin1");
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const cut of [...cuts, bytes.length]) {
    if (at >= bytes.length) break;
    pieces.push(bytes.subarray(at, at + cut));
    at += cut;
  }
  return pieces;
}

const ok = "HTTP/1.1 200 OK\r\n";

const answers: readonly {
  name: string;
  text: string;
  end: string;
  status?: number;
  body?: string;
}[] = [
  { name: "until the end", text: `${ok}\r\nhello`, end: "complete", status: 200, body: "hello" },
  {
    name: "as long as it says",
    text: `${ok}Content-Length: 5\r\n\r\nhello world`,
    end: "complete",
    status: 200,
    body: "hello",
  },
  {
    name: "shorter than it says",
    text: `${ok}content-length:50\r\n\r\nhello`,
    end: "bodyCutShort",
    status: 200,
    body: "hello",
  },
  {
    name: "in chunks, which stay in",
    text: `${ok}Transfer-Encoding: gzip, Chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\nmore`,
    end: "complete",
    status: 200,
    body: "5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n",
  },
  {
    name: "chunks count, not a length beside them",
    text: `${ok}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n`,
    end: "complete",
    body: "1\r\na\r\n0\r\n\r\n",
  },
  {
    name: "chunks that stop",
    text: `${ok}Transfer-Encoding: chunked\r\n\r\nff\r\nhello`,
    end: "bodyCutShort",
    body: "ff\r\nhello",
  },
  {
    name: "chunks that are none",
    text: `${ok}Transfer-Encoding: chunked\r\n\r\n<html>`,
    end: "brokenChunk",
  },
  {
    name: "a chunk larger than anything",
    text: `${ok}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n`,
    end: "brokenChunk",
  },
  {
    name: "bare line feeds",
    text: "HTTP/1.0 404\nA: b\n\nx",
    end: "complete",
    status: 404,
    body: "x",
  },
  {
    name: "no body with 204",
    text: "HTTP/1.1 204 No\r\n\r\nx",
    end: "complete",
    status: 204,
    body: "",
  },
  { name: "no length", text: `${ok}Content-Length: 0\r\n\r\n`, end: "complete", status: 200 },
  {
    name: "an interim answer before it",
    text: `HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${ok}\r\nhello`,
    end: "complete",
    status: 200,
    body: "hello",
  },
  { name: "only an interim one", text: "HTTP/1.1 100 Continue\r\n\r\n", end: "headCutShort" },
  { name: "another protocol", text: "SSH-2.0-OpenSSH_9.2\r\n", end: "notHttp" },
  { name: "no status", text: "HTTP/1.1 OK\r\n\r\n", end: "notHttp" },
  { name: "four digits", text: "HTTP/1.1 2000 OK\r\n\r\n", end: "notHttp" },
  { name: "a NUL in a header", text: `${ok}A: \0\r\n\r\n`, end: "notHttp" },
  { name: "a length that is none", text: `${ok}Content-Length: -5\r\n\r\n`, end: "brokenLength" },
  { name: "an empty length", text: `${ok}Content-Length:\r\n\r\n`, end: "brokenLength" },
  {
    name: "two lengths",
    text: `${ok}Content-Length: 5\r\nContent-Length: 6\r\n\r\n`,
    end: "brokenLength",
  },
  {
    name: "the same length twice",
    text: `${ok}Content-Length: 1\r\nContent-Length: 1\r\n\r\nx`,
    end: "complete",
    body: "x",
  },
  {
    name: "a length beyond counting",
    text: `${ok}Content-Length: 99999999999999999999\r\n\r\n`,
    end: "brokenLength",
  },
  { name: "half a head", text: `${ok}Content-`, end: "headCutShort" },
  { name: "nothing", text: "", end: "noData" },
];

for (const { name, text, end, status, body } of answers) {
  test(`an answer: ${name}`, () => {
    const found = readText(text);
    assert.equal(found.end, end);
    if (status !== undefined) assert.equal(found.statusCode, status);
    if (body !== undefined) assert.equal(found.body, body);
  });
}

test("the same bytes in any pieces are the same answer", () => {
  const anyAnswer = fc.constantFrom(...answers.map(({ text }) => text));
  const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 });
  fc.assert(
    fc.property(anyAnswer, cuts, (text, lengths) => {
      const whole = readText(text);
      const inPieces = read(piecesOf(text, lengths));
      // Bytes after an error are looked at no more, so only what was found is compared.
      assert.deepEqual({ ...inPieces, body: null }, { ...whole, body: null });
      if (whole.end === "complete") assert.equal(inPieces.body, whole.body);
    }),
  );
});

test("any bytes are read without an exception, in any pieces alike", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ maxLength: 200 }).map((text) => Buffer.from(`${ok}${text}`)),
    fc
      .string({ unit: fc.constantFrom("0", "a", "\r", "\n", ";", " "), maxLength: 80 })
      .map((text) => Buffer.from(`${ok}Transfer-Encoding: chunked\r\n\r\n${text}`)),
  );
  fc.assert(
    fc.property(bytes, fc.array(fc.integer({ min: 1, max: 20 })), (all, lengths) => {
      const text = Buffer.from(all).toString("latin1");
      assert.equal(read(piecesOf(text, lengths)).end, readText(text).end);
    }),
    { numRuns: 500 },
  );
});

test("a head has a bound, whole and in pieces", () => {
  const long = `${ok}A: ${"b".repeat(70_000)}`;
  assert.equal(readText(long).end, "headTooLong");
  assert.equal(readText(`${long}\r\n\r\n`).end, "headTooLong");
  assert.equal(read(piecesOf(long, Array(70).fill(1000))).end, "headTooLong");
  const endless = "HTTP/1.1 100 Continue\r\n\r\n".repeat(3000);
  assert.equal(readText(endless).end, "headTooLong");
});

test("a head is given as it came", () => {
  const head = `${ok}Server: x\r\n\r\n`;
  assert.equal(readText(`${head}body`).head, head);
  assert.equal(read(piecesOf(`${head}body`, Array(30).fill(2))).head, head);
});
