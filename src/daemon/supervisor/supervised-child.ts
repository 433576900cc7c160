/**
 * A child with its channel: what it is told and says, its log lines and pid, and whether it answers.
 * What one role says and another does not is for the hooks.
 */
import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import { type Micros, seconds } from "../../wire/units.ts";
import { type Channel, channelOnSocket } from "../channel.ts";
import { type AskResult, Questions } from "../control/questions.ts";
import type { Answer, Ask, Question } from "../protocol/questions.ts";
import type { JournalMessage, LogMessage } from "../protocol/records.ts";
import { AnswerWatch, answerLimitMicros } from "./answer-watch.ts";
import { logStandardError } from "./child-errors.ts";
import type { ChildParts } from "./child-parts.ts";
import type { ChildRole } from "./child-programs.ts";
import { ManagedChild, type Standing } from "./managed-child.ts";

/** What every child says. */
export type ChildSays =
  | { readonly kind: "ready" }
  | { readonly kind: "reloaded" }
  | { readonly kind: "here" }
  | Answer
  | JournalMessage
  | LogMessage;

/** What every child is told. */
export type ChildIsTold = { readonly kind: "areYouThere" } | Ask;

export interface SupervisedHooks<Says, IsTold> {
  /**
   * The first messages for each new process. They are asked for as it reads them, and what it is told
   * meanwhile waits for their end.
   */
  greeting(): Iterable<IsTold>;
  /** All it says but its log lines, answers, and what is for the journal. */
  said(message: Says): void;
  /** It runs what it was told last. */
  settled(): void;
  ended(): void;
  delayed(delayMicros: Micros): void;
  gaveUp(exitCode: number): void;
}

export interface SupervisedOptions {
  readonly role: ChildRole;
  /** "VRRP": how log lines call it. */
  readonly title: string;
}

/** A configuration may wait whole for a child that is starting. */
const channelQueueBytes = 64 * 1024 * 1024;

export class SupervisedChild<
  Says extends { readonly kind: string },
  IsTold extends { readonly kind: string },
> {
  readonly #options: SupervisedOptions;
  readonly #parts: ChildParts;
  readonly #hooks: SupervisedHooks<Says, IsTold>;
  readonly #process: ManagedChild;
  readonly #watch: AnswerWatch;
  readonly #questions: Questions;
  #channel: Channel<IsTold | ChildIsTold> | null = null;
  #silent: Promise<void> = Promise.resolve();
  /** What waits for the end of the greeting; null while there is none. */
  #waiting: IsTold[] | null = null;
  #wanted = false;
  /** Reloads it was told of and has not confirmed. */
  #reloads = 0;

  constructor(options: SupervisedOptions, parts: ChildParts, hooks: SupervisedHooks<Says, IsTold>) {
    this.#options = options;
    this.#parts = parts;
    this.#hooks = hooks;
    this.#questions = new Questions(options.title, parts.timers);
    this.#watch = new AnswerWatch(parts.timers, {
      ask: () => this.#channel?.send({ kind: "areYouThere" }),
      hung: (what) => this.#hangs(what),
    });
    this.#process = new ManagedChild(
      { title: options.title, respawn: parts.respawn },
      {
        spawn: () => parts.spawn(options.role),
        started: (child) => this.#started(child),
        ended: () => this.#ended(),
        died: (processId, cause) => this.#died(processId, cause),
        delayed: (delayMicros) => hooks.delayed(delayMicros),
        gaveUp: (code) => hooks.gaveUp(code),
      },
      parts.timers,
      parts.logger,
    );
  }

  get title(): string {
    return this.#options.title;
  }

  get running(): boolean {
    return this.#process.running;
  }

  /** It runs, or will be started again. */
  get wanted(): boolean {
    return this.#wanted;
  }

  /** Null where it neither is wanted nor runs. */
  get standing(): Standing | null {
    return this.#wanted || this.running ? this.#process.standing : null;
  }

  /** Resolves when the last process has nothing more to say. */
  get silent(): Promise<void> {
    return this.#silent;
  }

  /** Starts it unless it runs; a respawn that was waiting happens now. */
  start(): void {
    this.#wanted = true;
    this.#process.start();
  }

  /** Nothing happens while it does not run: a new process is greeted with what holds then. */
  tell(message: IsTold): void {
    if (this.#waiting === null) this.#channel?.send(message);
    else this.#waiting.push(message);
  }

  /** A dead process answers with that, and one that hangs when the limit is over. */
  ask(question: Question, limitMicros?: Micros): Promise<AskResult> {
    const channel = this.#channel;
    const asked = this.#questions.ask(question, (message) => channel?.send(message), limitMicros);
    if (channel === null) this.#questions.lost();
    return asked;
  }

  /** It has to say `reloaded`. */
  tellToReload(message: IsTold): void {
    this.#reloads++;
    this.#watch.expect("has not confirmed the reload");
    this.tell(message);
  }

  /** `message` and SIGTERM, and SIGKILL when the time is over; resolves when it is gone. */
  async stop(message: IsTold, limitMicros: Micros): Promise<void> {
    const recorded = this.#wanted && !this.running;
    this.#wanted = false;
    if (recorded) this.#parts.processChanged(this.#options.role, null);
    this.tell(message);
    await this.#process.stop(limitMicros);
  }

  /** It said that its stop needs longer: from now on. */
  extendStop(limitMicros: Micros): void {
    this.#process.extendStop(limitMicros);
  }

  #started(child: ChildProcess): void {
    const { role, title } = this.#options;
    this.#reloads = 0;
    const silent = Promise.withResolvers<void>();
    this.#silent = silent.promise;
    this.#channel = channelOnSocket<Says | ChildSays, IsTold | ChildIsTold>(
      // Node makes a socket pair for a "pipe" of a child, whatever its type says.
      child.stdio[3] as Socket,
      { receive: (message) => this.#received(message), closed: () => silent.resolve() },
      channelQueueBytes,
    );
    this.#waiting = [];
    this.#greet(this.#channel, this.#hooks.greeting()[Symbol.iterator]());
    this.#watch.expect("is not ready");
    this.#parts.processChanged(role, child.pid ?? null);
    logStandardError(child, title, this.#parts.logger);
  }

  #greet(channel: Channel<IsTold | ChildIsTold>, greeting: Iterator<IsTold>): void {
    if (this.#channel !== channel) return;
    for (;;) {
      const next = greeting.next();
      if (next.done === true) break;
      channel.send(next.value);
      if (channel.isBehind) return channel.onceRead(() => this.#greet(channel, greeting));
    }
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const message of waiting) channel.send(message);
  }

  #ended(): void {
    this.#channel = null;
    this.#waiting = null;
    this.#watch.end();
    this.#questions.lost();
    if (!this.#wanted) this.#parts.processChanged(this.#options.role, null);
    this.#hooks.ended();
  }

  #died(processId: number, cause: string): void {
    const because = `${this.#options.title} process ${processId} ${cause}`;
    this.#parts.journal({ kind: "daemon", what: "childDied", because }, Date.now());
  }

  #received(message: Says | ChildSays): void {
    const { role } = this.#options;
    if (isOf(message, "log")) {
      const { text, atMillis } = message;
      return this.#parts.childLogged(role, { level: "info", text, atMillis });
    }
    if (isOf(message, "answer")) return this.#questions.answered(message);
    if (isOf(message, "journal")) return this.#parts.journal(message.event, message.atMillis);
    if (message.kind === "here") this.#watch.isThere();
    if (message.kind === "reloaded") this.#reloads--;
    this.#hooks.said(message as Says);
    if (message.kind === "ready" || message.kind === "reloaded") this.#confirmed();
  }

  /** One that was told to reload before it was ready has that still to do. */
  #confirmed(): void {
    if (this.#reloads > 0) return;
    this.#watch.answered();
    this.#hooks.settled();
  }

  /** It is killed and started again: whatever it stands still with, others wait for. */
  #hangs(what: string): void {
    const limit = answerLimitMicros / seconds(1);
    const { title } = this.#options;
    this.#parts.logger.warning(`${title} process ${what} after ${limit} s - forcing termination`);
    this.#process.kill();
  }
}

const isOf = <Kind extends ChildSays["kind"]>(
  message: { readonly kind: string },
  kind: Kind,
): message is Extract<ChildSays, { readonly kind: Kind }> => message.kind === kind;
