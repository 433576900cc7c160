/** Tables for a terminal: columns below each other, and no line longer than the screen is wide. */

export type Style = "good" | "bad" | "changing" | "quiet" | "title";

/** A word or two in a colour of its own. */
export interface Styled {
  readonly text: string;
  readonly style: Style;
}

export type Cell = string | Styled;

export interface Paper {
  /** Characters; infinite where nobody looks at a screen. */
  readonly width: number;
  readonly colour: boolean;
}

/** Between columns. */
const gap = "  ";

/**
 * A heading and rows; a row that is one cell only spans the table, below the first column, on as many
 * lines as it needs: it says what is wrong.
 */
export function tableLines(
  titles: readonly string[],
  rows: readonly (readonly Cell[])[],
  paper: Paper,
): readonly string[] {
  const heading = titles.map((text): Styled => ({ text, style: "title" }));
  const all = [heading, ...rows];
  const widths = titles.map((_, column) =>
    Math.max(...all.map((row) => (row.length === 1 ? 0 : textOf(row[column] ?? "").length))),
  );
  return all.flatMap((row) => {
    const [only] = row;
    if (row.length !== 1 || only === undefined) return [line(row, widths, paper)];
    return noteLines(only, paper);
  });
}

const continued = `${gap}  `;

function noteLines(cell: Cell, paper: Paper): readonly string[] {
  const style = typeof cell === "string" ? null : cell.style;
  return wrapped(textOf(cell), paper.width - continued.length).map((text, index) => {
    const shown = fitted(text, paper.width - continued.length);
    const indent = index === 0 ? gap : continued;
    return `${indent}${style === null ? shown : paint(shown, style, paper.colour)}`;
  });
}

/** Broken between words. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last === undefined || longer.length > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** Cells one after another, each as wide as its column; what does not fit is cut. */
export function line(cells: readonly Cell[], widths: readonly number[], paper: Paper): string {
  let rest = paper.width;
  const parts = cells.map((cell, index) => {
    const isLast = index === cells.length - 1;
    const padded = textOf(cell).padEnd(isLast ? 0 : (widths[index] ?? 0));
    const text = fitted(`${padded}${isLast ? "" : gap}`, rest);
    rest -= text.length;
    return typeof cell === "string" ? text : paint(text, cell.style, paper.colour);
  });
  return parts.join("").trimEnd();
}

export function paint(text: string, style: Style, colour: boolean): string {
  return colour && text.trim() !== "" ? `\x1b[${codes[style]}m${text}\x1b[0m` : text;
}

/** ECMA-48, SGR. */
const codes: Readonly<Record<Style, string>> = {
  good: "32",
  bad: "1;31",
  changing: "33",
  quiet: "2",
  title: "1",
};

/** What does not fit is cut. */
export const fitted = (text: string, width: number): string =>
  text.length <= width ? text : width <= 1 ? "" : `${text.slice(0, width - 1)}…`;

const textOf = (cell: Cell): string => (typeof cell === "string" ? cell : cell.text);
