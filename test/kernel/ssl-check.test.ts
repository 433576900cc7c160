/** SSL_GET against nginx with certificates of all kinds, and against what only looks like TLS. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { after, before, test } from "node:test";
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from "node:tls";
import type { SslFiles } from "../../src/config/model/checker.ts";
import { Secret } from "../../src/config/model/secret.ts";
import { milliseconds } from "../../src/wire/units.ts";
import { bad, brief, good, http, openDescriptors, ProbeScene, ssl } from "./probe-scene.ts";
import { until } from "./until.ts";
import { Authority, newFolder, startWebServer, type WebServer } from "./web-server.ts";

const page = "all is well\n";
const digest = createHash("md5").update(page).digest("hex");
const authority = new Authority(newFolder());
const certificate = authority.sign("web.test", 30);
const place = { source: 0, line: 1, column: 1, length: 3 };
const trusting: SslFiles = {
  place,
  password: null,
  authorities: authority.certificate,
  certificate: null,
  key: null,
};

const scene = new ProbeScene();
let web: WebServer;
before(async () => {
  web = await startWebServer({ pages: { "index.html": page }, certificate });
});
after(async () => {
  scene.sockets.close();
  await web.stop();
});

test("nginx: a page over TLS, whoever signed the certificate", async () => {
  assert.deepEqual(await scene.probe(ssl({ digest }, { port: web.tlsPort })), good);
  const missing = await scene.probe(ssl({ path: "/none" }, { port: web.tlsPort }));
  assert.deepEqual(missing, bad("status code 404"));
  const keeping = { port: web.tlsPort, httpVersion: "1.1" } as const;
  assert.deepEqual(await scene.probe(ssl({ digest, closeNotify: true }, keeping)), good);
});

test("nginx: many at once, and no descriptor stays", async () => {
  const checker = ssl({ digest }, { port: web.tlsPort });
  await scene.probe(checker);
  const descriptors = openDescriptors();
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => scene.probe(checker)));
  for (const outcome of outcomes) assert.deepEqual(outcome, good);
  await until(() => openDescriptors() <= descriptors, "all sockets are closed");
});

test("nginx without TLS is no server of TLS", async () => {
  const outcome = await scene.probe(ssl({}, { port: web.port }));
  assert.deepEqual(outcome, bad("TLS: wrong version number"));
  const plain = await scene.probe(http({}, { port: web.tlsPort }));
  assert.deepEqual(plain, bad("status code 400"));
});

/** A server of TLS in this process; what it was told is in `seen`. */
async function secureServer(options: TlsOptions, answer = `HTTP/1.0 200 OK\r\n\r\n${page}`) {
  const seen: { name: string | false | null; certificate: string | string[]; ended: boolean }[] =
    [];
  const sockets = new Set<Socket>();
  const server = createTlsServer(options, (socket: TLSSocket) => {
    const { subject } = socket.getPeerCertificate();
    const entry = { name: socket.servername, certificate: subject?.CN ?? "", ended: false };
    seen.push(entry);
    socket.on("error", () => {}).on("end", () => (entry.ended = true));
    socket.once("data", () => socket.end(answer));
  });
  server.on("tlsClientError", () => {}).on("connection", (socket) => sockets.add(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    [Symbol.dispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const filesOf = (made: { certificate: string; key: string }) => ({
  cert: readFileSync(made.certificate),
  key: readFileSync(made.key),
});

test("the name is in the hello where it is asked for, and only there", async () => {
  using server = await secureServer(filesOf(certificate));
  await scene.probe(ssl({ serverName: "web.test" }, { port: server.port }));
  await scene.probe(ssl({ hostHeader: "web.test" }, { port: server.port }));
  assert.deepEqual(
    server.seen.map(({ name }) => name),
    ["web.test", false],
  );
});

test("old servers are not down because they are old", async () => {
  for (const version of ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const) {
    using server = await secureServer({
      ...filesOf(certificate),
      minVersion: version,
      maxVersion: version,
      ciphers: "DEFAULT:@SECLEVEL=0",
    });
    assert.deepEqual(await scene.probe(ssl({ digest }, { port: server.port })), good, version);
  }
});

const verified = { verifiesCertificate: true };

const verifications: readonly [what: string, url: object, made: () => object, expected: object][] =
  [
    ["trusted", { serverName: "web.test" }, () => filesOf(certificate), good],
    ["by its Host header", { hostHeader: "web.test:8443" }, () => filesOf(certificate), good],
    ["by its address", {}, () => filesOf(authority.sign("127.0.0.1", 30)), good],
    [
      "of another server",
      { serverName: "other.test" },
      () => filesOf(certificate),
      bad("certificate is for web.test"),
    ],
    [
      "that has expired",
      { serverName: "web.test" },
      () => filesOf(authority.sign("web.test", -1)),
      bad("certificate has expired"),
    ],
    [
      "of an authority that nobody knows",
      { serverName: "web.test" },
      () => filesOf(new Authority(newFolder()).sign("web.test", 30)),
      bad("certificate is signed by an unknown authority"),
    ],
  ];

for (const [what, url, made, expected] of verifications) {
  test(`ssl_verify: a certificate ${what}`, async () => {
    scene.showAndTrust(trusting);
    using server = await secureServer(made());
    const outcome = await scene.probe(ssl(url, { ...verified, port: server.port }));
    assert.deepEqual(outcome, expected);
    const unverified = await scene.probe(ssl(url, { port: server.port }));
    assert.deepEqual(unverified, good);
  });
}

test("ssl_verify: what the machine trusts, where SSL has no ca", async () => {
  scene.showAndTrust({ ...trusting, authorities: null });
  using server = await secureServer(filesOf(certificate));
  const outcome = await scene.probe(
    ssl({ serverName: "web.test" }, { ...verified, port: server.port }),
  );
  assert.deepEqual(outcome, bad("certificate is signed by an unknown authority"));
});

test("ssl_expiry_warning: a certificate that ends soon", async () => {
  const warned = async (days: number, expiryWarningDays: number) => {
    using server = await secureServer(filesOf(authority.sign("web.test", days)));
    const outcome = await scene.probe(ssl({}, { expiryWarningDays, port: server.port }));
    return outcome.ok ? outcome.warning : outcome.reason;
  };
  assert.equal(await warned(10, 14), "certificate ends in 9 days");
  assert.equal(await warned(20, 14), null);
  assert.match((await warned(-1, 14)) ?? "", /^certificate has ended on /);
});

test("the certificate of the SSL block is shown, its key unlocked by its password", async () => {
  const client = authority.sign("client.test", 30);
  const asking = {
    ...filesOf(certificate),
    ca: readFileSync(authority.certificate),
    requestCert: true,
    rejectUnauthorized: true,
  };
  using server = await secureServer(asking);
  const shown = async (files: Partial<SslFiles>) => {
    scene.showAndTrust({ ...trusting, ...files });
    return scene.probe(ssl({ digest }, { port: server.port }));
  };
  assert.deepEqual(await shown({ certificate: client.certificate, key: client.key }), good);
  assert.equal(server.seen.at(-1)?.certificate, "client.test");
  assert.equal((await shown({})).ok, false);
  const absent = await shown({ certificate: "/nowhere/client.pem" });
  assert.deepEqual(absent, {
    ok: null,
    reason: "the certificate /nowhere/client.pem of SSL cannot be read: there is no such file",
  });
  const wrong = await shown({ certificate: client.certificate, key: certificate.key });
  assert.deepEqual(wrong, {
    ok: null,
    reason: "certificate or key of SSL cannot be used: key values mismatch",
  });
  const locked = { certificate: client.certificate, key: client.key, password: new Secret("x") };
  assert.deepEqual(await shown(locked), good);
});

test("the goodbye is said where it is asked for", async () => {
  using server = await secureServer(filesOf(certificate), "HTTP/1.0 503 Busy\r\n\r\n");
  await scene.probe(ssl({ closeNotify: true }, { port: server.port }));
  await until(() => server.seen[0]?.ended === true, "the server hears the goodbye");
});

async function pretender(act: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => act(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.dispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const cut = bad("connection closed within the TLS handshake");
const pretenders: readonly [what: string, act: (socket: Socket) => void, expected: object][] = [
  ["closes", (socket) => socket.end(), cut],
  ["resets", (socket) => socket.resetAndDestroy(), bad("connection reset")],
  ["sends garbage", (s) => s.write(Buffer.alloc(100, 7)), bad("TLS: wrong version number")],
  ["sends half a record and closes", (s) => s.end(Buffer.from("160303004002", "hex")), cut],
];

for (const [what, act, expected] of pretenders) {
  test(`a server that ${what} instead of a handshake`, async () => {
    using server = await pretender(act);
    const descriptors = openDescriptors();
    assert.deepEqual(await scene.probe(ssl({}, { port: server.port })), expected);
    await until(() => openDescriptors() <= descriptors + 1, "the socket is closed");
  });
}

test("a handshake counts in the deadline", async () => {
  using server = await pretender(() => {});
  const outcome = await scene.probe(ssl({}, { port: server.port, ...brief }));
  assert.deepEqual(outcome, bad("timed out"));
  using dripping = await pretender((socket) => {
    const timer = setInterval(() => socket.write("\x16"), 20);
    socket.on("close", () => clearInterval(timer));
  });
  const more = { port: dripping.port, timeoutMicros: milliseconds(300) };
  assert.equal((await scene.probe(ssl({}, more))).ok, false);
});

test("a check that is cancelled in its handshake leaves nothing open", async () => {
  using server = await pretender(() => {});
  const descriptors = openDescriptors();
  const probe = scene.start(ssl({}, { port: server.port }), () => assert.fail("it was cancelled"));
  await until(() => openDescriptors() > descriptors + 1, "the server has accepted");
  probe.cancel();
  await until(() => openDescriptors() <= descriptors + 1, "the socket is closed");
});
