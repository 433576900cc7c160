/** The source line of a diagnostic with a run of carets under the exact words. */
import type { Span } from "../language/tree.ts";

export interface Excerpt {
  /** The line as it can be printed: tabs widened, what cannot be seen made visible. */
  readonly text: string;
  /** Columns of the screen before the run of carets. */
  readonly indent: number;
  /** Length of the run in columns of the screen, at least 1. */
  readonly width: number;
}

const tabWidth = 2;
/** Longer lines are cut around the span: a terminal would fold them and misplace the carets. */
const longestShown = 160;
const shownBefore = 60;
const stars = "********";
const ellipsis = "…";

/**
 * What to show of `line` for a span on it. `secret` hides everything but the first word, `"line"`
 * that one too.
 */
export function excerptOf(line: string, span: Span, secret: boolean | "line" = false): Excerpt {
  const shown = secret === "line" ? allStars(line) : secret ? withoutSecret(line) : line;
  const from = Math.min(Math.max(0, span.column - 1), shown.length);
  const to = Math.min(Math.max(from, from + span.length), shown.length);
  const start = from > shownBefore && shown.length > longestShown ? from - shownBefore : 0;
  const end = Math.min(shown.length, start + longestShown);
  const lead = start > 0 ? ellipsis : "";
  const before = printable(shown.slice(start, from));
  const marked = printable(shown.slice(from, Math.min(to, end)));
  const after = printable(shown.slice(Math.min(to, end), end));
  const tail = end < shown.length ? ellipsis : "";
  return {
    text: (lead + before + marked + after + tail).trimEnd(),
    indent: lead.length + displayWidth(before),
    width: Math.max(1, displayWidth(marked)),
  };
}

/** The columns a text takes on a terminal: wide characters of East Asia two, combining ones none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x300) width++;
    else if (!/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(letter)) width += isWide(code) ? 2 : 1;
  }
  return width;
}

/** The first word stays; the password or key behind it is as many stars as any other. */
export function withoutSecret(line: string): string {
  return line.replace(/^(\s*[^\s=:]+[\s=:]+).*$/s, `$1${stars}`);
}

const allStars = (line: string): string => line.replace(/\S.*$/s, stars);

/** Tabs become blanks, and what would move the cursor or change colours a replacement mark. */
function printable(text: string): string {
  const widened = text.replaceAll("\t", " ".repeat(tabWidth));
  return widened.replaceAll(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu, "\ufffd");
}

/** East Asian Width W and F, in the blocks that text uses (Unicode, UAX #11). */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
