/** Diagnostics as people read them: with the line, and a caret run under the words. */
import type { Source } from "../language/tree.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
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

function placeOf(diagnostic: Diagnostic, sources: readonly Source[]): string {
  const { span } = diagnostic;
  if (span === null) return "";
  const path = visible(sources[span.source]?.path ?? "?");
  return `${path}:${span.line}:${span.column}: `;
}

/** The source line with carets under the words it is about; the help alone where there is none. */
export function excerptLines(
  diagnostic: Diagnostic,
  sources: readonly Source[],
  paint: Painter = painter(false),
): readonly string[] {
  const { span, help, severity, secret } = diagnostic;
  const line = span === null ? undefined : sources[span.source]?.lines[span.line - 1];
  if (span === null || line === undefined) return help === undefined ? [] : [visible(help)];
  const { text, indent, width } = excerptOf(line, span, secret);
  const number = String(span.line).padStart(4);
  const margin = " ".repeat(number.length);
  const carets = paint(colourOfSeverity[severity], "^".repeat(width));
  const advice = help === undefined ? "" : ` ${visible(help)}`;
  return [`${number} | ${text}`, `${margin} | ${" ".repeat(indent)}${carets}${advice}`];
}

type Painter = (style: string, text: string) => string;

const painter =
  (colour: boolean): Painter =>
  (style, text) =>
    colour ? `\x1b[${style}m${text}\x1b[0m` : text;

/** Text from a file never reaches the terminal as control characters. */
export function visible(text: string): string {
  return text.replaceAll(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu, "\ufffd");
}
