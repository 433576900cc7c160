/** The line below the timeline that shows the last seconds. */
import type { Screen } from "./screen.ts";

/** Draws it ten times a second until the function returned is called. */
export function showLive(screen: Screen, lineOf: (nowMillis: number) => string): () => void {
  const timer = setInterval(() => screen.status(lineOf(Date.now())), 100);
  return () => {
    clearInterval(timer);
    screen.status("");
  };
}
