/**
 * How one process of keepalived goes through a file: no recovery, so that after a wrong brace every
 * keyword is looked up in whatever block happens to be open, and each one that is not known there
 * is complained about.
 */
import type { Argument } from "../keywords/argument.ts";
import type { Keyword } from "../keywords/keyword.ts";
import { mayBegin } from "../keywords/list-words.ts";
import { needsArgument } from "../keywords/needs-argument.ts";
import { keywordOf, type SectionName, sectionIn } from "../keywords/table.ts";
import type { Span } from "../language/tree.ts";
import { type LineKey, lineKey } from "./line-key.ts";
import { isActiveIn, type Process } from "./processes.ts";

interface OpenSection {
  readonly section: SectionName;
  /** Its `{` has yet to come. */
  awaitsBrace: boolean;
}

/** Where a process stands between two pieces of a file. */
type Mode =
  | { readonly kind: "keywords" }
  /** The block of another process: it is skipped up to its `}`. */
  | { readonly kind: "skipping"; depth: number }
  /** Behind a keyword of another process: its block begins here, or it has none. */
  | { readonly kind: "mayskip" }
  /** Lines of data up to the next `}`. */
  | { readonly kind: "data"; readonly list: string; isFirst: boolean; hasBrace: boolean };

export class Walk {
  /** The places it complains about, in order. */
  readonly complaints: Span[] = [];
  /** The lines whose first word it takes for what it is. */
  readonly understood = new Set<LineKey>();
  /** The lines of virtual servers without a real server: it leaves those out. */
  readonly unserved = new Set<LineKey>();
  /** A virtual router is among what it understood. */
  hasInstance = false;
  readonly process: Process;
  readonly #open: OpenSection[] = [{ section: "root", awaitsBrace: false }];
  #mode: Mode = { kind: "keywords" };
  #braces = 0;
  #server: { readonly lines: LineKey[]; isServed: boolean } | null = null;
  #fatal: Span | null = null;

  constructor(process: Process) {
    this.process = process;
  }

  /** The keyword without its parameter that it stops reading at. */
  get fatal(): Span | null {
    return this.#fatal;
  }

  /** Braces are still open. */
  get isOpen(): boolean {
    return this.#braces > 0;
  }

  open(span: Span): void {
    if (this.#fatal !== null) return;
    this.#braces++;
    const mode = this.#mode;
    if (mode.kind === "skipping") mode.depth++;
    else if (mode.kind === "mayskip") this.#mode = { kind: "skipping", depth: 1 };
    else if (mode.kind === "data") this.#dataBrace(mode, span);
    else if (this.#current.awaitsBrace) this.#current.awaitsBrace = false;
    else this.complaints.push(span);
  }

  close(span: Span): void {
    if (this.#fatal !== null) return;
    if (this.#braces === 0) this.complaints.push(span);
    else this.#braces--;
    const mode = this.#mode;
    if (mode.kind === "skipping" && --mode.depth > 0) return;
    this.#mode = { kind: "keywords" };
    if (mode.kind === "skipping" || mode.kind === "data") return;
    this.#awaitedBrace(span);
    if (this.#open.length === 1) this.complaints.push(span);
    else if (this.#open.pop()?.section === "virtual_server") this.#endServer();
  }

  /** `count` words; the first is `name`. */
  words(name: string, count: number, span: Span): void {
    if (this.#fatal !== null) return;
    if (this.#mode.kind === "mayskip") this.#mode = { kind: "keywords" };
    if (this.#mode.kind === "data") this.#dataLine(this.#mode, name, span);
    if (this.#mode.kind !== "keywords") return;
    this.#awaitedBrace(span);
    const { section } = this.#current;
    const keyword = keywordOf(section, name);
    if (keyword === null) this.complaints.push(span);
    else if (!isActiveIn(this.process, section, name)) this.#mode = { kind: "mayskip" };
    else this.#keyword(keyword, name, count, span);
  }

  /** Nothing more comes: blocks that are open end here. */
  end(): void {
    this.#endServer();
  }

  #keyword(keyword: Keyword, name: string, count: number, span: Span): void {
    this.understood.add(lineKey(span));
    if (name === "vrrp_instance") this.hasInstance = true;
    if (name === "virtual_server") this.#server = { lines: [], isServed: false };
    if (name === "real_server" && this.#server !== null) this.#server.isServed = true;
    this.#server?.lines.push(lineKey(span));
    if (count > 1 || !needsArgument(keyword.argument)) return this.#enter(name, keyword.argument);
    this.complaints.push(span);
    if (keyword.missingValue !== "named") this.#fatal = span;
  }

  #endServer(): void {
    const { lines, isServed } = this.#server ?? { lines: [], isServed: true };
    this.#server = null;
    if (!isServed) for (const line of lines) this.unserved.add(line);
  }

  get #current(): OpenSection {
    return this.#open.at(-1) as OpenSection;
  }

  #awaitedBrace(span: Span): void {
    if (!this.#current.awaitsBrace) return;
    this.#current.awaitsBrace = false;
    this.complaints.push(span);
  }

  #dataLine(mode: Mode & { kind: "data" }, word: string, span: Span): void {
    mode.isFirst = false;
    if (!mayBegin(mode.list, word)) this.complaints.push(span);
    else if (mode.hasBrace) this.understood.add(lineKey(span));
  }

  /** A brace in front of the data opens the block; one behind is a line of data. */
  #dataBrace(mode: Mode & { kind: "data" }, span: Span): void {
    if (mode.isFirst) mode.hasBrace = true;
    else this.complaints.push(span);
    mode.isFirst = false;
  }

  #enter(name: string, argument: Argument): void {
    const inner = sectionIn(this.#current.section, name);
    if (isData(argument) || inner === "virtual_server_group") {
      this.#mode = { kind: "data", list: name, isFirst: true, hasBrace: false };
    } else if (inner !== null) {
      this.#open.push({ section: inner, awaitsBrace: true });
    }
  }
}

const isData = (argument: Argument): boolean => argument.kind === "lines";
