/** Scripts that check something: many at once, each answered by how it ended. */
import type { Logger } from "../log/logger.ts";
import type { FromRunner, RunOutcome, ToRunner } from "../protocol/scripts.ts";
import type { QueueStatus } from "../status/runner-status.ts";
import { OutputLines } from "./output-lines.ts";
import type { ScriptEnd, ScriptStarter, StartedScript } from "./script-process.ts";

export type RunAnswer = FromRunner & { readonly kind: "finished" };
export type RunRequest = ToRunner & { readonly kind: "run" };

/** Processes of one user are limited too, and the machine has other things to do. */
const mostAtOnce = 512;
/** More than there are checks: a confused process must not fill the memory. */
const mostWaiting = 65_536;

export class CheckRuns {
  readonly #starter: ScriptStarter;
  readonly #logger: Logger;
  readonly #keepsOutput: () => boolean;
  readonly #answer: (message: RunAnswer) => void;
  readonly #mostAtOnce: number;
  readonly #running = new Map<number, StartedScript>();
  /** The longest waiting first. */
  readonly #waiting = new Map<number, RunRequest>();
  /** Those of cancelled requests too. */
  #processes = 0;

  /** `keepsOutput`: whether the log would show it. */
  constructor(
    parts: {
      readonly starter: ScriptStarter;
      readonly logger: Logger;
      readonly keepsOutput: () => boolean;
      readonly answer: (message: RunAnswer) => void;
    },
    limit = mostAtOnce,
  ) {
    this.#starter = parts.starter;
    this.#logger = parts.logger;
    this.#keepsOutput = parts.keepsOutput;
    this.#answer = parts.answer;
    this.#mostAtOnce = limit;
  }

  get length(): QueueStatus {
    return { running: this.#processes, waiting: this.#waiting.size };
  }

  /** Runs it, now or when others have ended. The time limit begins with its start. */
  add(request: RunRequest): void {
    // Asked again by one that does not know what a runner before this one had read.
    if (this.#waiting.has(request.id) || this.#running.has(request.id)) return;
    if (this.#waiting.size >= mostWaiting) {
      const reason = `${mostWaiting} scripts wait already`;
      this.#answer(finished(request.id, { kind: "notStarted", reason, passing: true }));
      return;
    }
    this.#waiting.set(request.id, request);
    this.#startNext();
  }

  /** Ends it, and nothing is answered. */
  cancel(id: number): void {
    this.#waiting.delete(id);
    this.#running.get(id)?.end();
    this.#running.delete(id);
  }

  cancelAll(): void {
    for (const id of [...this.#waiting.keys(), ...this.#running.keys()]) this.cancel(id);
  }

  #startNext(): void {
    for (const [id, request] of this.#waiting) {
      if (this.#processes >= this.#mostAtOnce) return;
      this.#waiting.delete(id);
      void this.#run(request);
    }
  }

  async #run(request: RunRequest): Promise<void> {
    const { id, timeoutMicros } = request;
    const output = this.#keepsOutput() ? new OutputLines() : null;
    this.#processes++;
    const script = this.#starter.start(request, {
      limitMicros: timeoutMicros,
      ...(output === null ? {} : { writes: (stream) => output.read(stream) }),
    });
    this.#running.set(id, script);
    const end = await script.ended;
    this.#processes--;
    const lines = output?.lines();
    // A process that begins anew may use the number again.
    if (this.#running.get(id) === script) {
      this.#running.delete(id);
      const outcome = outcomeOf(end);
      this.#answer(finished(id, outcome));
      if (lines !== undefined && !isSuccess(outcome)) void this.#logOutput(request, lines);
    }
    this.#startNext();
  }

  async #logOutput(
    { argv: [program] }: RunRequest,
    lines: Promise<readonly string[]>,
  ): Promise<void> {
    for (const line of await lines) this.#logger.detail(`${program} says: ${line}`);
  }
}

const finished = (id: number, outcome: RunOutcome): RunAnswer => ({
  kind: "finished",
  id,
  outcome,
});

const isSuccess = (outcome: RunOutcome): boolean =>
  outcome.kind === "exited" && outcome.status === 0;

function outcomeOf(end: ScriptEnd): RunOutcome {
  if (end.kind === "notStarted") return end;
  if (end.timedOut) return { kind: "timedOut" };
  if (end.signal !== null) return { kind: "signalled", signal: end.signal };
  return { kind: "exited", status: end.status ?? 0 };
}
