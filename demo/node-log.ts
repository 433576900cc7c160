/** What the nodes of a demo log, as far as it is shown. */
import type { Node } from "../test/lab/router.ts";
import type { Screen } from "./screen.ts";
import type { Timeline } from "./timeline.ts";

/** Lines in which `storyLine` finds its group join the timeline. */
export function tellLog(
  node: Node,
  letter: string,
  storyLine: RegExp,
  { tell }: Pick<Timeline, "tell">,
  { palette }: Screen,
): void {
  node.process.onLine((line) => {
    const said = storyLine.exec(line.text)?.[1];
    if (said === undefined) return;
    tell(line.atMillis, palette.dim(`${letter} logs "${said}"`));
  });
}

/** For a step that failed: the last lines of each. */
export const lastWordsOf = (nodes: ReadonlyMap<string, Node>): string[] =>
  [...nodes].flatMap(([name, { process }]) => {
    const state = process.isRunning() ? "said last" : "has ended, and said last";
    const lines = process.lines.slice(-8).map((line) => `     │ ${line.text}`);
    return [`     ${name.toUpperCase()} ${state}:`, ...lines];
  });
