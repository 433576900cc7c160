import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source, Span } from "../language/tree.ts";

/** Keywords with a password, a key or an address that is one behind them, and near misses of them. */
const secretWord = /auth_?pas|_pass\b|pass?wo?r?d|\bkey\b|webhook/i;

/** Whether a line may hold a password, wherever in the file it stands. */
export const mayHoldSecret = (line: string): boolean => secretWord.test(line);

/**
 * Marks every diagnostic whose source line may hold a password, whoever made it: a whole block can
 * stand on one line, and the language layer does not know keywords.
 */
export function maskSecrets(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
): readonly Diagnostic[] {
  const mayShowSecret = (span: Span): boolean =>
    mayHoldSecret(sources[span.source]?.lines[span.line - 1] ?? "");
  return diagnostics.map((diagnostic) => {
    const { span, related } = diagnostic;
    const masked = span !== null && mayShowSecret(span);
    if (!masked && related === undefined) return diagnostic;
    return {
      ...diagnostic,
      ...(masked ? { secret: diagnostic.secret ?? true } : {}),
      ...(related === undefined
        ? {}
        : {
            related: related.map((each) =>
              mayShowSecret(each.span) ? { ...each, secret: true } : each,
            ),
          }),
    };
  });
}
