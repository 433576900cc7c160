/** What FILE_CHECK and BFD_CHECK follow: a definition elsewhere in the file, by its name. */
import type { Code } from "../../diagnostics/code.ts";
import { checkerCodes } from "../../diagnostics/codes-checkers.ts";
import { nearest } from "../../keywords/nearest.ts";
import type { Span, Statement } from "../../language/tree.ts";
import type { Judgement } from "../judgement.ts";
import type { Entry } from "../reading/values.ts";
import { endOf } from "../tracking/definition.ts";
import type { CheckerContext } from "./checker-context.ts";
import { beginning, subjectOf } from "./read-check.ts";

export interface TargetKind {
  /** The keyword of its definitions. */
  readonly keyword: string;
  readonly unknown: Code;
  /** keepalived complains at the end of the check too. */
  readonly echoes: boolean;
}

/** Null where there is none of that name above; `consequence` is what follows then. */
export function targetOf<Target extends { readonly place: Span }>(
  { value, valueSpan }: Entry<string>,
  targets: ReadonlyMap<string, Target>,
  kind: TargetKind,
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
): Target | null {
  const target = targets.get(value);
  const consequence = leftOut(statement, context);
  const echoes = kind.echoes ? [endOf(statement)] : [];
  if (target === undefined) {
    const meant = nearest(value, targets.keys());
    judgement.report(kind.unknown, valueSpan, {
      message: `there is no ${kind.keyword} "${value}"`,
      help: meant === null ? `define it above: ${kind.keyword} ${value} { ... }` : meantTo(meant),
      consequence,
      echoes,
    });
    return null;
  }
  if (isBefore(valueSpan, target.place)) {
    judgement.report(checkerCodes.definedLater, valueSpan, {
      message: `the ${kind.keyword} "${value}" is defined below, where it is not known yet`,
      help: "move its block in front of the virtual_server",
      consequence,
      related: [{ span: target.place, message: "it is defined here" }],
      echoes,
    });
    return null;
  }
  return target;
}

const meantTo = (name: string): string => `did you mean "${name}"?`;

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
