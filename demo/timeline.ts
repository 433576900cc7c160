/** What happens, as lines with the time since the demo's start. */
import type { Screen } from "./screen.ts";

export interface Timeline {
  tell(atMillis: number, text: string): void;
  /** From here on nothing is told any more: what ends now is being cleared away. */
  fallCurtain(): void;
}

export function openTimeline(screen: Screen): Timeline {
  const startMillis = Date.now();
  let isOver = false;
  return {
    tell: (atMillis, text) => {
      if (isOver) return;
      const seconds = Math.max(0, atMillis - startMillis) / 1_000;
      screen.line(`${screen.palette.dim(`${seconds.toFixed(2).padStart(7)} s`)}   ${text}`);
    },
    fallCurtain: () => {
      isOver = true;
    },
  };
}
