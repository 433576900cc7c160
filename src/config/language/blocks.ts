/** Builds the tree of statements from lines and braces, and recovers where braces are wrong. */
import { languageCodes } from "../diagnostics/codes-language.ts";
import { limits } from "./limits.ts";
import type { Report } from "./report.ts";
import type { Block, Span, Statement, Word } from "./tree.ts";

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** What is known of where blocks stand. */
export interface BlockNames {
  /** Whether it stands outside all others, and never inside one. */
  has(keyword: string): boolean;
  /**
   * How many of the open blocks, the outermost first, may stay open where a block of `keyword`
   * begins; null where it belongs in the last one, or nobody knows.
   */
  depthOf?(open: readonly string[], keyword: string): number | null;
}

interface OpenBlock {
  readonly keyword: string;
  readonly block: Writable<Block>;
  /** Where statements went before it was opened. */
  readonly outer: Statement[];
}

/** Collects statements; `open` and `close` may come in any order and number. */
export class BlockBuilder {
  readonly statements: Statement[] = [];
  readonly #report: Report;
  readonly #open: OpenBlock[] = [];
  readonly #names: BlockNames;
  #current: Statement[] = this.statements;
  /** The statement that a `{` would belong to. */
  #last: Writable<Statement> | null = null;
  #lastStartsLine = false;

  constructor(report: Report, names: BlockNames) {
    this.#report = report;
    this.#names = names;
  }

  statement(words: readonly [Word, ...Word[]], text: string, startsLine: boolean): void {
    const statement = { words, text, block: null };
    this.#current.push(statement);
    this.#last = statement;
    this.#lastStartsLine = startsLine;
  }

  open(span: Span): void {
    const statements: Statement[] = [];
    const block: Writable<Block> = { statements, open: span, close: null };
    if (this.#last !== null && this.#open.length > 0) this.#resynchronise(this.#last);
    if (this.#last === null) this.#unexpected(span);
    else if (this.#open.length < limits.blockDepth) this.#last.block = block;
    else this.#tooDeep(span);
    const keyword = this.#last?.words[0].text ?? "";
    this.#last = null;
    this.#open.push({ keyword, block, outer: this.#current });
    this.#current = statements;
  }

  close(span: Span): void {
    this.#last = null;
    const closed = this.#open.pop();
    if (closed === undefined) {
      this.#report.say(languageCodes.extraCloseBrace, span, {
        message: 'extra "}": no block is open here',
        help: "remove it, or give the block above its {",
      });
      return;
    }
    closed.block.close = span;
    this.#current = closed.outer;
  }

  /** The end of the last file: what is still open lacks its `}`. */
  end(): void {
    for (const { block } of this.#open) {
      this.#report.say(languageCodes.missingCloseBrace, block.open, {
        message: 'missing "}": the configuration ends inside this block',
        help: "this { is never closed",
      });
    }
    this.#open.length = 0;
  }

  /** Where a block begins inside one that it does not belong in, the `}` of that one is missing. */
  #resynchronise(statement: Statement): void {
    const [keyword] = statement.words;
    if (!this.#lastStartsLine || keyword.quoted) return;
    const open = this.#open.map((each) => each.keyword);
    const isOutermost = this.#names.has(keyword.text);
    const depth = isOutermost ? 0 : (this.#names.depthOf?.(open, keyword.text) ?? null);
    const [first, ...others] = depth === null ? [] : this.#open.splice(depth);
    if (first === undefined) return;
    for (const { block } of [first, ...others]) {
      this.#report.say(languageCodes.missingCloseBrace, block.open, {
        message: `missing "}": "${keyword.text}" begins inside this block`,
        help: `close this { before line ${keyword.span.line}`,
        consequence: `It is taken to end before line ${keyword.span.line}.`,
      });
    }
    this.#report.say(languageCodes.closedHere, keyword.span, {
      message: `"${keyword.text}" begins inside another block, which is taken to end before it`,
    });
    this.#current.pop();
    this.#current = first.outer;
    this.#current.push(statement);
  }

  #unexpected(span: Span): void {
    this.#report.say(languageCodes.unexpectedOpenBrace, span, {
      message: 'unexpected "{": no keyword stands before it',
      help: "remove it, or put a keyword before it",
      consequence: "The block is left out.",
    });
  }

  #tooDeep(span: Span): void {
    this.#report.say(languageCodes.tooMuch, span, {
      message: `blocks are nested more than ${limits.blockDepth} deep`,
      consequence: "The block is left out.",
    });
  }
}
