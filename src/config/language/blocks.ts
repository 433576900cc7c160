/** Builds the tree of statements from lines and braces, and recovers where braces are wrong. */
import { languageCodes } from "../diagnostics/codes-language.ts";
import { limits } from "./limits.ts";
import type { Report } from "./report.ts";
import type { SourceText } from "./source-text.ts";
import { Tape } from "./tape.ts";
import type { Span, Statement, Word } from "./tree.ts";

/** What is known of where blocks stand. */
export interface BlockNames {
  /** Whether it stands outside all others, and never inside one. */
  has(keyword: string): boolean;
  /**
   * How many of the open blocks, the outermost first, may stay open where a block of `keyword`
   * begins; null where it belongs in the last one, or nobody knows.
   */
  depthOf?(open: readonly string[], keyword: string): number | null;
  /** Whether a line that begins with `word` belongs into the last of the open blocks. */
  belongs?(open: readonly string[], word: string): boolean;
  /** What stands in the block of a keyword in the last of the open blocks; null for no block. */
  takes?(open: readonly string[], keyword: string): "keywords" | "lines" | null;
}

/** A kind of open block, by the keywords around it: thousands of blocks are of few kinds. */
interface Kind {
  /** The keywords of the open blocks, this one last. */
  readonly open: readonly string[];
  readonly inside: Map<string, Kind>;
  /** How many of `open` may stay open where a block of that keyword begins; null is all. */
  readonly depths: Map<string, number | null>;
}

const kindOf = (open: readonly string[]): Kind => ({ open, inside: new Map(), depths: new Map() });

interface OpenBlock {
  readonly kind: Kind;
  /** Its `{` on the tape. */
  readonly index: number;
  /** It belongs to no statement, and is left out. */
  readonly isOrphan: boolean;
}

const nothing = -1;

/** Collects statements; `open` and `close` may come in any order and number. */
export class BlockBuilder {
  readonly #tape: Tape;
  readonly #report: Report;
  readonly #open: OpenBlock[] = [];
  readonly #names: BlockNames;
  readonly #outside = kindOf([]);
  /** The statement that a `{` would belong to, on the tape. */
  #last = nothing;
  #lastStartsLine = false;

  constructor(report: Report, names: BlockNames, sources: readonly SourceText[]) {
    this.#tape = new Tape(sources);
    this.#report = report;
    this.#names = names;
  }

  /** What was collected; the end has to be told before. */
  get statements(): readonly Statement[] {
    return this.#tape.all();
  }

  statement(words: readonly [Word, ...Word[]], text: string, startsLine: boolean): void {
    this.#last = this.#tape.statement({ words, text });
    this.#lastStartsLine = startsLine;
  }

  /** A statement of a plain line, by the offset of its first word. */
  plainStatement(source: SourceText, offset: number): void {
    this.#last = this.#tape.plainStatement(source, offset);
    this.#lastStartsLine = true;
  }

  open(span: Span): void {
    const keyword = this.#beforeOpen();
    this.#opened(keyword, this.#tape.open(span));
  }

  plainOpen(source: SourceText, offset: number): void {
    const keyword = this.#beforeOpen();
    this.#opened(keyword, this.#tape.plainOpen(source, offset));
  }

  close(span: Span): void {
    const closed = this.#closed();
    if (closed === null) this.#extra(span);
    else if (!this.#isCut(closed)) this.#tape.close(closed.index, span);
  }

  plainClose(source: SourceText, offset: number): void {
    const closed = this.#closed();
    if (closed === null) this.#extra(source.spanAt(offset, 1));
    else if (!this.#isCut(closed)) this.#tape.plainClose(closed.index, source, offset);
  }

  /** The end of the last file: what is still open lacks its `}`. */
  end(): void {
    for (const { index, kind } of this.#open) {
      this.#report.say(languageCodes.missingCloseBrace, this.#tape.braceAt(index), {
        message: `missing "}": the configuration ends inside this ${nameOf(kind)}`,
        help: "this { is never closed",
      });
    }
    for (const open of this.#open.reverse()) this.#endUnclosed(open);
    this.#open.length = 0;
  }

  #beforeOpen(): string | null {
    if (this.#last === nothing) return null;
    const keyword = this.#tape.keywordTextAt(this.#last);
    if (this.#open.length > 0 && this.#lastStartsLine) this.#resynchronise(keyword);
    return keyword;
  }

  #opened(keyword: string | null, index: number): void {
    this.#last = nothing;
    const isTooDeep = this.#open.length >= limits.blockDepth;
    const kind = isTooDeep ? this.#kind : this.#kindInside(keyword ?? "");
    this.#open.push({ kind, index, isOrphan: keyword === null || isTooDeep });
    if (keyword !== null && !isTooDeep) return;
    const span = this.#tape.braceAt(index);
    if (keyword === null) this.#unexpected(span);
    else this.#tooDeep(span);
  }

  /** The block that ends here; null where none is open. */
  #closed(): OpenBlock | null {
    this.#last = nothing;
    return this.#open.pop() ?? null;
  }

  /** What belongs to no statement is taken off the tape again. */
  #isCut({ index, isOrphan }: OpenBlock): boolean {
    if (isOrphan) this.#tape.cut(index);
    return isOrphan;
  }

  /** Ends a block whose `}` the file lacks. */
  #endUnclosed(block: OpenBlock): void {
    if (!this.#isCut(block)) this.#tape.close(block.index, null);
  }

  /** Where a block begins inside one that it does not belong in, the `}` of that one is missing. */
  #resynchronise(name: string): void {
    const depth = this.#depthFor(name);
    if (depth === null || depth >= this.#open.length) return;
    const keyword = this.#tape.keywordAt(this.#last);
    if (keyword.quoted) return;
    const ended = this.#open.splice(depth);
    for (const { index, kind } of ended) {
      this.#report.say(languageCodes.missingCloseBrace, this.#tape.braceAt(index), {
        message: `missing "}": "${keyword.text}" begins inside this ${nameOf(kind)}`,
        help: `close this { before line ${keyword.span.line}`,
        consequence: `It is taken to end before line ${keyword.span.line}.`,
        related: [{ span: keyword.span, message: "begins inside it" }],
      });
    }
    this.#last = this.#tape.moveLast(() => {
      for (const each of ended.reverse()) this.#endUnclosed(each);
    });
  }

  #depthFor(keyword: string): number | null {
    const { open, depths } = this.#kind;
    const known = depths.get(keyword);
    if (known !== undefined) return known;
    const isOutermost = this.#names.has(keyword);
    const depth = isOutermost ? 0 : (this.#names.depthOf?.(open, keyword) ?? null);
    depths.set(keyword, depth);
    return depth;
  }

  get #kind(): Kind {
    return this.#open.at(-1)?.kind ?? this.#outside;
  }

  #kindInside(keyword: string): Kind {
    const { open, inside } = this.#kind;
    const known = inside.get(keyword);
    if (known !== undefined) return known;
    const kind = kindOf([...open, keyword]);
    inside.set(keyword, kind);
    return kind;
  }

  #extra(span: Span): void {
    this.#report.say(languageCodes.extraCloseBrace, span, {
      message: 'extra "}": no block is open here',
      help: "remove it, or give the block above its {",
    });
  }

  #unexpected(span: Span | null): void {
    this.#report.say(languageCodes.unexpectedOpenBrace, span, {
      message: 'unexpected "{": no keyword stands before it',
      help: "remove it, or put a keyword before it",
      consequence: "The block is left out.",
    });
  }

  #tooDeep(span: Span | null): void {
    this.#report.say(languageCodes.tooMuch, span, {
      message: `blocks are nested more than ${limits.blockDepth} deep`,
      consequence: "The block is left out.",
    });
  }
}

/** `"virtual_ipaddress"`; a block where no keyword stands before the brace. */
function nameOf({ open }: Kind): string {
  const keyword = open.at(-1) ?? "";
  return keyword === "" ? "block" : `"${keyword}"`;
}
