/** Refusals of the kernel come with every advert: each is logged once, then counted for a while. */
import type { Clock } from "../../ports/clock.ts";
import type { KernelError } from "../../ports/network.ts";
import { type Micros, seconds } from "../../wire/units.ts";
import type { Logger } from "./logger.ts";
import { refusalText } from "./refusal-text.ts";

const quietMicros = seconds(60);
const maximumKnown = 1000;

interface Known {
  readonly since: Micros;
  repeated: number;
}

export class RefusalLog {
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();

  constructor(log: Logger, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
  }

  /** `purpose`: what could not be done because of it; `place`: where the file asks for that. */
  report(purpose: string, error: KernelError, place: string | null = null): void {
    const explanation = error.explanation === null ? "" : `: ${error.explanation}`;
    const remedy = error.remedy === null ? "" : `; ${error.remedy}`;
    const origin = place === null ? "" : `(${place}) `;
    this.once(
      `${origin}cannot ${purpose}: ${error.operation}: ${error.errno}${explanation}${remedy}`,
    );
  }

  /** Of many that say the same, the first one and how many they are. */
  reportAll(errors: readonly KernelError[]): void {
    const alike = new Map<string, { readonly first: KernelError; count: number }>();
    for (const error of errors) {
      const known = alike.get(`${error.errno} ${error.explanation}`);
      if (known !== undefined) known.count++;
      else alike.set(`${error.errno} ${error.explanation}`, { first: error, count: 1 });
    }
    for (const { first, count } of alike.values()) {
      this.once(`${refusalText(first)}${count === 1 ? "" : ` (and ${count - 1} more like it)`}`);
    }
  }

  once(message: string): void {
    const now = this.#clock.now();
    const known = this.#known.get(message);
    if (known !== undefined && now - known.since < quietMicros) {
      known.repeated++;
      return;
    }
    const again = known === undefined || known.repeated === 0 ? "" : ` (${known.repeated} times)`;
    if (this.#known.size >= maximumKnown) this.#known.clear();
    this.#known.set(message, { since: now, repeated: 0 });
    this.#log.warning(`${message}${again}`);
  }
}
