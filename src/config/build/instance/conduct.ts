/**
 * How an instance treats adverts and packets, and what strict mode makes of it (keepalived.md §8).
 */
import { instanceCodes } from "../../diagnostics/codes-instance.ts";
import type { VrrpInstance } from "../../model/vrrp-instance.ts";
import type { InstanceDraft } from "../drafts.ts";
import type { InstanceDefaults } from "../global/instance-defaults.ts";
import type { Judgement } from "../judgement.ts";
import type { Entry } from "../reading/values.ts";

export type Conduct = Pick<
  VrrpInstance,
  | "downTimerAdverts"
  | "accept"
  | "skipCheckAdvertAddresses"
  | "lowerPriorityNoAdvert"
  | "higherPrioritySendAdvert"
  | "ownerIgnoreAdverts"
>;

export interface Standing {
  readonly strict: boolean;
  readonly version: 2 | 3;
  readonly isOwner: boolean;
}

/** The missed adverts of RFC 9568 §6.1, Active_Down_Interval. */
const downTimerAdvertsOfRfc = 3;

export function conductOf(
  draft: InstanceDraft,
  standing: Standing,
  defaults: InstanceDefaults,
  judgement: Judgement,
): Conduct {
  const skip = draft.skip_check_adv_addr?.value ?? defaults.skipCheckAdvertAddresses;
  const common = {
    skipCheckAdvertAddresses: skip,
    accept: acceptOf(draft, standing, judgement),
    ownerIgnoreAdverts: ownerIgnoreOf(draft, standing, defaults, judgement),
  };
  if (!standing.strict) {
    return {
      ...common,
      downTimerAdverts: draft.down_timer_adverts?.value ?? defaults.downTimerAdverts,
      lowerPriorityNoAdvert: draft.lower_prio_no_advert?.value ?? defaults.lowerPriorityNoAdvert,
      higherPrioritySendAdvert:
        draft.higher_prio_send_advert?.value ?? defaults.higherPrioritySendAdvert,
    };
  }
  const insist = (entry: Entry<unknown> | undefined, name: string, wanted: unknown): void =>
    insistOn(entry, name, wanted, judgement);
  insist(draft.down_timer_adverts, "down_timer_adverts", downTimerAdvertsOfRfc);
  insist(draft.lower_prio_no_advert, "lower_prio_no_advert", true);
  insist(draft.higher_prio_send_advert, "higher_prio_send_advert", false);
  insist(draft.no_virtual_ipaddress, "no_virtual_ipaddress", false);
  return {
    ...common,
    downTimerAdverts: downTimerAdvertsOfRfc,
    lowerPriorityNoAdvert: true,
    higherPrioritySendAdvert: false,
  };
}

/** The owner always accepts; else strict mode does not unless asked, and strict VRRPv2 never. */
function acceptOf(draft: InstanceDraft, standing: Standing, judgement: Judgement): boolean {
  const { accept, no_accept: noAccept } = draft;
  if (standing.isOwner) return true;
  const later = (noAccept?.order ?? -1) > (accept?.order ?? -1) ? "no_accept" : "accept";
  const wanted = accept === undefined && noAccept === undefined ? !standing.strict : null;
  if (wanted !== null) return wanted;
  if (later === "no_accept") return false;
  if (accept === undefined || !standing.strict || standing.version === 3) return true;
  insistOn(accept, "accept", false, judgement);
  return false;
}

function ownerIgnoreOf(
  draft: InstanceDraft,
  standing: Standing,
  defaults: InstanceDefaults,
  judgement: Judgement,
): boolean {
  const given = draft.owner_ignore_adverts;
  if (standing.isOwner) {
    if (standing.strict) {
      insistOn(given, "owner_ignore_adverts", true, judgement);
      return true;
    }
    return given?.value ?? defaults.ownerIgnoreAdverts;
  }
  if (given?.value === true) {
    judgement.report(instanceCodes.ownerIgnoreCleared, given.span, {
      message: `${judgement.name} is not the address owner`,
      help: "owner_ignore_adverts goes with priority 255",
      consequence: `${judgement.name} therefore runs without owner_ignore_adverts.`,
    });
  }
  return false;
}

function insistOn(
  entry: Entry<unknown> | undefined,
  name: string,
  wanted: unknown,
  judgement: Judgement,
): void {
  if (entry === undefined || entry.value === wanted) return;
  judgement.report(instanceCodes.strictOverrides, entry.span, {
    message: `"${name}" as it stands does not go with strict mode`,
    consequence: `${judgement.name} therefore runs as strict mode wants it.`,
  });
}
