/** Builds the tree of statements from lines and braces, and recovers where braces are wrong. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Block, Span, Statement, Word } from "./tree.ts";

interface OpenBlock {
  readonly statements: Statement[];
  /** Null for the file itself. */
  readonly open: Span | null;
  readonly close: (at: Span | null) => void;
}

/** Collects statements; `open` and `close` may come in any order and number. */
export class BlockBuilder {
  readonly statements: Statement[] = [];
  readonly diagnostics: Diagnostic[];
  #stack: OpenBlock[] = [];
  #current: Statement[];
  /** The statement that a `{` would belong to. */
  #awaiting: { -readonly [Key in keyof Statement]: Statement[Key] } | null = null;

  constructor(diagnostics: Diagnostic[]) {
    this.diagnostics = diagnostics;
    this.#current = this.statements;
  }

  statement(words: readonly [Word, ...Word[]], text: string): void {
    const statement = { words, text, block: null };
    this.#current.push(statement);
    this.#awaiting = statement;
  }

  open(span: Span): void {
    const owner = this.#awaiting;
    this.#awaiting = null;
    if (owner === null) {
      this.diagnostics.push({
        code: "HF0011",
        severity: "error",
        span,
        message: 'unexpected "{": no keyword stands before it',
        help: "remove it, or put the block's keyword before it",
        consequence: "The block is skipped.",
      });
    }
    const block: { -readonly [Key in keyof Block]: Block[Key] } & { statements: Statement[] } = {
      statements: [],
      open: span,
      close: null,
    };
    if (owner !== null) owner.block = block;
    const outer = this.#current;
    this.#current = block.statements;
    this.#stack.push({
      statements: outer,
      open: span,
      close: (at) => {
        block.close = at;
      },
    });
  }

  close(span: Span): void {
    this.#awaiting = null;
    const block = this.#stack.pop();
    if (block === undefined) {
      this.diagnostics.push({
        code: "HF0012",
        severity: "error",
        span,
        message: 'extra "}": no block is open',
        help: "remove it, or look for a missing {",
      });
      return;
    }
    block.close(span);
    this.#current = block.statements;
  }

  /** The end of the last file: what is still open lacks its `}`. */
  end(): void {
    for (const block of this.#stack) {
      this.diagnostics.push({
        code: "HF0013",
        severity: "error",
        span: block.open,
        message: 'missing "}": the file ends before this block is closed',
        help: "this { has no }",
      });
    }
    this.#stack = [];
  }
}
