import assert from "node:assert/strict";
import type { Step } from "./transcript.ts";

/** What a machine did in one step. */
export interface Happened {
  readonly lines: readonly string[];
  /** Lines that are compared where the scenario has one that begins with the same word. */
  readonly onRequest: readonly string[];
  /** Compared where the scenario has `logs` lines, each with a part of one. */
  readonly logs: readonly string[];
}

/** Shown as a whole, so that a difference reads as a difference between two transcripts. */
export function compareStep(step: Step, { lines, onRequest, logs }: Happened): void {
  const { line, at, event, expected } = step;
  const place = `line ${line}, at ${at / 1e6} s: ${event.join(" ")}`;
  const requested = onRequest.filter((text) =>
    expected.some((one) => firstWord(one) === firstWord(text)),
  );
  const logged = expected.filter((text) => firstWord(text) === "logs");
  assert.deepEqual(
    [...lines, ...requested],
    expected.filter((text) => !logged.includes(text)),
    place,
  );
  for (const wanted of logged) {
    const text = wanted.slice("logs ".length);
    assert.ok(
      logs.some((one) => one.includes(text)),
      `${place} logs "${logs.join('", "')}" and not "${text}"`,
    );
  }
}

const firstWord = (text: string): string => text.split(" ", 1)[0] ?? "";
