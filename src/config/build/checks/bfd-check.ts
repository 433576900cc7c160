/** `BFD_CHECK`: the session that it follows. */
import { checkerCodes } from "../../diagnostics/codes-checkers.ts";
import type { Statement } from "../../language/tree.ts";
import type { BfdCheck, Checker } from "../../model/checker.ts";
import type { Judgement } from "../judgement.ts";
import type { CheckerContext } from "./checker-context.ts";
import { readCheck } from "./read-check.ts";
import { leftOut, reportNoTarget, type TargetKind, targetOf } from "./target.ts";

const session: TargetKind = {
  keyword: "bfd_instance",
  unknown: checkerCodes.sessionUnknown,
  echoes: false,
};

/** `earlier` are the checks of the real server that stand above. */
export function bfdCheckOf(
  statement: Statement,
  context: CheckerContext,
  judgement: Judgement,
  earlier: readonly Checker[],
): BfdCheck | null {
  const section = "virtual_server/real_server/BFD_CHECK";
  const { draft, refused } = readCheck(section, statement, null, context, judgement);
  const { name } = draft;
  if (name === undefined) {
    if (!refused.has("name")) {
      reportNoTarget(checkerCodes.sessionMissing, "name", statement, context, judgement);
    }
    return null;
  }
  const { bfdInstances } = context.targets;
  const found = targetOf(name, bfdInstances, session, statement, context, judgement);
  if (found === null) return null;
  const consequence = leftOut(statement, context);
  if (!found.tellsChecker) {
    judgement.report(checkerCodes.sessionUnknown, name.valueSpan, {
      message: `the bfd_instance "${name.value}" tells instances alone`,
      help: "add checker to it",
      consequence,
      related: [{ span: found.place, message: "defined here" }],
    });
    return null;
  }
  if (earlier.some((other) => other.kind === "bfd" && other.session === name.value)) {
    judgement.report(checkerCodes.sessionRepeated, name.valueSpan, {
      message: `another BFD_CHECK of this real server follows "${name.value}" already`,
      consequence,
    });
    return null;
  }
  const startsFailed = draft.alpha?.value ?? context.defaults.alpha;
  return { kind: "bfd", session: name.value, startsFailed };
}
