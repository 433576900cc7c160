/**
 * Reads line by line what is on top of the frames: conditions, definitions, sequences and includes
 * are carried out here, in keepalived's order, and what is left goes to the statements.
 */
import { languageCodes } from "../diagnostics/codes-language.ts";
import type { Files } from "../files.ts";
import { character, skipWhite, trimmedEnd } from "./characters.ts";
import { conditionHolds } from "./condition.ts";
import { assignmentIn, Definitions } from "./definitions.ts";
import type { Environment } from "./environment.ts";
import type { FileFrame, Frame } from "./frames.ts";
import { allChecks, includeChecks, includeIn, noChecks } from "./include.ts";
import { Includer } from "./includer.ts";
import { limits } from "./limits.ts";
import type { LineSink } from "./line-sink.ts";
import { reportOpenQuote } from "./open-quote.ts";
import { type CommentsInDefinitions, PhysicalLines } from "./physical-lines.ts";
import { type PlacedText, slice, spanOf } from "./place.ts";
import { PlainLine } from "./plain-line.ts";
import type { Report } from "./report.ts";
import { commentStart } from "./scan.ts";
import { parseSequence, sequenceKind } from "./sequence.ts";
import type { SourceText } from "./source-text.ts";
import type { Sources } from "./sources.ts";
import type { Span, Word } from "./tree.ts";

export class Reader {
  readonly #report: Report;
  readonly #environment: Environment;
  readonly #definitions: Definitions;
  readonly #sink: LineSink;
  readonly #includer: Includer;
  readonly #physical: PhysicalLines;
  readonly #plain = new PlainLine();
  #frames: Frame[] = [];
  /** The files among the frames. */
  #files: FileFrame[] = [];
  #expandedLines = 0;
  #expandedCharacters = 0;

  constructor(
    files: Files,
    sources: Sources,
    environment: Environment,
    sink: LineSink,
    report: Report,
    comments: CommentsInDefinitions = "goOnAfterBackslash",
  ) {
    this.#report = report;
    this.#environment = environment;
    this.#definitions = new Definitions(environment, report);
    this.#sink = sink;
    this.#includer = new Includer(files, sources, report);
    this.#physical = new PhysicalLines(this.#definitions, report, comments);
  }

  /** Reads an opened source and all it brings in. */
  read(source: SourceText, path: string): void {
    const checks = this.#environment.requireIncludes ? allChecks : noChecks;
    this.#pushFile(this.#includer.frame(source, path, checks));
    for (let frame = this.#frames.at(-1); frame !== undefined; frame = this.#frames.at(-1)) {
      if (frame.kind === "file") this.#readFile(frame);
      else this.#readExpanded(frame);
    }
    this.#sink.end();
  }

  /** Reads on in a file until a line brings something in that has to be read first. */
  #readFile(frame: FileFrame): void {
    const depth = this.#frames.length;
    const { length } = frame.source.text;
    while (frame.offset < length) {
      if (this.#takePlain(frame)) continue;
      const line = this.#physical.next(frame);
      if (line === null) continue;
      if (line.text.charCodeAt(0) === 0x69 && this.#include(line)) return;
      this.#carryOut(line);
      if (this.#frames.length !== depth) return;
    }
    this.#physical.end();
    this.#frames.pop();
    this.#files.pop();
  }

  /** The short way, for a line that asks for nothing special. */
  #takePlain(frame: FileFrame): boolean {
    const { text } = frame.source;
    const plain = this.#plain;
    if (this.#physical.isCollecting || !plain.scan(text, frame.offset)) return false;
    if (text.startsWith("include", plain.from)) return false;
    frame.offset = plain.next;
    frame.line++;
    this.#sink.takePlain(plain, frame.source);
    return true;
  }

  #readExpanded(frame: Exclude<Frame, FileFrame>): void {
    const count = frame.kind === "lines" ? frame.lines.length : frame.sequence.rounds;
    if (frame.next >= count) {
      this.#frames.pop();
      return;
    }
    const index = frame.next++;
    if (frame.kind === "sequence") this.#setRound(frame.sequence, index);
    const line = frame.kind === "lines" ? frame.lines[index] : frame.line;
    if (line !== undefined && this.#mayExpand(line)) this.#carryOut(line);
  }

  #setRound(
    sequence: { names: readonly string[]; values: (index: number) => readonly string[] },
    index: number,
  ): void {
    const values = sequence.values(index);
    for (const [column, name] of sequence.names.entries()) {
      this.#definitions.define(name, [values[column] ?? ""]);
    }
  }

  /** Counts what was not in a file; beyond the bound nothing more is read. */
  #mayExpand(line: PlacedText): boolean {
    this.#expandedLines++;
    this.#expandedCharacters += line.text.length;
    const isTooMuch =
      this.#expandedLines > limits.expandedLines ||
      this.#expandedCharacters > limits.totalCharacters;
    if (!isTooMuch) return true;
    this.#report.say(languageCodes.tooMuch, spanOf(line, 0, line.text.length), {
      message: "definitions and sequences make the configuration too large",
      consequence: "What comes after this place is not read.",
    });
    this.#frames = [];
    this.#files = [];
    return false;
  }

  #include(line: PlacedText): boolean {
    const include = includeIn(line.text);
    if (include === null) return false;
    const span = spanOf(line, include.at, line.text.length);
    const frames = this.#includer.files(include, this.#files, span);
    if (frames.length === 0) return true;
    for (const frame of frames.reverse()) this.#pushFile(frame);
    return true;
  }

  #pushFile(frame: FileFrame): void {
    this.#frames.push(frame);
    this.#files.push(frame);
  }

  /** One line with all that stands behind its braces. */
  #carryOut(line: PlacedText): void {
    let rest: PlacedText | null = line;
    // Behind a brace stands what was there before: a long line of braces is not searched for each.
    let mayUseNames = true;
    while (rest !== null) {
      const expanded = this.#expanded(rest, mayUseNames);
      if (expanded === null) return;
      mayUseNames &&= expanded.text.includes("$");
      const taken = this.#sink.take(expanded, rest === line);
      if (taken.words[0]?.text === "include_check") this.#includeCheck(taken.words);
      rest = taken.rest;
    }
  }

  /** The line with its definitions put in; null when it was carried out or does not count. */
  #expanded(line: PlacedText, mayUseNames: boolean): PlacedText | null {
    let current = line;
    for (let round = 0; round < limits.expansionRounds; round++) {
      const first = current.text.charCodeAt(0);
      if (first === character.at) {
        const from = conditionHolds(current.text, this.#environment.configId);
        if (from === null) return null;
        current = slice(current, from);
      }
      if (this.#assignment(current) || this.#sequence(current)) return null;
      if (!mayUseNames || !current.text.includes("$")) return current;
      const expansion = this.#definitions.expandOnce(current, this.#directory());
      if (!expansion.changed) return current;
      current = trimmed(expansion.line);
      const { following } = expansion;
      if (following.length > 0 && !this.#push({ kind: "lines", lines: following, next: 0 }, line)) {
        return null;
      }
      if (current.text === "") return null;
      if (current.text.length > limits.expandedLineCharacters) break;
    }
    this.#endless(line);
    return null;
  }

  #assignment(line: PlacedText): boolean {
    const assignment = assignmentIn(line.text);
    if (assignment === null) return false;
    const { name, value } = assignment;
    reportOpenQuote(line, this.#report);
    if (name.startsWith("_")) {
      const message = `names that begin with "_" are reserved: "$${name}"`;
      this.#report.say(languageCodes.reservedName, spanOf(line, 0, name.length + 1), { message });
    }
    if (value.endsWith("\\")) this.#physical.collect(name, value);
    else this.#definitions.define(name, [value]);
    return true;
  }

  #sequence(line: PlacedText): boolean {
    const kind = line.text.charCodeAt(0) === character.tilde ? sequenceKind(line.text) : null;
    if (kind === null) return false;
    const open = kind.length + 2;
    const close = line.text.indexOf(")", open);
    const end = close === -1 ? line.text.length : close;
    const values = this.#valuesIn(slice(line, open, end));
    const sequence = parseSequence(kind, values);
    if (close === -1 || !sequence.ok) {
      const reason = sequence.ok ? "the closing ) is missing" : sequence.error;
      const span = spanOf(line, 0, Math.min(end + 1, line.text.length));
      this.#report.say(languageCodes.invalidSequence, span, {
        message: `invalid ~${kind}: ${reason}`,
        consequence: "The line is left out.",
      });
      return true;
    }
    const text = slice(line, skipWhite(line.text, close + 1));
    if (text.text === "") return true;
    this.#push({ kind: "sequence", sequence: sequence.value, line: text, next: 0 }, line);
    return true;
  }

  /** The values of a sequence, with definitions put in as far as they go. */
  #valuesIn(line: PlacedText): string {
    let current = line;
    for (let round = 0; round < limits.expansionRounds && current.text.includes("$"); round++) {
      const expansion = this.#definitions.expandOnce(current, this.#directory());
      current = expansion.line;
      if (!expansion.changed || current.text.length > limits.expandedLineCharacters) break;
    }
    return current.text;
  }

  #push(frame: Frame, line: PlacedText): boolean {
    if (this.#frames.length < limits.nesting) {
      this.#frames.push(frame);
      return true;
    }
    this.#endless(line);
    return false;
  }

  #endless(line: PlacedText): void {
    this.#report.say(languageCodes.endlessDefinition, wholeOf(line), {
      message: "the definitions used here never come to an end",
      help: "a definition must not use itself",
      consequence: "The line is left out.",
    });
  }

  #includeCheck(words: readonly Word[]): void {
    const file = this.#files.at(-1);
    if (file === undefined) return;
    const given = words.slice(1).map((word) => word.text);
    file.checks = includeChecks(given, file.checks);
  }

  #directory(): string {
    return this.#files.at(-1)?.directory ?? this.#environment.workingDirectory;
  }
}

const wholeOf = (line: PlacedText): Span => spanOf(line, 0, line.text.length);

/** Without comment and white space around: what was put in may have brought either. */
function trimmed(line: PlacedText): PlacedText {
  const end = trimmedEnd(line.text, commentStart(line.text));
  const from = Math.min(end, skipWhite(line.text, 0));
  return from === 0 && end === line.text.length ? line : slice(line, from, end);
}
