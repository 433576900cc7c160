/** One text, laid out: four blanks a level, one statement a line, one blank line at most. */
import { Depths } from "./depths.ts";
import {
  conditionOf,
  type FileLine,
  fileLinesOf,
  isDefinition,
  withoutCondition,
} from "./file-lines.ts";
import { depthChange, evenlySpaced } from "./pieces.ts";
import { closes, opens, type Row, textOfRows } from "./rows.ts";

/** Lays out any text. Doing it twice is doing it once. */
export function layOut(text: string): string {
  const layout = new Layout();
  for (const line of fileLinesOf(text)) layout.add(line);
  return textOfRows(layout.rows);
}

class Layout {
  readonly rows: Row[] = [];
  readonly #depths = new Depths();
  #blankBefore = false;
  /** Of the line that goes on: its depth, and how many blocks a definition has opened in itself. */
  #begun = { depth: 0, opened: 0 };

  add(line: FileLine): void {
    switch (line.kind) {
      case "blank":
        this.#blankBefore = true;
        return;
      case "comment":
        return this.#push({ ...empty, comment: line.comment, depth: this.#depths.at(null) });
      case "plain":
        return this.#addPieces(line.pieces, line.comment);
      case "whole":
        return this.#addWhole(line.code, line.comment);
      case "continued":
        return this.#goOn(line.text, line.inDefinition);
    }
  }

  /** The comment stays beside the first piece. */
  #addPieces(pieces: readonly string[], comment: string): void {
    for (const [index, code] of pieces.entries()) {
      const own = index === 0 ? comment : "";
      if (code === "{" && this.#joinBrace(own)) continue;
      if (code === "}") this.#depths.pass(code, null);
      const isStatement = code !== "}" && !code.endsWith("{");
      this.#push({ isStatement, code, comment: own, depth: this.#depths.at(null) });
      if (code !== "}") this.#depths.pass(code, null);
    }
  }

  /** A brace on the line below its keyword goes behind it. */
  #joinBrace(comment: string): boolean {
    const last = this.rows.at(-1);
    if (last?.isStatement !== true || (comment !== "" && last.comment !== "")) return false;
    const code = `${last.code} {`;
    this.rows.pop();
    this.rows.push({ ...last, isStatement: false, code, comment: last.comment || comment });
    this.#blankBefore = false;
    this.#depths.pass("{", null);
    return true;
  }

  #addWhole(written: string, comment: string): void {
    const code = isCarriedOut(written) ? written : evenlySpaced(written);
    const condition = conditionOf(code);
    const line = withoutCondition(code);
    const depth = this.#depths.at(condition) - (line.startsWith("}") ? 1 : 0);
    this.#push({ ...empty, code, comment, depth: Math.max(0, depth) });
    this.#begun = { depth, opened: depthChange(line) };
    if (!isDefinition(code)) this.#depths.pass(line, condition);
  }

  /** Also an empty line counts, and so does a comment: they end a definition. */
  #goOn(code: string, inDefinition: boolean): void {
    const { depth, opened } = this.#begun;
    const inner = inDefinition ? Math.max(0, opened - (code.startsWith("}") ? 1 : 0)) : 0;
    this.rows.push({ ...empty, code, depth: depth + 1 + inner });
    this.#begun = { depth, opened: opened + depthChange(code) };
    if (!inDefinition) this.#depths.pass(code, null);
  }

  #push(row: Row): void {
    const last = this.rows.at(-1);
    const isParted = this.#blankBefore && last !== undefined && !opens(last) && !closes(row);
    if (isParted) this.rows.push(empty);
    this.#blankBefore = false;
    this.rows.push(row);
  }
}

const empty: Row = { isStatement: false, code: "", comment: "", depth: 0 };

/** The white space in such a line may be part of a value. */
const isCarriedOut = (code: string): boolean => /^(?:[$@~]|include)|\0/.test(code);
