/** The health checks of one real server, with what its virtual server gives them. */
import type { Checker } from "../../model/checker.ts";
import type { RealServerDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import type { CheckerContext } from "./checker-context.ts";

const noCheckers: readonly Checker[] = [];

export function completeCheckers(
  _draft: RealServerDraft,
  _context: CheckerContext,
  _judgement: Judgement,
): readonly Checker[] {
  return noCheckers;
}
