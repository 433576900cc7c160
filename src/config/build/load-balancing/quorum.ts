/** How much living weight a virtual server needs (keepalived.md §18). */
import { loadBalancingCodes } from "../../diagnostics/codes-load-balancing.ts";
import type { Span } from "../../language/tree.ts";
import type { Quorum } from "../../model/load-balancing.ts";
import type { VirtualServerDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";

/** `place` is the virtual server's, where no keyword is to blame. */
export function quorumOf(
  draft: VirtualServerDraft,
  totalWeight: number,
  place: Span,
  judgement: Judgement,
): Quorum {
  const weight = weightOf(draft, totalWeight, place, judgement);
  return {
    weight,
    hysteresis: hysteresisOf(draft, weight, judgement),
    up: draft.quorum_up?.value ?? null,
    down: draft.quorum_down?.value ?? null,
  };
}

/** At least 1: without any weight there is nothing to serve with. */
function weightOf(
  draft: VirtualServerDraft,
  totalWeight: number,
  place: Span,
  judgement: Judgement,
): number {
  const given = draft.quorum?.value ?? 1;
  if (given <= totalWeight || judgement.disabled) return given;
  const lowered = Math.max(1, totalWeight);
  const consequence =
    totalWeight === 0
      ? `${judgement.name} therefore never has quorum.`
      : `${judgement.name} therefore runs with quorum ${lowered}.`;
  judgement.report(loadBalancingCodes.quorumUnreachable, draft.quorum?.valueSpan ?? place, {
    message: `quorum ${given} is more than all its real servers weigh, ${totalWeight}`,
    help: "lower quorum, or give the real servers more weight",
    consequence,
  });
  return lowered;
}

function hysteresisOf(draft: VirtualServerDraft, quorum: number, judgement: Judgement): number {
  const given = draft.hysteresis;
  if (given === undefined || given.value < quorum) return given?.value ?? 0;
  const lowered = quorum - 1;
  judgement.report(loadBalancingCodes.hysteresisTooLarge, given.valueSpan, {
    message: `hysteresis ${given.value} is not below quorum ${quorum}`,
    help: `expected a number up to ${lowered}`,
    consequence: `${judgement.name} therefore runs with hysteresis ${lowered}.`,
  });
  return lowered;
}
