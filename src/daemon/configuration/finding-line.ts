/** A finding as one line of the log: keepalived's form, and behind it what to do about it. */
import type { Diagnostic } from "../../config/diagnostics/diagnostic.ts";
import type { Source } from "../../config/language/tree.ts";

/** `(FILE: Line N) what is wrong; what to write instead. What follows from it.` */
export function findingLine(diagnostic: Diagnostic, sources: readonly Source[]): string {
  const { span, message, help, consequence } = diagnostic;
  const place = span === null ? "" : `(${sources[span.source]?.path ?? "?"}: Line ${span.line}) `;
  const advice = help === undefined ? message : `${message}; ${help}`;
  const whole = consequence === undefined ? advice : `${sentence(advice)} ${consequence}`;
  return printable(`${place}${whole}`);
}

/** `what is wrong (line N)`, for a list of findings that stand in the log in full. */
export function findingInShort({ span, message }: Diagnostic): string {
  return printable(span === null ? message : `${message} (line ${span.line})`);
}

const printable = (text: string): string => text.replaceAll(unseen, "\ufffd");

/** Control characters, and those that turn the direction of what follows. */
const unseen = /[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu;

const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);
