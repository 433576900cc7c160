/** An instance without an address says so once: at the mistake that took its addresses away. */
import { codeOf } from "../diagnostics/codes.ts";
import { instanceCodes } from "../diagnostics/codes-instance.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearestKeyword } from "../keywords/table.ts";
import type { Span, Statement } from "../language/tree.ts";

const listKeyword = "virtual_ipaddress";
const consequences: ReadonlySet<string> = new Set([
  instanceCodes.noAddresses.code,
  instanceCodes.addressesRequired.code,
]);

/**
 * Where an error explains why an instance has no virtual address, what follows for the instance
 * moves to that error, the last of several. Takes diagnostics in the order of the file and keeps
 * it.
 */
export function explainLostAddresses(
  diagnostics: readonly Diagnostic[],
  root: readonly Statement[],
): readonly Diagnostic[] {
  const explained = new Map<Diagnostic, Diagnostic | null>();
  for (const lost of diagnostics.filter(({ code }) => consequences.has(code))) {
    const suspects = suspectsOf(lost, root);
    const cause = diagnostics.findLast(
      (each) => isError(each) && suspects.some((suspect) => covers(suspect, each.span)),
    );
    if (cause === undefined) continue;
    const { consequence } = lost;
    explained.set(lost, null);
    explained.set(cause, {
      ...cause,
      ...(consequence === undefined ? {} : { consequence }),
      leavesNoAddress: true,
    });
  }
  if (explained.size === 0) return diagnostics;
  return diagnostics.flatMap((each) => explained.get(each) ?? (explained.has(each) ? [] : [each]));
}

const isError = ({ code, severity }: Diagnostic): boolean =>
  (severity === "error" || severity === "fatal") &&
  !consequences.has(code) &&
  codeOf(code)?.exit !== 0;

/** Places whose errors explain it: from one span to another, or one word. */
interface Suspect {
  readonly from: Span;
  readonly to: Span;
}

function suspectsOf({ span }: Diagnostic, root: readonly Statement[]): readonly Suspect[] {
  const at = root.findIndex(({ block }) =>
    block?.statements.some(({ words }) => isSamePlace(words[0].span, span)),
  );
  const instance = root[at];
  if (instance === undefined) return [];
  const inside = instance.block?.statements ?? [];
  return [...inside.flatMap((statement) => suspectsIn(statement)), ...strays(root.slice(at + 1))];
}

/** The list itself, what its name was misspelt as, and a block that swallowed it. */
function suspectsIn(statement: Statement): readonly Suspect[] {
  const [{ text, span }] = statement.words;
  const { block } = statement;
  if (text === listKeyword) {
    const words = block?.statements.flatMap((line) => line.words) ?? [];
    const own = { from: span, to: block?.close ?? span };
    return [own, ...words.map((word) => only(word.span))];
  }
  if (nearestKeyword("vrrp_instance", text) === listKeyword) return [only(span)];
  const swallowed = block?.statements.flatMap((inner) => suspectsIn(inner)) ?? [];
  return swallowed.length === 0 ? [] : [only(span), ...swallowed];
}

/** A list behind a block that ended too early stands outside all blocks. */
function strays(following: readonly Statement[]): readonly Suspect[] {
  const next = following.findIndex(({ words }) => words[0].text === "vrrp_instance");
  return following
    .slice(0, next === -1 ? following.length : next)
    .filter(({ words }) => words[0].text === listKeyword)
    .map(({ words }) => only(words[0].span));
}

const only = (span: Span): Suspect => ({ from: span, to: span });

function covers({ from, to }: Suspect, span: Span | null): boolean {
  if (span === null || span.source !== from.source || span.source !== to.source) return false;
  return !isBefore(span, from) && !isBefore(to, span);
}

const isBefore = (left: Span, right: Span): boolean =>
  left.line < right.line || (left.line === right.line && left.column < right.column);

const isSamePlace = (left: Span, right: Span | null): boolean =>
  right !== null &&
  left.source === right.source &&
  left.line === right.line &&
  left.column === right.column;
