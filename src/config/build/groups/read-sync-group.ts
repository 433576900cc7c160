/** One `vrrp_sync_group`, before its members are looked for. */
import { groupCodes } from "../../diagnostics/codes-groups.ts";
import type { Statement, Word } from "../../language/tree.ts";
import type { SyncGroup } from "../../model/sync-group.ts";
import type { SyncGroupDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import { readSection } from "../reading/read-section.ts";
import { innerOf } from "../tracking/definition.ts";
import type { Trackables } from "../tracking/trackables.ts";
import { readTrackers } from "../tracking/tracker-lines.ts";
import { memberNames } from "./members.ts";

export interface UnresolvedGroup {
  /** Without members. */
  readonly group: SyncGroup;
  readonly memberNames: readonly Word[];
}

export function readSyncGroup(
  name: Word,
  block: Statement,
  judgement: Judgement,
  trackables: Trackables,
): UnresolvedGroup {
  const { draft, diagnostics } = readSection(innerOf(block), {
    section: "vrrp_sync_group",
    subject: name.text,
    title: name.text,
  });
  judgement.take(diagnostics);
  reportGlobalTracking(draft, judgement);
  const origin = { kind: "syncGroup", name: name.text } as const;
  const trackers = readTrackers(draft, { trackables, user: block, origin }, judgement);
  return {
    group: {
      name: name.text,
      place: name.span,
      members: [],
      trackers,
      allowsWeights: draft.sync_group_tracking_weight !== undefined,
      notify: {
        master: draft.notify_master?.value ?? null,
        backup: draft.notify_backup?.value ?? null,
        fault: draft.notify_fault?.value ?? null,
        stop: draft.notify_stop?.value ?? null,
        any: draft.notify?.value ?? null,
      },
      smtpAlert: draft.smtp_alert?.value ?? null,
      notifyPriorityChanges: draft.notify_priority_changes?.value ?? null,
    },
    memberNames: memberNames(block, judgement),
  };
}

function reportGlobalTracking({ global_tracking: given }: SyncGroupDraft, judgement: Judgement) {
  if (given === undefined) return;
  judgement.report(groupCodes.globalTracking, given.span, {
    message: '"global_tracking" is obsolete',
    help: "write track_interface, track_script and so on into the group",
    consequence: "The line has no effect.",
  });
}
