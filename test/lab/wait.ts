/** Waiting for a condition, always with a limit. */

export interface WaitOptions {
  readonly limitMillis: number;
  /** How often to look; the condition is also looked at once at the very end. */
  readonly everyMillis?: number;
}

/**
 * Resolves with the first value of `look` that is neither null, undefined nor false.
 *
 * Throws `waited <limit> for <what>` when the limit has passed, with `detail()` appended.
 */
export async function waitFor<Value>(
  what: string,
  options: WaitOptions,
  look: () => Value | null | undefined | false,
  detail: () => string = () => "",
): Promise<Value> {
  const end = Date.now() + options.limitMillis;
  for (;;) {
    const isLast = Date.now() >= end;
    const found = look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (isLast) break;
    await pause(Math.min(options.everyMillis ?? 5, Math.max(1, end - Date.now())));
  }
  const more = detail();
  const because = more === "" ? "" : `\n${more}`;
  throw new Error(`waited ${options.limitMillis} ms in vain for: ${what}${because}`);
}

/** A span that a measurement lasts; not a way to wait for something to have happened. */
export function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
