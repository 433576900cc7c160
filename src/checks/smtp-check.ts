/** SMTP_CHECK: a mail server that greets, and answers HELO (RFC 5321 §4.2, §4.3). */
import type { SmtpCheck } from "../config/model/checker.ts";
import type { ProbeSockets } from "../ports/probe-sockets.ts";
import { LineReader } from "../wire/line-reader.ts";
import { type Finish, failed, type StartAttempt, succeeded } from "./attempt.ts";
import { type Conversation, converse } from "./socket-attempt.ts";
import { socketOptions } from "./socket-options.ts";

/** RFC 5321 §4.5.3.1.5 says 512; some greet at greater length. */
const longestLine = 2048;
const mostLines = 100;
const ready = 220;
const completed = 250;

/** A code, then a hyphen where another line of the reply follows (RFC 5321 §4.2.1). */
const replyLine = /^(\d{3})(?:([ -]).*)?$/s;

export const smtpCheck =
  (sockets: ProbeSockets): StartAttempt<SmtpCheck> =>
  (checker, finish) => {
    const dialogue = new SmtpDialogue(checker.heloName, finish);
    const resets = checker.bindPort !== null;
    return converse(sockets, socketOptions(checker, "tcp"), finish, dialogue, resets);
  };

interface Sender {
  send(bytes: Uint8Array): void;
}

class SmtpDialogue implements Conversation {
  readonly #heloName: string;
  readonly #finish: Finish;
  readonly #lines = new LineReader(longestLine);
  #sender: Sender | null = null;
  #expected = ready;
  #lineCount = 0;

  constructor(heloName: string, finish: Finish) {
    this.#heloName = heloName;
    this.#finish = finish;
  }

  /** The server speaks first. */
  connected(sender: Sender): void {
    this.#sender = sender;
  }

  received(bytes: Uint8Array): void {
    const isSound = this.#lines.push(bytes, (line) => this.#take(line));
    if (!isSound) this.#finish(failed("reply line is too long"));
  }

  ended(): void {
    this.#finish(failed(`connection closed before the ${this.#awaited()}`));
  }

  /** Whether to go on reading. */
  #take(line: string): boolean {
    const [, code = "", separator] = replyLine.exec(line) ?? [];
    if (code === "") return this.#end("reply is not SMTP");
    if (Number(code) !== this.#expected)
      return this.#end(`reply ${code} instead of ${this.#expected}`);
    if (separator !== "-") return this.#answer();
    this.#lineCount++;
    return this.#lineCount < mostLines || this.#end("reply has too many lines");
  }

  #answer(): boolean {
    if (this.#expected === ready) {
      this.#expected = completed;
      this.#lineCount = 0;
      this.#say(`HELO ${this.#heloName}`);
      return true;
    }
    // Its answer is not waited for: the server has shown that it works.
    this.#say("QUIT");
    this.#finish(succeeded);
    return false;
  }

  #awaited(): string {
    return this.#expected === ready ? "greeting" : "answer to HELO";
  }

  #end(reason: string): false {
    this.#finish(failed(reason));
    return false;
  }

  #say(line: string): void {
    this.#sender?.send(new TextEncoder().encode(`${line}\r\n`));
  }
}
