/** The language layer's entry: a path in, statements out, with everything wrong on the way named. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Files } from "../files.ts";
import { BlockBuilder } from "./blocks.ts";
import { skipWhite, trimmedEnd } from "./characters.ts";
import { type PlacedText, placed, slice, spanOf } from "./place.ts";
import type { Source, Statement, Word } from "./tree.ts";
import { wordsOf } from "./words.ts";

/** What a configuration may ask about the machine it is read on. */
export interface Environment {
  /** What `@ID` is compared with. */
  readonly configId: string;
  /** `${_INSTANCE}`; null takes `configId`. */
  readonly instanceName: string | null;
  /** `${_ENV NAME}`; null when not set. */
  readonly environmentVariable: (name: string) => string | null;
  /** A whole number from `min` to `max`, both included. */
  readonly random: (min: number, max: number) => number;
  /** What a relative path on the command line is relative to. */
  readonly workingDirectory: string;
}

export interface Reading {
  readonly statements: readonly Statement[];
  /** In the order in which they were opened; spans name them by index. */
  readonly sources: readonly Source[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a configuration and all it includes. Never throws; problems are in `diagnostics`. */
export function readConfiguration(path: string, files: Files, _environment: Environment): Reading {
  const diagnostics: Diagnostic[] = [];
  const builder = new BlockBuilder(diagnostics);
  const read = files.read(path);
  if (!read.ok) {
    const message = `cannot read "${path}": ${read.error.code}`;
    diagnostics.push({ code: "HF0001", severity: "fatal", span: null, message });
    return { statements: [], sources: [], diagnostics };
  }
  const lines = new TextDecoder().decode(read.value).split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const text = lines[index] as string;
    let line: PlacedText | null = placed(text, 0, index + 1, 1);
    line = slice(line, 0, commentStart(text));
    while (line !== null) line = take(line, builder);
  }
  builder.end();
  return { statements: builder.statements, sources: [{ path, lines }], diagnostics };
}

function commentStart(text: string): number {
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') quoted = !quoted;
    else if (letter === "\\") at++;
    else if (!quoted && (letter === "#" || letter === "!")) return at;
  }
  return text.length;
}

/** Hands one statement or brace to the builder; gives what is left of the line. */
function take(line: PlacedText, builder: BlockBuilder): PlacedText | null {
  const from = skipWhite(line.text, 0);
  const brace = firstBrace(line.text, from);
  if (from === brace && brace < line.text.length) {
    const span = spanOf(line, brace, brace + 1);
    if (line.text[brace] === "{") builder.open(span);
    else builder.close(span);
    return slice(line, brace + 1);
  }
  const part = slice(line, from, trimmedEnd(line.text, brace));
  const [first, ...rest]: Word[] = wordsOf(part);
  if (first !== undefined) builder.statement([first, ...rest], part.text);
  return brace < line.text.length ? slice(line, brace) : null;
}

function firstBrace(text: string, from: number): number {
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === "{" || letter === "}")) return at;
  }
  return text.length;
}
