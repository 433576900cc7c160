/** Gratuitous ARP and neighbour advertisements of one instance (keepalived.md §8 and §12). */
import { seconds } from "../../../wire/units.ts";
import { instanceCodes } from "../../diagnostics/codes-instance.ts";
import type { Announcements, ExtraAnnouncements } from "../../model/vrrp-instance.ts";
import type { InstanceDraft } from "../drafts.ts";
import type { InstanceDefaults } from "../global/instance-defaults.ts";
import type { Judgement } from "../judgement.ts";
import type { Entry } from "../reading/values.ts";
import { readExtraAnnouncements } from "./extra-announcements.ts";

export function announcementsOf(
  draft: InstanceDraft,
  strict: boolean,
  defaults: InstanceDefaults,
  judgement: Judgement,
): Announcements {
  const usual = defaults.announcements;
  const delay = draft.garp_master_delay;
  const masterDelayMicros = delay === undefined ? usual.masterDelayMicros : seconds(delay.value);
  const masterRepeat = draft.garp_master_repeat?.value ?? usual.masterRepeat;
  const refresh = draft.garp_master_refresh;
  const lowerDelay = draft.garp_lower_prio_delay;
  const lowerRepeat = draft.garp_lower_prio_repeat;
  const extra = extraOf(draft, defaults, judgement);
  const own = {
    ...(extra === null ? {} : { extra }),
    masterDelayMicros,
    masterRepeat,
    refreshMicros: refresh === undefined ? usual.refreshMicros : seconds(refresh.value),
    refreshRepeat: draft.garp_master_refresh_repeat?.value ?? usual.refreshRepeat,
    lowerPriorityDelayMicros:
      lowerDelay === undefined
        ? (usual.lowerPriorityDelayMicros ?? masterDelayMicros)
        : seconds(lowerDelay.value),
    lowerPriorityRepeat: lowerRepeat?.value ?? usual.lowerPriorityRepeat ?? masterRepeat,
  };
  if (!strict) return own;
  overridden(lowerDelay, "garp_lower_prio_delay", judgement);
  overridden(lowerRepeat, "garp_lower_prio_repeat", judgement);
  return { ...own, lowerPriorityDelayMicros: seconds(0), lowerPriorityRepeat: 0 };
}

function extraOf(
  draft: InstanceDraft,
  defaults: InstanceDefaults,
  judgement: Judgement,
): ExtraAnnouncements | null {
  const name = draft.garp_extra_if === undefined ? "vmac_garp_intvl" : "garp_extra_if";
  const { value, diagnostics } = readExtraAnnouncements(name, draft[name], 0);
  judgement.take(diagnostics);
  return value === undefined ? defaults.extraAnnouncements : value;
}

function overridden(entry: Entry<number> | undefined, name: string, judgement: Judgement): void {
  if (entry === undefined || entry.value === 0) return;
  judgement.report(instanceCodes.strictOverrides, entry.span, {
    message: `"${name}" does not go with strict mode`,
    consequence: `${judgement.name} announces nothing after a lower priority advert.`,
  });
}
