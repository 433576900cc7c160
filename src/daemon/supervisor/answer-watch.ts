/** Notices that a process hangs: it owes an answer, or does not say that it is there when asked. */
import { type Micros, seconds } from "../../wire/units.ts";
import type { Timers } from "../timers.ts";

export const answerLimitMicros = seconds(30);
const askEveryMicros = seconds(10);
/** This process may have been the one that stood still: what came meanwhile is read first. */
const secondLookMicros = seconds(1);

export interface AnswerHooks {
  /** Sends a question that is answered at once. */
  ask(): void;
  /** `what` it did not do within the limit: "is not ready". */
  hung(what: string): void;
}

export class AnswerWatch {
  readonly #timers: Timers;
  readonly #hooks: AnswerHooks;
  #cancel: (() => void) | null = null;
  /** More than the answer to a question. */
  #owesMore = false;

  constructor(timers: Timers, hooks: AnswerHooks) {
    this.#timers = timers;
    this.#hooks = hooks;
  }

  /** From now on it owes an answer; `what` is said of it if there is none. */
  expect(what: string): void {
    this.#owesMore = true;
    this.#await(what);
  }

  /** It answered the question; one that was asked before it came to owe more settles nothing. */
  isThere(): void {
    if (!this.#owesMore) this.answered();
  }

  /** It owes nothing, and is asked again after a while. */
  answered(): void {
    this.#owesMore = false;
    this.#next(askEveryMicros, () => {
      this.#await("does not answer");
      this.#hooks.ask();
    });
  }

  /** It is gone. */
  end(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #await(what: string): void {
    this.#next(answerLimitMicros, () =>
      this.#next(secondLookMicros, () => {
        this.#cancel = null;
        this.#hooks.hung(what);
      }),
    );
  }

  #next(delay: Micros, run: () => void): void {
    this.#cancel?.();
    this.#cancel = this.#timers.after(delay, run);
  }
}
