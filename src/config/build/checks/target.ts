/** What FILE_CHECK and BFD_CHECK follow: a definition elsewhere in the file, by its name. */
import type { Code } from "../../diagnostics/code.ts";
import { checkerCodes } from "../../diagnostics/codes-checkers.ts";
import { nearest } from "../../keywords/nearest.ts";
import type { Span, Statement } from "../../language/tree.ts";
import type { Judgement } from "../judgement.ts";
import type { Entry } from "../reading/values.ts";
import type { CheckerContext } from "./checker-context.ts";
import { beginning, endOf, subjectOf } from "./read-check.ts";

/** Null where there is none of that name; `unknown` says so. `kind` is the keyword of definitions. */
export function targetOf<Target extends { readonly place: Span }>(
  name: Entry<string>,
  targets: ReadonlyMap<string, Target>,
  { unknown, kind }: { readonly unknown: Code; readonly kind: string },
  leftOut: string,
  judgement: Judgement,
): Target | null {
  const { value, valueSpan } = name;
  const target = targets.get(value);
  if (target === undefined) {
    const meant = nearest(value, targets.keys());
    judgement.report(unknown, valueSpan, {
      message: `there is no ${kind} "${value}"`,
      help: meant === null ? `add ${kind} ${value} { ... } above` : `did you mean "${meant}"?`,
      consequence: leftOut,
    });
    return null;
  }
  if (isBefore(valueSpan, target.place)) {
    judgement.report(checkerCodes.definedLater, valueSpan, {
      message: `the ${kind} "${value}" is defined below, on line ${target.place.line}`,
      help: "move it above the virtual_server",
      related: [{ span: target.place, message: "defined here" }],
    });
  }
  return target;
}

/** The check names none at all. */
export function reportNoTarget(
  code: Code,
  keyword: string,
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): void {
  judgement.report(code, endOf(statement), {
    message: `this ${statement.words[0].text} has no ${keyword}`,
    help: `add ${keyword} NAME`,
    consequence: leftOut(statement, context),
    related: beginning(statement),
  });
}

export const leftOut = (statement: Statement, context: CheckerContext): string =>
  `${subjectOf(statement, context)} is left out.`;

const isBefore = (left: Span, right: Span): boolean =>
  left.source === right.source && left.line < right.line;
