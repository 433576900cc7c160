/**
 * Statements and braces in the order of the files, as pairs of numbers: what a file of 200,000
 * lines takes is a few megabytes and no object, and the objects of a block live while somebody
 * looks at it.
 *
 *     statement  place, -1
 *     {          place, index behind its }
 *     }          place, -2
 *
 * A place is an offset into all files together; below zero it is an entry of a list.
 */
import { PlainStatement, plainWordAt } from "./plain-line.ts";
import type { SourceText } from "./source-text.ts";
import type { Block, Span, Statement, Word } from "./tree.ts";

/** A statement that did not come from a plain line, and the place of such a brace. */
type Written = WrittenStatement | Span;

interface WrittenStatement {
  readonly words: readonly [Word, ...Word[]];
  readonly text: string;
}

const isStatement = -1;
const isClose = -2;
/** The place of a `}` that the file lacks. */
const nowhere = -0x8000_0000;
const firstLength = 4_096;

export class Tape {
  readonly #sources: readonly SourceText[];
  readonly #written: Written[] = [];
  #items = new Int32Array(firstLength);
  #length = 0;

  /** `sources` may still grow. */
  constructor(sources: readonly SourceText[]) {
    this.#sources = sources;
  }

  /** Where the next item goes. */
  get length(): number {
    return this.#length;
  }

  /** A statement of a plain line, by the offset of its first word. Gives its index. */
  plainStatement(source: SourceText, offset: number): number {
    return this.#push(source.base + offset, isStatement);
  }

  statement(written: WrittenStatement): number {
    return this.#push(this.#keep(written), isStatement);
  }

  open(span: Span): number {
    return this.#push(this.#keep(span), 0);
  }

  plainOpen(source: SourceText, offset: number): number {
    return this.#push(source.base + offset, 0);
  }

  /** Closes the block that `open` began; without a span where the file lacks the brace. */
  close(open: number, span: Span | null): void {
    this.#push(span === null ? nowhere : this.#keep(span), isClose);
    this.#items[open + 1] = this.#length;
  }

  plainClose(open: number, source: SourceText, offset: number): void {
    this.#push(source.base + offset, isClose);
    this.#items[open + 1] = this.#length;
  }

  /** Takes back everything from `index` on. */
  cut(index: number): void {
    this.#length = index;
  }

  /** Takes the last item back and puts it behind what `between` adds. Gives its new index. */
  moveLast(between: () => void): number {
    this.#length -= 2;
    const place = this.#place(this.#length);
    between();
    return this.#push(place, isStatement);
  }

  /** The text of the first word of the statement at `index`. */
  keywordTextAt(index: number): string {
    const place = this.#place(index);
    if (place < 0) return (this.#written[~place] as WrittenStatement).words[0].text;
    const source = this.#sourceAt(place);
    return plainWordAt(source.text, place - source.base);
  }

  /** The first word of the statement at `index`. */
  keywordAt(index: number): Word {
    return this.#statementAt(this.#place(index), null).words[0];
  }

  /** The place of the brace at `index`; null where the file lacks it. */
  braceAt(index: number): Span | null {
    const place = this.#place(index);
    if (place === nowhere) return null;
    if (place < 0) return this.#written[~place] as Span;
    const source = this.#sourceAt(place);
    return source.spanAt(place - source.base, 1);
  }

  /** The statements outside all blocks. */
  all(): readonly Statement[] {
    return this.#statements(0, this.#length);
  }

  /** Those of the block whose `{` is at `open`. */
  inside(open: number): readonly Statement[] {
    return this.#statements(open + 2, this.endOf(open) - 2);
  }

  /** The text of that block, where all in it stands on plain lines of one file; else null. */
  textInside(open: number): string | null {
    const from = this.#place(open);
    const close = this.endOf(open) - 2;
    const to = this.#place(close);
    if (from < 0) return null;
    for (let at = open + 2; at <= close; at += 2) {
      const place = this.#place(at);
      if (place < from || place > to) return null;
    }
    const { text, base } = this.#sourceAt(from);
    return text.slice(from + 1 - base, to - base);
  }

  /** The index behind the `}` of the `{` at `open`. */
  endOf(open: number): number {
    return this.#items[open + 1] ?? 0;
  }

  #statements(from: number, to: number): readonly Statement[] {
    const statements: Statement[] = [];
    let at = from;
    while (at < to) {
      const open = at + 2;
      const hasBlock = open < to && this.endOf(open) >= 0;
      const block = hasBlock ? new TapeBlock(this, open) : null;
      statements.push(this.#statementAt(this.#place(at), block));
      at = hasBlock ? this.endOf(open) : open;
    }
    return statements;
  }

  #statementAt(place: number, block: Block | null): Statement {
    if (place < 0) return { ...(this.#written[~place] as WrittenStatement), block };
    const source = this.#sourceAt(place);
    return new PlainStatement(source, place - source.base, block);
  }

  #place(index: number): number {
    return this.#items[index] ?? nowhere;
  }

  #sourceAt(place: number): SourceText {
    let low = 0;
    let high = this.#sources.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#sources[middle] as SourceText).base <= place) low = middle;
      else high = middle - 1;
    }
    return this.#sources[low] as SourceText;
  }

  #keep(written: Written): number {
    return ~(this.#written.push(written) - 1);
  }

  #push(place: number, link: number): number {
    const index = this.#length;
    if (index + 2 > this.#items.length) {
      const larger = new Int32Array(this.#items.length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[index] = place;
    this.#items[index + 1] = link;
    this.#length = index + 2;
    return index;
  }
}

class TapeBlock implements Block {
  readonly #tape: Tape;
  readonly #open: number;

  constructor(tape: Tape, open: number) {
    this.#tape = tape;
    this.#open = open;
  }

  get open(): Span {
    return this.#tape.braceAt(this.#open) as Span;
  }

  get close(): Span | null {
    return this.#tape.braceAt(this.#tape.endOf(this.#open) - 2);
  }

  get statements(): readonly Statement[] {
    return this.#tape.inside(this.#open);
  }

  get written(): string | null {
    return this.#tape.textInside(this.#open);
  }
}
