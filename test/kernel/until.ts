import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";

/**
 * Lets the event loop go round until `condition` holds; fails with `otherwise` after five
 * seconds.
 */
export async function until(condition: () => boolean, otherwise: string): Promise<void> {
  const limit = performance.now() + 5000;
  while (!condition()) {
    assert.ok(performance.now() < limit, otherwise);
    await setImmediate();
  }
}
