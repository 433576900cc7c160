/**
 * Edited lines as a unified diff, which patch(1) takes. Lines that may hold a password are never
 * its context, and where one changes itself, the diff is only to be read.
 */
import { mayHoldSecret } from "../build/mask-secrets.ts";
import { withoutSecret } from "../diagnostics/excerpt.ts";
import type { EditedLine } from "./edit-lines.ts";

const contextLines = 3;

/** The lines of the diff without newlines; none where nothing changes. */
export function unifiedDiff(path: string, lines: readonly EditedLine[]): readonly string[] {
  const changed = lines.flatMap(({ before, after }, index) => (before === after ? [] : [index]));
  if (changed.length === 0) return [];
  return [
    `--- ${path}`,
    `+++ ${path}`,
    ...groupsOf(lines, changed).flatMap(([first, last]) => hunk(lines, first, last)),
  ];
}

/** First and last changed line of each run whose contexts touch. */
function groupsOf(
  lines: readonly EditedLine[],
  changed: readonly number[],
): readonly (readonly [number, number])[] {
  const groups: [number, number][] = [];
  for (const index of changed) {
    const group = groups.at(-1);
    if (group === undefined || !touches(lines, group[1], index)) groups.push([index, index]);
    else group[1] = index;
  }
  return groups;
}

/** Nothing between two changed lines keeps them from standing in one hunk. */
const touches = (lines: readonly EditedLine[], from: number, to: number): boolean =>
  to - from <= 2 * contextLines && !lines.slice(from + 1, to).some(isSecret);

const isSecret = ({ before, after }: EditedLine): boolean =>
  mayHoldSecret(before) || mayHoldSecret(after ?? "");

function hunk(lines: readonly EditedLine[], first: number, last: number): readonly string[] {
  const from = first - contextOf(lines.slice(Math.max(0, first - contextLines), first).reverse());
  const behind = contextOf(lines.slice(last + 1, last + 1 + contextLines));
  const shown = lines.slice(from, last + 1 + behind);
  const removedBefore = lines.slice(0, from).filter(({ after }) => after === null).length;
  const kept = shown.filter(({ after }) => after !== null).length;
  const start = from - removedBefore + (kept === 0 ? 0 : 1);
  return [
    `@@ -${from + 1},${shown.length} +${start},${kept} @@`,
    ...shown.flatMap((line) => {
      const { before, after } = line;
      if (before === after) return withTerminator(" ", before);
      const hides = isSecret(line);
      const added = after === null ? [] : withTerminator("+", after, hides);
      return [...withTerminator("-", before, hides), ...added];
    }),
  ];
}

/** How many of the lines beside a change can be shown, the nearest first. */
function contextOf(lines: readonly EditedLine[]): number {
  const secret = lines.findIndex(isSecret);
  return secret === -1 ? lines.length : secret;
}

/** As it stands, a carriage return included. */
function withTerminator(sign: string, line: string, hides = false): readonly string[] {
  const text = line.endsWith("\n") ? line.slice(0, -1) : line;
  const shown = `${sign}${hides ? withoutSecret(text) : text}`;
  return text === line ? [shown, "\\ No newline at end of file"] : [shown];
}
