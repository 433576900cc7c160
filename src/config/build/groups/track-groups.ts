/** `track_group`: who is in fault while a static address, route or rule is missing (§10.3). */
import { groupCodes } from "../../diagnostics/codes-groups.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../keywords/nearest.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { TrackGroup } from "../../model/sync-group.ts";
import type { Judgement } from "../judgement.ts";
import { readSection } from "../reading/read-section.ts";
import { innerOf, readDefinitions } from "../tracking/definition.ts";
import { memberNames } from "./members.ts";
import { type InstanceRoster, withOneName } from "./sync-groups.ts";

export interface TrackGroupsReading {
  readonly trackGroups: readonly TrackGroup[];
  readonly diagnostics: readonly Diagnostic[];
}

export function buildTrackGroups(
  blocks: readonly Statement[],
  roster: InstanceRoster,
): TrackGroupsReading {
  const { named, diagnostics } = withOneName(blocks);
  const read = readDefinitions(named, (name, block, judgement) =>
    completeTrackGroup(name, block, roster, judgement),
  );
  return {
    trackGroups: read.definitions.flatMap(({ value }) => (value === null ? [] : [value])),
    diagnostics: [...diagnostics, ...read.diagnostics],
  };
}

function completeTrackGroup(
  name: Word,
  block: Statement,
  { instances, names }: InstanceRoster,
  judgement: Judgement,
): TrackGroup {
  const { diagnostics } = readSection(innerOf(block), {
    section: "track_group",
    subject: name.text,
    title: name.text,
  });
  judgement.take(diagnostics);
  const words = memberNames(block, judgement);
  for (const word of words.filter(({ text }) => !names.has(text))) {
    const meant = nearest(word.text, names);
    judgement.report(groupCodes.followerUnknown, word.span, {
      message: `there is no vrrp_instance "${word.text}"`,
      help: meant === null ? "name an instance of this file" : `did you mean "${meant}"?`,
      consequence: "The name is skipped.",
    });
  }
  const listed = new Set(words.map(({ text }) => text));
  const members = instances.map((instance) => instance.name).filter((each) => listed.has(each));
  return { name: name.text, place: name.span, members };
}
