/** Reads scenario files: see README.md. */
import { type Micros, seconds } from "../../src/wire/units.ts";

export interface Scenario {
  readonly title: string;
  /** What plays, line by line as it stands in the file. */
  readonly settings: readonly string[];
  readonly steps: readonly Step[];
}

export interface Step {
  /** Of the event's line in the file. */
  readonly line: number;
  readonly at: Micros;
  readonly event: readonly string[];
  /** Without the `>`. */
  readonly expected: readonly string[];
}

interface Draft {
  title: string;
  settings: string[];
  steps: { line: number; at: Micros; event: readonly string[]; expected: string[] }[];
}

/**
 * A scenario's settings begin with the line that `subject` fits, and end with its first event. Throws
 * with the line's number where the text is no scenario: a test file is ours.
 */
export function readScenarios(text: string, subject: RegExp): readonly Scenario[] {
  const drafts: Draft[] = [];
  for (const [index, raw] of text.split("\n").entries()) {
    readLine(drafts, raw.trim(), index + 1, subject);
  }
  return drafts.map(({ title, settings, steps }) => {
    if (settings.length === 0 || steps.length === 0)
      throw new Error(`"${title}" has nothing to play`);
    return { title, settings, steps };
  });
}

function readLine(drafts: Draft[], line: string, number: number, subject: RegExp): void {
  if (line === "" || line.startsWith("#")) return;
  if (line.startsWith("== ")) {
    drafts.push({ title: line.slice(3), settings: [], steps: [] });
    return;
  }
  const draft = drafts.at(-1);
  if (draft === undefined) throw new Error(`line ${number}: no scenario has begun`);
  const words = line.split(/\s+/);
  if (draft.settings.length === 0 && !subject.test(line)) return;
  if (words[0] === ">") {
    const step = draft.steps.at(-1);
    if (step === undefined) throw new Error(`line ${number}: nothing has happened yet`);
    step.expected.push(words.slice(1).join(" "));
    return;
  }
  const moment = Number(words[0]);
  if (Number.isNaN(moment)) {
    if (draft.steps.length > 0) throw new Error(`line ${number}: "${line}" is no event`);
    draft.settings.push(line);
    return;
  }
  draft.steps.push({ line: number, at: seconds(moment), event: words.slice(1), expected: [] });
}
