/** Diagnostics as people read them: with the line, and a caret run under the words. */
import type { Source, Span } from "../language/tree.ts";
import type { Diagnostic, Related, Severity } from "./diagnostic.ts";
import { excerptOf } from "./excerpt.ts";

export interface RenderOptions {
  /** Colours by ANSI escapes, for terminals; plain by default. */
  readonly colour?: boolean;
}

const colourOfSeverity: Readonly<Record<Severity, string>> = {
  fatal: "1;31",
  error: "1;31",
  warning: "1;33",
  notice: "1;36",
};
const colourOfRelated = "1;34";

/**
 * One diagnostic with its place, its line, a caret run under the words it is about, and what
 * follows from it. Ends without a newline.
 */
export function renderDiagnostic(
  diagnostic: Diagnostic,
  sources: readonly Source[],
  options: RenderOptions = {},
): string {
  const paint = painter(options.colour ?? false);
  const { severity, code, message, consequence } = diagnostic;
  const title = `${paint(colourOfSeverity[severity], `${severity} ${code}:`)} ${visible(message)}`;
  const lines = [
    `${placeOf(diagnostic, sources)}${title}`,
    ...excerptLines(diagnostic, sources, paint),
  ];
  if (consequence !== undefined) lines.push(visible(consequence));
  return lines.join("\n");
}

/** All of them, an empty line between two. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  options: RenderOptions = {},
): string {
  return diagnostics.map((one) => renderDiagnostic(one, sources, options)).join("\n\n");
}

function placeOf({ span }: Diagnostic, sources: readonly Source[]): string {
  return span === null ? "" : `${whereIs(span, sources)}: `;
}

/** `k.conf:3:5`. */
export const whereIs = ({ source, line, column }: Span, sources: readonly Source[]): string =>
  `${visible(sources[source]?.path ?? "?")}:${line}:${column}`;

/** The line that it is about and, under it, those that have to do with it. */
export function excerptLines(
  diagnostic: Diagnostic,
  sources: readonly Source[],
  paint: Painter = painter(false),
): readonly string[] {
  const { span, help, severity, secret, related = [] } = diagnostic;
  const own = span === null ? null : lineOf(span, sources);
  if (span === null || own === null) return help === undefined ? [] : [visible(help)];
  const style = colourOfSeverity[severity];
  const mark = (width: number): string => paint(style, "^".repeat(width));
  return [
    ...marked(own, span, secret, mark, help ?? ""),
    ...related.flatMap((each) => relatedLines(each, span, sources, paint)),
  ];
}

function relatedLines(
  { span, message, secret }: Related,
  main: Span,
  sources: readonly Source[],
  paint: Painter,
): readonly string[] {
  const line = lineOf(span, sources);
  if (line === null) return [];
  const mark = (width: number): string => paint(colourOfRelated, "-".repeat(width));
  const lines = marked(line, span, secret, mark, message);
  return span.source === main.source ? lines : [`  in ${whereIs(span, sources)}:`, ...lines];
}

const lineOf = (span: Span, sources: readonly Source[]): string | null =>
  sources[span.source]?.lines[span.line - 1] ?? null;

function marked(
  line: string,
  span: Span,
  secret: boolean | "line" | undefined,
  mark: (width: number) => string,
  words: string,
): readonly [string, string] {
  const { text, indent, width } = excerptOf(line, span, secret);
  const number = String(span.line).padStart(4);
  const margin = " ".repeat(number.length);
  const behind = words === "" ? "" : ` ${visible(words)}`;
  return [`${number} | ${text}`, `${margin} | ${" ".repeat(indent)}${mark(width)}${behind}`];
}

/** Puts text into a colour, by the numbers of an ANSI escape. */
export type Painter = (style: string, text: string) => string;

export const painter =
  (colour: boolean): Painter =>
  (style, text) =>
    colour ? `\x1b[${style}m${text}\x1b[0m` : text;

/** Text from a file never reaches the terminal as control characters. */
export function visible(text: string): string {
  return text.replaceAll(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu, "\ufffd");
}
