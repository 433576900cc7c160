import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Authority } from "../kernel/web-server.ts";
import { withLab } from "../lab/lab.ts";
import { cutLink, mendLink } from "../lab/link.ts";
import { type MailRelay, relayPort, startMailRelay } from "../lab/mail-relay.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { startReceiver } from "../lab/receiver.ts";
import { startNode } from "../lab/router.ts";
import { waitFor } from "../lab/wait.ts";
import { block, groupText, instanceText } from "./told-configuration.ts";

requirePrerequisites(["ip", "ping", "keepalived", "exim4"]);

const soon = { limitMillis: 15_000 };
let folder = "";
let authority: Authority;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-alerts-"));
  authority = new Authority(folder);
  // Whom the daemons of these tests trust.
  process.env.SSL_CERT_FILE = authority.certificate;
});
after(() => rmSync(folder, { recursive: true }));

const globalText = (lines: readonly string[]): string =>
  block("global_defs", [
    "router_id LVS_A",
    "notification_email {\n one@example.com\n two@example.com\n}",
    "notification_email_from node@example.com",
    ...lines,
  ]);

const noScripts = (): string => "/bin/true";
const instance = (lines: readonly string[] = []): string =>
  instanceText(noScripts, "VI_1", 51, lines);

const subject = (state: string): string => `[LVS_A] VRRP Instance VI_1 - Entering ${state} state`;

async function waitForSubjects(relay: MailRelay, count: number): Promise<void> {
  await waitFor(
    `${count} mails`,
    soon,
    () => relay.subjects().length >= count,
    () => `${relay.subjects().join("\n")}\n${relay.log()}`,
  );
}

describe("mails and webhooks of a daemon", { concurrency: 2 }, () => {
  test("mails reach a real server, encrypted and with a login, up to the last", () =>
    withLab(["a"], async (lab) => {
      const router = lab.router("a");
      const login = { user: "alerts", password: "s3cret" };
      const relay = startMailRelay(lab, router, { login: { authority, ...login } });
      const text = globalText([
        `smtp_server localhost ${relayPort}`,
        "smtp_user alerts",
        "smtp_password s3cret",
        "smtp_alert",
      ]);
      const node = startNode(
        lab,
        router,
        "holdfast",
        text + groupText(noScripts, "VG_1", ["VI_1"]) + instance(),
      );
      await waitForSubjects(relay, 4);
      cutLink(lab, router);
      await node.waitForLog("Entering FAULT STATE", 10_000);
      await waitForSubjects(relay, 6);
      await node.stop();
      await waitForSubjects(relay, 8);
      const group = (state: string) => `[LVS_A] VRRP Group VG_1 - Entering ${state} state`;
      assert.deepEqual(
        [...relay.subjects()].sort(),
        [
          ...["BACKUP", "MASTER", "FAULT"].flatMap((state) => [subject(state), group(state)]),
          "[LVS_A] VRRP Instance VI_1 - Stopping",
          "[LVS_A] VRRP Group VG_1 - Stopping",
        ].sort(),
      );
      assert.match(relay.log(), /A=plain:alerts/);
      assert.doesNotMatch(relay.log(), /rejected|unexpected disconnection|SMTP protocol/);
      const everything = node.process.lines.map((line) => line.text).join("\n");
      assert.doesNotMatch(everything, /s3cret/);
    }));

  test("a mail server that is down delays nothing, and has its mails when it is there", () =>
    withLab(["a"], async (lab) => {
      const router = lab.router("a");
      const text = globalText([`smtp_server 127.0.0.1 ${relayPort}`, "smtp_alert"]);
      const node = startNode(lab, router, "holdfast", text + instance());
      await node.waitForLog("Entering MASTER STATE", 10_000);
      await node.waitForLog("ECONNREFUSED", 10_000);
      const relay = startMailRelay(lab, router);
      await waitForSubjects(relay, 2);
      assert.deepEqual(relay.subjects(), [subject("BACKUP"), subject("MASTER")]);
      await node.waitForLog("answers again", 10_000);
      await node.stop();
    }));

  test("webhooks hear of every change, with its cause", () =>
    withLab(["a"], async (lab) => {
      const router = lab.router("a");
      const receiver = await startReceiver(lab, router, "post", 8080);
      const text = globalText(["webhook http://127.0.0.1:8080/key"]);
      const node = startNode(lab, router, "holdfast", text + instance());
      await node.waitForLog("Entering MASTER STATE", 10_000);
      cutLink(lab, router);
      await receiver.waitFor(3);
      const posts = receiver.received() as { path: string; body: Record<string, unknown> }[];
      const events = posts.map(({ body }) => body.event as Record<string, unknown>);
      assert.deepEqual(
        events.map(({ kind, name, to }) => [kind, name, to]),
        ["backup", "master", "fault"].map((to) => ["instance", "VI_1", to]),
      );
      assert.deepEqual(
        posts.map(({ path, body }) => [path, body.version, body.router_id]),
        posts.map(() => ["/key", 1, "LVS_A"]),
      );
      assert.ok(events.every(({ because }) => typeof because === "string" && because !== ""));
      await node.stop();
    }));

  test("the mails are keepalived's", async () => {
    const play = (product: "keepalived" | "holdfast") =>
      withLab(["a"], async (lab) => {
        const router = lab.router("a");
        const receiver = await startReceiver(lab, router, "mail", relayPort);
        const members = groupText(noScripts, "VG_1", ["VI_1"]) + instance();
        const text = globalText([
          `smtp_server 127.0.0.1 ${relayPort}`,
          "smtp_alert",
          "no_email_faults",
        ]);
        const node = startNode(lab, router, product, text + members);
        await receiver.waitFor(4);
        cutLink(lab, router);
        await node.waitForLog("Entering FAULT STATE", 10_000);
        mendLink(lab, router);
        await receiver.waitFor(8);
        const received = receiver.received().map(String).sort();
        await node.stop();
        return received;
      });
    const [theirs, ours] = await Promise.all([play("keepalived"), play("holdfast")]);
    assert.deepEqual(ours, theirs);
  });
});
