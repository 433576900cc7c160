/** Laid out lines as text: indented, comments behind neighbouring statements in one column. */
import { limits } from "../language/limits.ts";
import { encodeText } from "../language/text.ts";

export interface Row {
  /** Whether an opening brace on the next line may be joined to it. */
  readonly isStatement: boolean;
  readonly code: string;
  readonly comment: string;
  readonly depth: number;
}

const indentation = "    ";
/** Deeper blocks stand below each other. */
const deepest = 20;

export const opens = ({ code }: Row): boolean => code.endsWith("{");
export const closes = ({ code }: Row): boolean => code.startsWith("}");

export function textOfRows(rows: readonly Row[]): string {
  const lines: string[] = [];
  for (let from = 0; from < rows.length; ) {
    const group = neighbours(rows, from);
    const width = group.reduce((widest, { code }) => Math.max(widest, code.length), 0);
    for (const row of group) lines.push(`${lineOf(row, width)}\n`);
    from += group.length;
  }
  return lines.join("");
}

/** One row, or all statements of one depth in a row that have a comment behind them. */
function neighbours(rows: readonly Row[], from: number): readonly Row[] {
  let end = from;
  while (end < rows.length && isCommented(rows[end], rows[from]?.depth)) end++;
  return rows.slice(from, Math.max(end, from + 1));
}

const isCommented = (row: Row | undefined, depth: number | undefined): boolean =>
  row?.isStatement === true && row.comment !== "" && row.depth === depth;

function lineOf({ code, comment, depth }: Row, width: number): string {
  if (code === "" && comment === "") return "";
  const beside = code === "" || comment === "" ? comment : ` ${comment}`;
  const padding = " ".repeat(comment === "" ? 0 : Math.max(0, width - code.length));
  const line = indentation.repeat(Math.min(depth, deepest)) + code + padding + beside;
  // keepalived ignores longer lines.
  return isTooLong(line) ? code + beside : line;
}

const isTooLong = (line: string): boolean =>
  line.length * 3 > limits.lineBytes && encodeText(line).length > limits.lineBytes;
