import type { Diagnostic, Edit } from "../diagnostics/diagnostic.ts";
import type { Source } from "../language/tree.ts";

/**
 * Leaves out the fixes that cannot be carried out where they point: the words came out of a
 * definition, and what stands in the file is its name.
 */
export function withoutMisplacedFixes(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
): readonly Diagnostic[] {
  const fits = ({ span, replaces }: Edit): boolean => {
    const line = sources[span.source]?.lines[span.line - 1] ?? "";
    return line.slice(span.column - 1, span.column - 1 + span.length) === replaces;
  };
  return diagnostics.map((diagnostic) => {
    if (diagnostic.fix === undefined || diagnostic.fix.edits.every(fits)) return diagnostic;
    const { fix: _, ...rest } = diagnostic;
    return rest;
  });
}
