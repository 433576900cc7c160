/** Diagnostics as a config test prints them: scripts look for `(Line N)`, people for the reason. */
import type { Source, Span } from "../language/tree.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { excerptLines, renderDiagnostic, visible, whereIs } from "./render.ts";
import { isSaidByKeepalived } from "./said-by-keepalived.ts";

/** All of them, an empty line between two. */
export const renderConfigTest = (
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
): string => diagnostics.map((one) => renderOfConfigTest(one, sources)).join("\n\n");

/**
 * keepalived's line, then the excerpt and what follows from it, then a line for each further place
 * that keepalived complains about. What keepalived says nothing about has our own form.
 */
function renderOfConfigTest(diagnostic: Diagnostic, sources: readonly Source[]): string {
  const { span, echoes = [] } = diagnostic;
  const because = span === null ? "the above" : `line ${span.line}`;
  const echoed = new Set(echoes.map((echo) => `${placeOf(echo, sources)}follows from ${because}`));
  return [...linesOf(diagnostic, sources), ...echoed].join("\n");
}

function linesOf(diagnostic: Diagnostic, sources: readonly Source[]): readonly string[] {
  if (!isSaidByKeepalived(diagnostic)) return [renderDiagnostic(diagnostic, sources)];
  const { code, span, consequence } = diagnostic;
  const place = span === null ? "" : `${whereIs(span, sources)} `;
  return [
    `${renderAsKeepalived(diagnostic, sources)} [${place}${code}]`,
    ...excerptLines(diagnostic, sources),
    ...(consequence === undefined ? [] : [visible(consequence)]),
  ];
}

/**
 * The one line that keepalived would print: `(Line N) text`, with the name in front of the number
 * where it is an included file.
 */
export function renderAsKeepalived(diagnostic: Diagnostic, sources: readonly Source[]): string {
  const { span, message } = diagnostic;
  return `${span === null ? "" : placeOf(span, sources)}${visible(message)}`;
}

function placeOf({ source, line }: Span, sources: readonly Source[]): string {
  const path = source === 0 ? "" : `${sources[source]?.path ?? "?"}: `;
  return `(${visible(path)}Line ${line}) `;
}
