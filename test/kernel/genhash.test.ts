/** genhash beside Debian's, on the same pages. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { Authority, newFolder, startWebServer, type WebServer } from "./web-server.ts";

const run = promisify(execFile);
const bin = join(import.meta.dirname, "../../bin");
const ours = join(bin, "genhash");
const debians = "/usr/bin/genhash";

/** What is printed, however it ends. */
async function output(program: string, ...words: string[]): Promise<string> {
  const ended = await run(program, words, { timeout: 20_000 }).catch((problem) => problem);
  return `${ended.stdout}${ended.stderr}`;
}

let web: WebServer;
before(async () => {
  const certificate = new Authority(newFolder()).sign("web.test", 30);
  const pages = { "index.html": "all is well\n", large: Buffer.alloc(200_000, "abc"), empty: "" };
  web = await startWebServer({ pages, certificate });
});
after(() => web.stop());

for (const path of ["/", "/large", "/empty", "/none", "/moved"]) {
  for (const protocol of ["1.0", "1.0c", "1.1"]) {
    test(`nginx: ${path} with HTTP ${protocol}`, async () => {
      const words = ["-s", "127.0.0.1", "-u", path, "-P", protocol, "-V", "web.test"];
      const plain = [...words, "-p", String(web.port)];
      const expected = await output(debians, ...plain);
      assert.match(expected, /^[\da-f]{32}\n$/);
      assert.equal(await output(ours, ...plain), expected);
      assert.equal(await output(ours, ...words, "-S", "-I", "-p", String(web.tlsPort)), expected);
    });
  }
}

const answers: readonly string[] = [
  "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello world",
  "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
  "HTTP/1.1 503 Busy\r\n\r\nhello",
];

for (const answer of answers) {
  test(`a server that answers ${JSON.stringify(answer)}`, async () => {
    const server = createServer((socket) => {
      socket.on("error", () => {}).once("data", () => socket.end(answer));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const words = ["-s", "127.0.0.1", "-p", String(port), "-u", "/"];
    const { stdout } = await run(ours, words);
    assert.equal(stdout, await output(debians, ...words));
    server.close();
  });
}

test("with -v the digest is the last line", async () => {
  const words = ["-s", "127.0.0.1", "-p", String(web.port), "-u", "/"];
  const digest = await output(ours, ...words);
  const verbose = await output(ours, "-v", ...words);
  assert.ok(verbose.endsWith(`usecs\n${digest}`), verbose);
  assert.match(verbose, /0000 {2}61 6c 6c 20 69 73 20 77 - 65 6c 6c 0a {15}all is well\./);
});

test("keepalived -T is genhash", async () => {
  const words = ["-s", "127.0.0.1", "-p", String(web.port), "-u", "/"];
  const digest = await output(ours, ...words);
  assert.equal(await output(join(bin, "keepalived"), "-T", ...words), digest);
  assert.equal(await output(join(bin, "keepalived"), "--genhash", ...words), digest);
});

test("what fails says why, and the status tells", async () => {
  const words = ["-s", "127.0.0.1", "-p", String(web.port), "-u", "/"];
  const failed = await run(ours, ["-S", ...words]).catch((problem) => problem);
  assert.deepEqual(
    [failed.code, failed.stdout, failed.stderr],
    [1, "", "TLS: wrong version number\n"],
  );
});
