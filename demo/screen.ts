/** What the demo prints: lines as things happen, and below them the service of this moment. */
import { silence } from "./strip.ts";

export type Paint = (text: string) => string;

export interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly doubtful: Paint;
  readonly first: Paint;
  readonly second: Paint;
}

export interface Screen {
  readonly palette: Palette;
  /** Prints a line that stays. */
  line(text?: string): void;
  /** Redraws the last line of a terminal; nothing where the output is not a terminal. */
  status(text: string): void;
}

/** Colours only for a person at a terminal who wants them (https://no-color.org). */
export function wantsColour(isTerminal: boolean, noColour: string | undefined): boolean {
  return isTerminal && (noColour === undefined || noColour === "");
}

export function paletteFor(colour: boolean): Palette {
  const paint =
    (code: string): Paint =>
    (text) =>
      colour ? `\x1b[${code}m${text}\x1b[0m` : text;
  return {
    bold: paint("1"),
    dim: paint("2"),
    good: paint("32"),
    bad: paint("1;31"),
    doubtful: paint("33"),
    first: paint("32"),
    second: paint("36"),
  };
}

/** The screen on standard output. */
export function openScreen(): Screen {
  const isTerminal = process.stdout.isTTY === true;
  const palette = paletteFor(wantsColour(isTerminal, process.env.NO_COLOR));
  const clear = isTerminal ? "\r\x1b[K" : "";
  return {
    palette,
    line: (text = "") => void process.stdout.write(`${clear}${text}\n`),
    status: (text) => {
      if (isTerminal) process.stdout.write(`${clear}${text}`);
    },
  };
}

/** Colours the letters of a service strip: A, B, and silence. */
export function paintStrip(strip: string, palette: Palette): string {
  const runs = strip.match(/(.)\1*/g) ?? [];
  return runs
    .map((run) => {
      if (run.startsWith("A")) return palette.first(run);
      if (run.startsWith("B")) return palette.second(run);
      return run.startsWith(silence) ? palette.bad(run) : palette.doubtful(run);
    })
    .join("");
}

/** "3.61 s" from a second up, "12 ms" below. */
export function formatMillis(millis: number): string {
  if (millis >= 1_000) return `${(millis / 1_000).toFixed(2)} s`;
  return `${Math.round(millis)} ms`;
}

/** Rows under headings, columns as wide as their widest cell. */
export function formatTable(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    }
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
