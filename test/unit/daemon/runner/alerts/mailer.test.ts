import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { MailRules } from "../../../../../src/daemon/alert-rules.ts";
import { Mailer } from "../../../../../src/daemon/runner/alerts/mailer.ts";
import { systemTimers } from "../../../../../src/daemon/timers.ts";
import { seconds } from "../../../../../src/wire/units.ts";
import { Authority } from "../../../../kernel/web-server.ts";
import { recordingReport, until } from "../../fakes.ts";
import { type Certificate, headerOf, type SmtpBehaviour, SmtpServer } from "./smtp-server.ts";

let folder = "";
let trusted: Certificate;
let strange: Certificate;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-mailer-"));
  const authority = new Authority(folder);
  // What the machine trusts is read once, with the first connection that asks.
  process.env.SSL_CERT_FILE = authority.certificate;
  trusted = read(authority.sign("localhost", 2));
  strange = read(authority.sign("elsewhere.test", 2));
});
after(() => rmSync(folder, { recursive: true }));

function read({ key, certificate }: { key: string; certificate: string }): Certificate {
  return { key: readFileSync(key), cert: readFileSync(certificate) };
}

const login = { user: "alerts", password: "s3cret" };
const mail = {
  subject: "[LVS_A] VRRP Instance VI_1 - Entering MASTER state",
  text: "=> VRRP Instance is now owning VRRP VIPs <=",
  atMillis: Date.UTC(2026, 0, 2, 3, 4, 5),
};

interface Scene {
  readonly server: SmtpServer;
  readonly mailer: Mailer;
  readonly rules: MailRules;
  readonly texts: () => string[];
}

/** A server, and a mailer that knows it. */
async function withServer(
  behaviour: Partial<SmtpBehaviour>,
  more: Partial<MailRules>,
  play: (scene: Scene) => Promise<void>,
): Promise<void> {
  const server = await new SmtpServer(behaviour).start();
  const rules: MailRules = {
    server: "127.0.0.1",
    port: server.port,
    recipients: ["one@example.com", "two@example.com"],
    sender: "node@example.com",
    heloName: null,
    timeoutMicros: seconds(5),
    encryption: "off",
    login: null,
    ...more,
  };
  const { report, texts } = recordingReport();
  const mailer = new Mailer(rules, {
    ...report,
    timers: systemTimers,
    program: () => "keepalived",
  });
  try {
    await play({ server, mailer, rules, texts });
  } finally {
    mailer.rest();
    await server.stop();
  }
}

test("a mail has keepalived's headers and words", async () => {
  await withServer({}, {}, async ({ server, mailer, texts }) => {
    assert.deepEqual(await mailer.deliver(mail), { kind: "delivered" });
    const [received] = server.mails;
    const header = (name: string) => headerOf(received?.lines ?? [], name);
    assert.equal(received?.from, "node@example.com");
    assert.deepEqual(received?.to, ["one@example.com", "two@example.com"]);
    assert.equal(header("From"), "node@example.com");
    assert.equal(header("To"), "one@example.com, two@example.com");
    assert.equal(header("Subject"), mail.subject);
    assert.equal(header("X-Mailer"), "Keepalived");
    assert.equal(header("Date"), "Fri, 02 Jan 2026 03:04:05 +0000");
    assert.ok(received?.lines.includes(mail.text));
    assert.deepEqual(texts(), [
      `Remote SMTP server [127.0.0.1]:${server.port} connected.`,
      "SMTP alert successfully sent.",
    ]);
  });
});

test("mails that wait together share a connection, which ends in order", async () => {
  await withServer({}, {}, async ({ server, mailer }) => {
    await mailer.deliver(mail);
    await mailer.deliver({ ...mail, subject: "second" });
    mailer.rest();
    const said = ["EHLO", "MAIL", "RCPT", "RCPT", "DATA", "MAIL", "RCPT", "RCPT", "DATA", "QUIT"];
    await until("the connection has ended", () => server.sessions[0]?.at(-1) === "QUIT");
    assert.deepEqual(server.sessions, [said]);
    assert.deepEqual(server.mailSubjects, [mail.subject, "second"]);
  });
});

test("addresses in angle brackets, with or without a name, keep no mail from the others", async () => {
  const recipients = ["one@example.com", "<two@example.com>", "Ops <ops@example.com>", "a<b"];
  const rules = { recipients, sender: "Node 1 <node@example.com>" };
  await withServer({}, rules, async ({ server, mailer }) => {
    assert.deepEqual(await mailer.deliver(mail), { kind: "delivered" });
    const [received] = server.mails;
    assert.equal(received?.from, "node@example.com");
    const reached = ["one@example.com", "two@example.com", "ops@example.com", "ab"];
    assert.deepEqual(received?.to, reached);
  });
});

test("without a sender it is the daemon's user at this host", async () => {
  await withServer({}, { sender: null }, async ({ server, mailer }) => {
    await mailer.deliver(mail);
    assert.equal(server.mails[0]?.from, `${userInfo().username}@${hostname()}`);
  });
});

test("off does not encrypt what could be", async () => {
  await withServer({ certificate: trusted }, {}, async ({ server, mailer }) => {
    await mailer.deliver(mail);
    assert.equal(server.mails[0]?.encrypted, false);
  });
});

test("try encrypts where that is offered, with whoever it is, and sends all the same", async () => {
  const encryption = "try";
  await withServer({ certificate: strange }, { encryption }, async ({ server, mailer }) => {
    await mailer.deliver(mail);
    assert.equal(server.mails[0]?.encrypted, true);
  });
  await withServer({}, { encryption }, async ({ server, mailer }) => {
    await mailer.deliver(mail);
    assert.equal(server.mails[0]?.encrypted, false);
  });
});

test("require sends to the named server alone, and logs in", async () => {
  const asked = { encryption: "require", server: "localhost", login } as const;
  await withServer({ certificate: trusted, login }, asked, async ({ server, mailer }) => {
    assert.deepEqual(await mailer.deliver(mail), { kind: "delivered" });
    assert.equal(server.mails[0]?.encrypted, true);
    assert.equal(server.mails[0]?.loggedIn, true);
  });
  for (const behaviour of [{ certificate: strange, login }, { login }]) {
    await withServer(behaviour, asked, async ({ server, mailer }) => {
      const delivery = await mailer.deliver(mail);
      assert.equal(delivery.kind, "failed");
      assert.deepEqual(server.mails, []);
      assert.ok(!server.sessions.flat().includes("AUTH"));
    });
  }
});

test("a wrong password is a failure that may pass, and is not told", async () => {
  const wrong = { user: "alerts", password: "wrong-password" };
  await withServer({ login }, { login: wrong }, async ({ mailer }) => {
    const delivery = await mailer.deliver(mail);
    assert.equal(delivery.kind, "failed");
    assert.match(JSON.stringify(delivery), /535/);
    assert.doesNotMatch(JSON.stringify(delivery), /wrong-password/);
    assert.ok(!JSON.stringify(delivery).includes(btoa("\0alerts\0wrong-password")));
  });
});

test("a server that says never is believed, one that says later is asked again", async () => {
  for (const [answer, kind] of [
    ["550 5.1.1 no such user", "refused"],
    ["450 4.2.1 come again", "failed"],
  ] as const) {
    for (const word of ["MAIL", "RCPT", "DATA"]) {
      await withServer({ answers: { [word]: answer } }, {}, async ({ mailer }) => {
        const delivery = await mailer.deliver(mail);
        assert.equal(delivery.kind, kind, `${word} ${answer}`);
        assert.ok(JSON.stringify(delivery).includes(answer));
      });
    }
  }
});

test("after a failure the next mail has a new connection", async () => {
  await withServer({ answers: { RCPT: "450 later" } }, {}, async ({ server, mailer }) => {
    await mailer.deliver(mail);
    server.behaviour.answers = {};
    assert.deepEqual(await mailer.deliver(mail), { kind: "delivered" });
    assert.equal(server.sessions.length, 2);
  });
});

test("a server that nobody finds, or that says nothing, is a failure in time", async () => {
  await withServer({}, { timeoutMicros: seconds(0.2) }, async ({ server, mailer }) => {
    server.behaviour.answers = { EHLO: "" };
    assert.equal((await mailer.deliver(mail)).kind, "failed");
  });
  await withServer({}, { port: 1 }, async ({ mailer }) => {
    assert.match(JSON.stringify(await mailer.deliver(mail)), /ECONNREFUSED/);
  });
});

test("a delivery can be ended", async () => {
  await withServer({ answers: { MAIL: "" } }, {}, async ({ server, mailer }) => {
    const delivery = mailer.deliver(mail);
    await until("it is under way", () => server.sessions[0]?.includes("MAIL") === true);
    mailer.abort();
    assert.deepEqual(await delivery, { kind: "failed", about: "server", reason: "given up" });
  });
});

test("other settings are those of the next mail", async () => {
  await withServer({}, {}, async ({ server, mailer, rules }) => {
    await mailer.deliver(mail);
    mailer.configure({ ...rules, recipients: ["three@example.com"] });
    await mailer.deliver(mail);
    assert.deepEqual(server.mails[1]?.to, ["three@example.com"]);
    assert.equal(server.sessions.length, 2);
  });
});
