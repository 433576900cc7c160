/** One connection to a mail server, by nodemailer, with promises and a time limit of the whole. */
import type SmtpConnection from "nodemailer/lib/smtp-connection";
import { failure, type Result, success } from "../../../wire/result.ts";
import type { MailRules } from "../../alert-rules.ts";

export interface SmtpProblem {
  readonly reason: string;
  /** The server's status of three digits (RFC 5321 §4.2); null where it did not say one. */
  readonly status: number | null;
  readonly during: "session" | "message";
}

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

export interface SentMail {
  /** Recipients that the server did not take, while it took others. */
  readonly rejected: readonly string[];
}

type Step<Value> = (done: (error: Error | null | undefined, value?: Value) => void) => void;

export class SmtpSession {
  readonly #connection: SmtpConnection;
  #broken: ((error: Error) => void) | null = null;
  #failed = false;

  constructor(connection: SmtpConnection) {
    this.#connection = connection;
    connection.on("error", (error) => this.#broke(error));
    connection.on("end", () => this.#broke(new Error("the server closed the connection")));
  }

  /** It can take one more mail. */
  get usable(): boolean {
    return !this.#failed;
  }

  async open({ login }: MailRules): Promise<Result<null, SmtpProblem>> {
    const connected = await this.#step("session", (done) => this.#connection.connect(done));
    if (!connected.ok || login === null) return connected.ok ? success(null) : connected;
    // Where the server offers none, the attempt says so better than a mail that it then refuses.
    const credentials = { user: login.user, pass: login.password };
    const logged = await this.#step("session", (done) =>
      this.#connection.login({ credentials }, done),
    );
    return logged.ok ? success(null) : logged;
  }

  async send({ from, to }: Envelope, message: Buffer): Promise<Result<SentMail, SmtpProblem>> {
    const sent = await this.#step<{ rejected: string[] }>("message", (done) =>
      this.#connection.send({ from, to: [...to] }, message, done),
    );
    return sent.ok ? success({ rejected: sent.value?.rejected ?? [] }) : sent;
  }

  /** In order: what was sent has been taken. */
  quit(): void {
    if (this.#failed) return this.#connection.close();
    this.#connection.quit();
  }

  abort(reason: string): void {
    this.#broke(new Error(reason));
    this.#connection.close();
  }

  #broke(error: Error): void {
    this.#failed = true;
    this.#broken?.(error);
  }

  #step<Value>(
    during: SmtpProblem["during"],
    act: Step<Value>,
  ): Promise<Result<Value | undefined, SmtpProblem>> {
    return new Promise((resolve) => {
      const end = (error: Error | null | undefined, value?: Value): void => {
        this.#broken = null;
        if (error == null) return resolve(success(value));
        this.#failed = true;
        resolve(failure({ ...problemOf(error), during }));
      };
      this.#broken = end;
      act(end);
    });
  }
}

/** nodemailer's words, and what the server said: neither has the password in it. */
function problemOf(error: Error): Pick<SmtpProblem, "reason" | "status"> {
  const status = "responseCode" in error ? Number(error.responseCode) : Number.NaN;
  const reason = error.message.replaceAll(/\s+/g, " ").slice(0, longestReason);
  return { reason, status: Number.isInteger(status) ? status : null };
}

const longestReason = 300;
