/** All that can be followed: `vrrp_script`, `track_file`, `vrrp_track_process`, `bfd_instance`. */
import { trackingCodes } from "../../diagnostics/codes-tracking.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Span, Statement } from "../../language/tree.ts";
import type { BfdInstance, Tracking } from "../../model/tracking.ts";
import type { RootDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import { completeBfdInstance } from "./bfd-instance.ts";
import { type Complete, type Definition, endOf, readDefinitions } from "./definition.ts";
import { completeTrackFile } from "./track-file.ts";
import { completeTrackProcess } from "./track-processes.ts";
import { completeTrackScript } from "./track-script.ts";
import { Trackables } from "./trackables.ts";

export interface TrackingReading {
  readonly tracking: Tracking;
  /** Where the block of each script ends: what keepalived finds there, it says there. */
  readonly scriptEnds: ReadonlyMap<string, Span>;
  readonly trackables: Trackables;
  readonly diagnostics: readonly Diagnostic[];
}

/** `statements` are those of the file: what is defined below is not known above. */
export function buildTracking(root: RootDraft, statements: readonly Statement[]): TrackingReading {
  const order = new Map(statements.map((statement, index) => [statement, index] as const));
  const orderOf = (block: Statement): number => order.get(block) ?? -1;
  const fileBlocks = [...(root.track_file?.value ?? []), ...(root.vrrp_track_file?.value ?? [])];
  const inOrder = fileBlocks.toSorted((left, right) => orderOf(left) - orderOf(right));
  const scripts = readDefinitions(root.vrrp_script?.value ?? [], completeTrackScript);
  const files = readDefinitions(inOrder, completeTrackFile);
  const processes = readDefinitions(root.vrrp_track_process?.value ?? [], completeTrackProcess);
  const bfd = readDefinitions(root.bfd_instance?.value ?? [], withOwnAddresses());
  const read = [scripts, files, processes, bfd];
  return {
    tracking: {
      scripts: usable(scripts.definitions),
      files: usable(files.definitions),
      processes: usable(processes.definitions),
      bfdInstances: usable(bfd.definitions),
    },
    scriptEnds: new Map(scripts.definitions.map(({ name, block }) => [name, endOf(block)])),
    trackables: new Trackables(
      {
        script: scripts.definitions,
        file: files.definitions,
        process: processes.definitions,
        bfd: bfd.definitions,
      },
      orderOf,
    ),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

const usable = <Value>(definitions: readonly Definition<Value>[]): readonly Value[] =>
  definitions.flatMap(({ value }) => (value === null ? [] : [value]));

/** Of two sessions between the same addresses the later one cannot be told from the other. */
function withOwnAddresses(): Complete<BfdInstance> {
  const byNeighbor = new Map<string, BfdInstance[]>();
  return (name, block, judgement) => {
    const session = completeBfdInstance(name, block, judgement);
    if (session === null || judgement.disabled) return null;
    const others = byNeighbor.get(session.neighbor) ?? [];
    const rival = others.find((other) => meet(other, session));
    if (rival !== undefined) reportSameAddresses(session, rival.name, block, judgement);
    else byNeighbor.set(session.neighbor, [...others, session]);
    return session;
  };
}

/** One without a source may be given any. */
const meet = (left: BfdInstance, right: BfdInstance): boolean =>
  left.source === null || right.source === null || left.source === right.source;

function reportSameAddresses(
  { neighbor }: BfdInstance,
  rival: string,
  block: Statement,
  judgement: Judgement,
): void {
  judgement.disable(trackingCodes.duplicateSession, endOf(block), {
    message: `bfd_instance "${rival}" is a session with ${neighbor} already`,
    help: "give each its own neighbor_ip, or its own source_ip",
  });
}
