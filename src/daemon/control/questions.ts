/** Questions to a child that may hang or die: each has its answer, or an error, within the limit. */
import { failure, type Result, success } from "../../wire/result.ts";
import { type Micros, seconds } from "../../wire/units.ts";
import type { Answer, Ask, Question } from "../protocol/questions.ts";
import type { Timers } from "../timers.ts";

/** A process that has not answered by then is shown as one that does not. */
export const answerMicros = seconds(1);

export type AskResult = Result<unknown, string>;

export class Questions {
  readonly #title: string;
  readonly #timers: Timers;
  readonly #open = new Map<number, (result: AskResult) => void>();
  #lastId = 0;

  /** `title`: how the errors call the process. */
  constructor(title: string, timers: Timers) {
    this.#title = title;
    this.#timers = timers;
  }

  ask(
    question: Question,
    send: (message: Ask) => void,
    limitMicros: Micros = answerMicros,
  ): Promise<AskResult> {
    const id = ++this.#lastId;
    const { promise, resolve } = Promise.withResolvers<AskResult>();
    const cancel = this.#timers.after(limitMicros, () => {
      const limit = limitMicros / seconds(1);
      this.#close(id, failure(`The ${this.#title} process has not answered within ${limit} s`));
    });
    this.#open.set(id, (result) => {
      cancel();
      resolve(result);
    });
    send({ kind: "ask", id, question });
    return promise;
  }

  answered({ id, answer }: Answer): void {
    this.#close(id, errorIn(answer) ?? success(answer));
  }

  /** It is dead: nobody answers what was asked. */
  lost(): void {
    for (const id of [...this.#open.keys()]) {
      this.#close(id, failure(`The ${this.#title} process has died`));
    }
  }

  #close(id: number, result: AskResult): void {
    const resolve = this.#open.get(id);
    this.#open.delete(id);
    resolve?.(result);
  }
}

function errorIn(answer: unknown): AskResult | null {
  if (typeof answer !== "object" || answer === null || !("error" in answer)) return null;
  return failure(String(answer.error));
}
