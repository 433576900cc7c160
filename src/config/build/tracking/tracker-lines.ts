/** The lists `track_interface`, `track_script` and so on: one thing a line, with its weight. */
import { trackingCodes } from "../../diagnostics/codes-tracking.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { Tracker, TrackerKind, TrackerOrigin, Weight } from "../../model/tracking.ts";
import type { Judgement } from "../judgement.ts";
import { ArgumentLine } from "../reading/argument-line.ts";
import type { Entry } from "../reading/values.ts";
import { interfaceNameOf } from "../reading/words.ts";
import { type DefinedKind, definingBlocks, type Lookup, type Trackables } from "./trackables.ts";
import { readOptions } from "./tracker-options.ts";

/** What a draft of an instance and one of a group have in common. */
export type TrackerLists = {
  readonly [Kind in TrackerKind as `track_${Kind}`]?: Entry<readonly Statement[]>;
};

export interface TrackerContext {
  readonly trackables: Trackables;
  /** The instance or group whose lists they are. */
  readonly user: Statement;
  readonly origin: TrackerOrigin;
}

/** Everything that the lists name and that can be followed, each thing once. */
export function readTrackers(
  lists: TrackerLists,
  context: TrackerContext,
  judgement: Judgement,
): readonly Tracker[] {
  return [
    ...readList("interface", lists.track_interface?.value ?? [], context, judgement),
    ...readList("script", lists.track_script?.value ?? [], context, judgement),
    ...readList("file", lists.track_file?.value ?? [], context, judgement),
    ...readList("process", lists.track_process?.value ?? [], context, judgement),
    ...readList("bfd", lists.track_bfd?.value ?? [], context, judgement),
  ];
}

function readList(
  kind: TrackerKind,
  lines: readonly Statement[],
  context: TrackerContext,
  judgement: Judgement,
): readonly Tracker[] {
  const trackers = new Map<string, Tracker>();
  for (const { words } of lines) {
    const [name, ...options] = words;
    const usual = usualWeight(kind, name, context, judgement);
    if (usual === null) continue;
    const first = trackers.get(name.text);
    if (first !== undefined) {
      judgement.report(trackingCodes.trackerRepeated, name.span, {
        message: `${judgement.name} follows "${name.text}" already, by line ${first.place.line}`,
        help: "remove one of the two lines",
        consequence: "The earlier one holds.",
      });
      continue;
    }
    const weight = readOptions({ kind, name, options }, usual, context.trackables, judgement);
    const { origin } = context;
    trackers.set(name.text, { kind, name: name.text, ...weight, origin, place: name.span });
  }
  return [...trackers.values()];
}

/** The weight where the line says none; null when the thing cannot be followed. */
function usualWeight(
  kind: TrackerKind,
  name: Word,
  { trackables, user }: TrackerContext,
  judgement: Judgement,
): Weight | null {
  if (kind === "interface") return isInterfaceName(name, judgement) ? noWeight : null;
  const lookup = trackables.find(kind, name.text, user);
  if (lookup.kind === "found") return lookup.weight;
  reportNotFound(kind, name, lookup, judgement);
  return null;
}

const noWeight: Weight = { weight: 0, reversed: false };

function isInterfaceName(name: Word, judgement: Judgement): boolean {
  const line = new ArgumentLine({ words: [name], text: name.text, block: null });
  const usable = interfaceNameOf(name, line) !== undefined;
  judgement.adopt(line.issues, `${judgement.name} does not follow it.`);
  return usable;
}

function reportNotFound(
  kind: DefinedKind,
  name: Word,
  lookup: Exclude<Lookup, { kind: "found" }>,
  judgement: Judgement,
): void {
  const what = `${definingBlocks[kind]} "${name.text}"`;
  const consequence = `${judgement.name} therefore runs without following it.`;
  if (lookup.kind === "unknown") {
    const { meant } = lookup;
    judgement.report(trackingCodes.unknownTracker, name.span, {
      message: `there is no ${what}`,
      help:
        meant === null
          ? `define it above: ${definingBlocks[kind]} ${name.text} { ... }`
          : `did you mean "${meant}"?`,
      consequence,
    });
    return;
  }
  const related = [{ span: lookup.place, message: "it is defined here" }];
  const { line } = lookup.place;
  if (lookup.kind === "below") {
    judgement.report(trackingCodes.unknownTracker, name.span, {
      message: `${what} is defined below, on line ${line}, where it is not known yet`,
      help: "move its block in front of this one",
      consequence,
      related,
    });
  } else if (lookup.kind === "silent") {
    judgement.report(trackingCodes.unknownTracker, name.span, {
      message: `${what} tells only checkers of its state`,
      help: "add a line to it: vrrp",
      consequence,
      related,
    });
  } else {
    judgement.report(trackingCodes.unusableTracker, name.span, {
      message: `${what} of line ${line} cannot be used`,
      help: "what is wrong is said there",
      consequence,
      related,
    });
  }
}
