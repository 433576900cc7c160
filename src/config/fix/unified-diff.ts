/** Edited lines as a unified diff, which patch(1) takes. */
import type { EditedLine } from "./edit-lines.ts";

const contextLines = 3;

/** The lines of the diff without newlines; none where nothing changes. */
export function unifiedDiff(path: string, lines: readonly EditedLine[]): readonly string[] {
  const changed = lines.flatMap(({ before, after }, index) => (before === after ? [] : [index]));
  if (changed.length === 0) return [];
  return [
    `--- ${path}`,
    `+++ ${path}`,
    ...groupsOf(changed).flatMap(([first, last]) => hunk(lines, first, last)),
  ];
}

/** First and last changed line of each run whose contexts touch. */
function groupsOf(changed: readonly number[]): readonly (readonly [number, number])[] {
  const groups: [number, number][] = [];
  for (const index of changed) {
    const group = groups.at(-1);
    if (group === undefined || index - group[1] > 2 * contextLines) groups.push([index, index]);
    else group[1] = index;
  }
  return groups;
}

function hunk(lines: readonly EditedLine[], first: number, last: number): readonly string[] {
  const from = Math.max(0, first - contextLines);
  const shown = lines.slice(from, last + contextLines + 1);
  const removedBefore = lines.slice(0, from).filter(({ after }) => after === null).length;
  const kept = shown.filter(({ after }) => after !== null).length;
  const start = from - removedBefore + (kept === 0 ? 0 : 1);
  return [
    `@@ -${from + 1},${shown.length} +${start},${kept} @@`,
    ...shown.flatMap(({ before, after }) => {
      if (before === after) return withTerminator(" ", before);
      const added = after === null ? [] : withTerminator("+", after);
      return [...withTerminator("-", before), ...added];
    }),
  ];
}

/** As it stands, a carriage return included. */
function withTerminator(sign: string, line: string): readonly string[] {
  return line.endsWith("\n")
    ? [`${sign}${line.slice(0, -1)}`]
    : [`${sign}${line}`, "\\ No newline at end of file"];
}
