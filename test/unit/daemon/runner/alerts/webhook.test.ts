import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type Post, Webhook } from "../../../../../src/daemon/runner/alerts/webhook.ts";
import { Authority } from "../../../../kernel/web-server.ts";
import { until } from "../../fakes.ts";
import { HookServer } from "./hook-server.ts";

const post: Post = {
  version: 1,
  router_id: "LVS_A",
  at: "2026-01-02T03:04:05.000Z",
  event: { kind: "group", name: "VG_1", to: "master", because: "a test" },
};

async function withServer(play: (server: HookServer) => Promise<void>): Promise<void> {
  const server = await new HookServer().start();
  try {
    await play(server);
  } finally {
    await server.stop();
  }
}

test("an event is posted as JSON", async () => {
  await withServer(async (server) => {
    const webhook = new Webhook(server.url("/T00/B00/key?x=1"));
    assert.deepEqual(await webhook.deliver(post), { kind: "delivered" });
    assert.deepEqual(server.posts, [
      {
        path: "/T00/B00/key?x=1",
        type: "application/json",
        authorization: undefined,
        body: post,
      },
    ]);
    assert.equal(webhook.name, `Webhook http://127.0.0.1:${server.port}`);
  });
});

test("a login in the URL is one of HTTP", async () => {
  await withServer(async (server) => {
    await new Webhook(server.url("/", "me:p%40ss@")).deliver(post);
    assert.equal(server.posts[0]?.authorization, `Basic ${btoa("me:p@ss")}`);
  });
});

test("what the server cannot do now it is asked again, what it does not want it is not", async () => {
  await withServer(async (server) => {
    const webhook = new Webhook(server.url("/key"));
    for (const [status, kind] of [
      [200, "delivered"],
      [404, "refused"],
      [429, "failed"],
      [503, "failed"],
    ] as const) {
      server.status = status;
      const delivery = await webhook.deliver(post);
      assert.equal(delivery.kind, kind);
      assert.doesNotMatch(JSON.stringify(delivery), /key/);
    }
  });
});

test("a server that is not there is a failure, of which the URL is not told", async () => {
  const server = await new HookServer().start();
  await server.stop();
  const delivery = await new Webhook(server.url("/key")).deliver(post);
  assert.deepEqual(delivery, { kind: "failed", about: "server", reason: "ECONNREFUSED" });
});

test("a delivery can be ended", async () => {
  await withServer(async (server) => {
    server.status = 0;
    const webhook = new Webhook(server.url("/"));
    const delivery = webhook.deliver(post);
    await until("it is under way", () => server.posts.length === 1);
    webhook.abort();
    assert.deepEqual(await delivery, { kind: "failed", about: "server", reason: "given up" });
  });
});

test("https is for servers that this machine trusts", async () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-webhook-"));
  const authority = new Authority(folder);
  process.env.SSL_CERT_FILE = authority.certificate;
  for (const [name, kind] of [
    ["localhost", "delivered"],
    ["elsewhere.test", "failed"],
  ] as const) {
    const { key, certificate } = authority.sign(name, 2);
    const pair = { key: readFileSync(key), cert: readFileSync(certificate) };
    const server = await new HookServer(pair).start();
    const delivery = await new Webhook(`https://localhost:${server.port}/`).deliver(post);
    assert.equal(delivery.kind, kind, JSON.stringify(delivery));
    await server.stop();
  }
  rmSync(folder, { recursive: true });
});
