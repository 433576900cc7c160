/** One `vrrp_track_process` (keepalived.md §9.5). */
import { seconds } from "../../../wire/units.ts";
import { trackingCodes } from "../../diagnostics/codes-tracking.ts";
import { largestWeight } from "../../keywords/tracking/weight.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { TrackProcess } from "../../model/tracking.ts";
import type { ProcessDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import { readSection } from "../reading/read-section.ts";
import { endOf, innerOf } from "./definition.ts";
import { definedWeight } from "./weight.ts";

export function completeTrackProcess(
  name: Word,
  block: Statement,
  judgement: Judgement,
): TrackProcess | null {
  const { draft, diagnostics, refused } = readSection(innerOf(block), {
    section: "vrrp_track_process",
    subject: name.text,
    title: name.text,
  });
  judgement.take(diagnostics);
  const weight = definedWeight(draft.weight?.value, largestWeight.process, 0, judgement);
  const limits = limitsOf(draft, judgement);
  const [program, ...parameters] = draft.process?.value ?? [];
  if (program === undefined) {
    if (!refused.has("process")) reportProcessMissing(name, block, judgement);
    return null;
  }
  const both = draft.delay?.value ?? seconds(0);
  const comparesParameters = parameters.length > 0 || draft.param_match !== undefined;
  return {
    name: name.text,
    place: name.span,
    process: program.text,
    parameters: parameters.map(({ text }) => text),
    parameterMatch: comparesParameters ? (draft.param_match?.value ?? "exact") : "none",
    // The name alone, which is all that is compared otherwise, has no parameters.
    fullCommand: draft.full_command !== undefined || comparesParameters,
    ...limits,
    forkDelayMicros: draft.fork_delay?.value ?? both,
    terminateDelayMicros: draft.terminate_delay?.value ?? both,
    ...weight,
  };
}

/** The later one of two that exclude each other is ignored; `quorum_max 0` alone must not run. */
function limitsOf(
  { quorum, quorum_max: most }: ProcessDraft,
  judgement: Judgement,
): Pick<TrackProcess, "quorum" | "quorumMaximum"> {
  const given = { quorum: quorum?.value ?? 1, quorumMaximum: most?.value ?? null };
  if (quorum === undefined || most === undefined || most.value >= quorum.value) return given;
  const quorumIsLater = quorum.order > most.order;
  const later = quorumIsLater ? quorum : most;
  const name = quorumIsLater ? "quorum" : "quorum_max";
  judgement.report(trackingCodes.quorumImpossible, later.span, {
    message: `no number of processes is ${quorum.value} or more and ${most.value} or less`,
    help: "quorum_max has to be at least quorum",
    consequence: `${judgement.name} therefore runs without this ${name}.`,
  });
  return quorumIsLater ? { ...given, quorum: 1 } : { ...given, quorumMaximum: null };
}

const reportProcessMissing = (name: Word, block: Statement, judgement: Judgement): void =>
  judgement.disable(trackingCodes.incomplete, endOf(block), {
    message: `vrrp_track_process "${name.text}" has no process`,
    help: "add a line such as: process haproxy",
  });
