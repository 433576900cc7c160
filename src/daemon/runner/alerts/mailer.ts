/**
 * Sends mails one after another; those that wait together share a connection (keepalived.md §16).
 */
import { createConnection, type Socket } from "node:net";
import { hostname, userInfo } from "node:os";
import { machineAuthorities } from "../../../checks/tls/machine-authorities.ts";
import { type Micros, microsPerSecond } from "../../../wire/units.ts";
import type { MailRules } from "../../alert-rules.ts";
import type { Logger } from "../../log/logger.ts";
import type { Timers } from "../../timers.ts";
import { connected } from "./connect.ts";
import type { Delivery } from "./delivery-queue.ts";
import { type SmtpProblem, SmtpSession } from "./smtp-session.ts";

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly atMillis: number;
}

/** Each step has the configured limit; a server that drips must not have it for ever. */
const stepsALimit = 4;
/** RFC 8314 §3.3: encrypted from the first byte. */
const submissionsPort = 465;

export class Mailer {
  readonly #timers: Timers;
  readonly #logger: Logger;
  /** "keepalived": whom the mails say that they are by. */
  readonly #program: () => string;
  #rules: MailRules;
  #connecting: Socket | null = null;
  #session: SmtpSession | null = null;
  /** Those that the session was opened by. */
  #sessionRules: MailRules | null = null;

  constructor(rules: MailRules, parts: { timers: Timers; logger: Logger; program(): string }) {
    this.#rules = rules;
    this.#timers = parts.timers;
    this.#logger = parts.logger;
    this.#program = parts.program;
  }

  get name(): string {
    return `Mail server ${this.#place}`;
  }

  configure(rules: MailRules): void {
    this.#rules = rules;
  }

  async deliver(mail: Mail): Promise<Delivery> {
    const limit = (this.#rules.timeoutMicros * stepsALimit) as Micros;
    const cancel = this.#timers.after(limit, () =>
      this.abort(`it has taken longer than ${limit / microsPerSecond} s`),
    );
    try {
      return await this.#send(mail);
    } finally {
      cancel();
    }
  }

  abort(reason = "given up"): void {
    this.#connecting?.destroy(new Error(reason));
    this.#session?.abort(reason);
  }

  /** The connection is not kept for a next time. */
  rest(): void {
    this.#session?.quit();
    this.#session = null;
  }

  async #send(mail: Mail): Promise<Delivery> {
    const rules = this.#rules;
    const opened = await this.#open(rules);
    if (opened !== null) return failed(opened);
    const session = this.#session;
    if (session === null) return { kind: "failed", about: "server", reason: "given up" };
    const from = senderOf(rules);
    const message = await compose(rules, from, mail, this.#program());
    const envelope = { from: mailbox(from), to: rules.recipients.map(mailbox) };
    const sent = await session.send(envelope, message);
    if (!sent.ok) return failed(sent.error);
    for (const recipient of sent.value.rejected) {
      this.#logger.warning(`${this.name} does not take mail for ${recipient}`);
    }
    this.#logger.detail("SMTP alert successfully sent.");
    return { kind: "delivered" };
  }

  async #open(rules: MailRules): Promise<SmtpProblem | null> {
    if (this.#session?.usable === true && this.#sessionRules === rules) return null;
    this.rest();
    const socket = createConnection({ host: rules.server, port: rules.port });
    this.#connecting = socket;
    const reached = await connected(socket, rules.timeoutMicros / 1000);
    this.#connecting = null;
    if (!reached.ok) return { reason: reached.error, status: null, during: "session" };
    const session = new SmtpSession(await smtpOver(socket, rules));
    this.#session = session;
    this.#sessionRules = rules;
    const opened = await session.open(rules);
    if (!opened.ok) return opened.error;
    this.#logger.detail(`Remote SMTP server ${this.#place} connected.`);
    return null;
  }

  get #place(): string {
    return `[${this.#rules.server}]:${this.#rules.port}`;
  }
}

/** A message that is refused for good would be refused again; a session may be mended by then. */
function failed({ reason, status, during }: SmtpProblem): Delivery {
  if (during === "session" || status === null) return { kind: "failed", about: "server", reason };
  return status >= 500 ? { kind: "refused", reason } : { kind: "failed", about: "item", reason };
}

/**
 * `Ops <ops@example.com>` and `<ops@example.com>` are written too. The library sends to nobody
 * where one recipient has brackets; of what is nobody's address the server tells.
 */
const mailbox = (written: string): string =>
  (/<([^<>]+)>/.exec(written)?.[1] ?? written).replaceAll(/[<>]/g, "");

const senderOf = ({ sender }: MailRules): string =>
  sender ?? `${userInfo().username}@${hostname()}`;

/** Most configurations send no mail, and have no need of the library. */
async function smtpOver(
  connection: Socket,
  { server, port, heloName, timeoutMicros, encryption }: MailRules,
) {
  const { default: SmtpConnection } = await import("nodemailer/lib/smtp-connection");
  const limitMillis = timeoutMicros / 1000;
  const verifies = encryption === "require";
  return new SmtpConnection({
    connection,
    // Whose certificate it is to be.
    host: server,
    name: heloName ?? hostname(),
    secure: port === submissionsPort && encryption !== "off",
    ignoreTLS: encryption === "off",
    opportunisticTLS: encryption === "try",
    requireTLS: verifies,
    tls: verifies ? { ca: machineAuthorities() } : { rejectUnauthorized: false },
    greetingTimeout: limitMillis,
    socketTimeout: limitMillis,
  });
}

async function compose(
  { recipients }: MailRules,
  from: string,
  { subject, text, atMillis }: Mail,
  program: string,
): Promise<Buffer> {
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  const headers = { "X-Mailer": `${program[0]?.toUpperCase()}${program.slice(1)}` };
  const mail = { from, to: [...recipients], subject, text: `${text}\n\n`, headers };
  return new MailComposer({ ...mail, date: new Date(atMillis) }).compile().build();
}
