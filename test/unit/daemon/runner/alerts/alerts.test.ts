import assert from "node:assert/strict";
import { hostname } from "node:os";
import { test } from "node:test";
import type { AlertRules } from "../../../../../src/daemon/alert-rules.ts";
import type { Alert } from "../../../../../src/daemon/protocol/scripts.ts";
import { Alerts } from "../../../../../src/daemon/runner/alerts/alerts.ts";
import { systemTimers } from "../../../../../src/daemon/timers.ts";
import { seconds } from "../../../../../src/wire/units.ts";
import { recordingReport, until } from "../../fakes.ts";
import { HookServer } from "./hook-server.ts";
import { SmtpServer } from "./smtp-server.ts";

const at = Date.UTC(2026, 0, 2, 3, 4, 5);
const alert = (subject: string | null): Alert => ({
  mail: subject === null ? null : { subject, text: "=> text <=" },
  event: { kind: "group", name: "VG_1", to: "master", because: "a test" },
});

interface Scene {
  readonly alerts: Alerts;
  readonly smtp: SmtpServer;
  readonly hook: HookServer;
  readonly rules: AlertRules;
  readonly texts: () => string[];
  readonly journalled: string[];
}

async function withAlerts(play: (scene: Scene) => Promise<void>): Promise<void> {
  const smtp = await new SmtpServer().start();
  const hook = await new HookServer().start();
  const { report, texts, journalled } = recordingReport();
  const alerts = new Alerts({
    ...report,
    timers: systemTimers,
    now: () => at,
    program: () => "holdfast",
  });
  const rules: AlertRules = {
    routerId: "LVS_A",
    mail: {
      server: "127.0.0.1",
      port: smtp.port,
      recipients: ["one@example.com"],
      sender: null,
      heloName: null,
      timeoutMicros: seconds(5),
      encryption: "off",
      login: null,
    },
    webhooks: [hook.url("/a"), hook.url("/b")],
  };
  alerts.apply(rules);
  try {
    await play({ alerts, smtp, hook, rules, texts, journalled });
  } finally {
    alerts.discard();
    await smtp.stop();
    await hook.stop();
  }
}

const paths = (hook: HookServer): string[] => hook.posts.map(({ path }) => path).sort();

test("an alert is mailed, and posted to every webhook", async () => {
  await withAlerts(async ({ alerts, smtp, hook }) => {
    alerts.add(alert("VRRP Group VG_1 - Entering MASTER state"));
    await alerts.close();
    assert.deepEqual(smtp.mailSubjects, ["[LVS_A] VRRP Group VG_1 - Entering MASTER state"]);
    assert.deepEqual(paths(hook), ["/a", "/b"]);
    assert.deepEqual(hook.posts[0]?.body, {
      version: 1,
      router_id: "LVS_A",
      at: "2026-01-02T03:04:05.000Z",
      event: { kind: "group", name: "VG_1", to: "master", because: "a test" },
    });
  });
});

test("what is not to be mailed is posted all the same", async () => {
  await withAlerts(async ({ alerts, smtp, hook }) => {
    alerts.add(alert(null));
    await alerts.close();
    assert.deepEqual(smtp.mails, []);
    assert.deepEqual(paths(hook), ["/a", "/b"]);
  });
});

test("a mail server that is down holds up no webhook, and has its mails when it is back", async () => {
  await withAlerts(async ({ alerts, smtp, hook, texts, journalled }) => {
    const { port } = smtp;
    await smtp.stop();
    alerts.add(alert("one"));
    alerts.add(alert("two"));
    await until("all posts have come", () => hook.posts.length === 4);
    await until("the server is missed", () => texts().length > 0);
    assert.match(
      texts()[0] ?? "",
      /ECONNREFUSED.*; mail "\[LVS_A\] one" waits, trying again in 1 s/,
    );
    assert.match(journalled[0] ?? "", /^mail "\[LVS_A\] one": .*ECONNREFUSED/);
    const back = await new SmtpServer().start(port);
    await until("both mails have come", () => back.mails.length === 2);
    assert.deepEqual(back.mailSubjects, ["[LVS_A] one", "[LVS_A] two"]);
    await until("that is said", () => texts().some((text) => text.endsWith("answers again")));
    await back.stop();
    await smtp.start();
  });
});

test("a webhook that a reload removes is posted to no more, and a new one is", async () => {
  await withAlerts(async ({ alerts, hook, rules }) => {
    alerts.apply({ ...rules, webhooks: [hook.url("/b"), hook.url("/c")] });
    alerts.add(alert(null));
    await alerts.close();
    assert.deepEqual(paths(hook), ["/b", "/c"]);
  });
});

test("a reload that names another mail server sends what waits there at once", async () => {
  await withAlerts(async ({ alerts, smtp, rules, texts }) => {
    if (rules.mail === null) throw new Error("the scene has mail");
    alerts.apply({ ...rules, mail: { ...rules.mail, port: 1 } });
    alerts.add(alert("one"));
    await until("the server is missed", () => texts().length > 0);
    alerts.apply(rules);
    await until("the mail has come", () => smtp.mails.length === 1);
  });
});

test("a reload without mail gives up what waits", async () => {
  await withAlerts(async ({ alerts, smtp, rules, texts }) => {
    await smtp.stop();
    alerts.add(alert("one"));
    await until("the server is missed", () => texts().length > 0);
    alerts.apply({ ...rules, mail: null });
    assert.match(texts().at(-1) ?? "", /"\[LVS_A\] one" not sent: no mail is configured any more/);
    await smtp.start();
  });
});

test("without a router_id it is the name of the host", async () => {
  await withAlerts(async ({ alerts, smtp, rules }) => {
    alerts.apply({ ...rules, routerId: null });
    alerts.add(alert("one"));
    await alerts.close();
    assert.deepEqual(smtp.mailSubjects, [`[${hostname()}] one`]);
  });
});
