import assert from "node:assert/strict";
import { test } from "node:test";
import { readGenhash } from "../../../../src/cli/genhash/options.ts";

const usual = ["-s", "192.0.2.1", "-p", "80", "-u", "/"];

function queryOf(...words: string[]) {
  const read = readGenhash([...usual, ...words]);
  assert.ok(read.ok && read.value.kind === "hash", JSON.stringify(read));
  return read.value.query;
}

const errorOf = (...words: string[]): string => {
  const read = readGenhash(words);
  return read.ok ? assert.fail("it was taken") : read.error;
};

test("a page of a server", () => {
  assert.deepEqual(queryOf(), {
    address: "192.0.2.1",
    port: 80,
    path: "/",
    usesTls: false,
    sendsName: false,
    virtualHost: null,
    httpVersion: "1.0",
    closesConnection: false,
    mark: 0,
    timeoutMicros: 5_000_000,
    isVerbose: false,
  });
});

test("every option", () => {
  const short = queryOf("-SIv", "-V", "a.test", "-m", "0x10", "-P", "1.1", "-t", "2.5");
  const words = ["--use-ssl", "--use-sni", "--verbose", "--use-virtualhost=a.test"];
  const long = queryOf(...words, "--fwmark", "16", "--protocol=1.1", "--timeout", "2.5");
  assert.deepEqual(long, short);
  assert.partialDeepStrictEqual(short, {
    usesTls: true,
    sendsName: true,
    virtualHost: "a.test",
    httpVersion: "1.1",
    closesConnection: true,
    mark: 16,
    timeoutMicros: 2_500_000,
    isVerbose: true,
  });
  const closing = { httpVersion: "1.0", closesConnection: true };
  assert.partialDeepStrictEqual(queryOf("-P", "1.0C"), closing);
});

test("what cannot be asked for is refused in words", () => {
  const needed = "a server (-s), a port (-p) and a url (-u) are needed";
  assert.equal(errorOf(), needed);
  assert.equal(errorOf("-s", "192.0.2.1"), needed);
  assert.equal(errorOf(...usual, "-s", "localhost"), "server should be an IP, not localhost");
  assert.equal(errorOf(...usual, "-p", "0"), "invalid port number '0'");
  assert.equal(errorOf(...usual, "-m", "x"), "invalid fwmark 'x'");
  assert.equal(errorOf(...usual, "-t", "0"), "invalid timeout '0'");
  assert.equal(errorOf(...usual, "-P", "2"), "invalid HTTP protocol version '2'");
  assert.equal(errorOf(...usual, "-I"), "-I sends the name that -V gives");
  assert.equal(errorOf(...usual, "more"), "Unexpected argument(s): more");
  assert.equal(errorOf("-x"), "Unknown option -x");
});

test("help and version need nothing else", () => {
  assert.deepEqual(readGenhash(["-h"]), { ok: true, value: { kind: "help" } });
  assert.deepEqual(readGenhash(["--version"]), { ok: true, value: { kind: "version" } });
});
