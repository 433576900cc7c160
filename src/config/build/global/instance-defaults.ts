/** What `global_defs` says for every instance that does not say it itself. */
import type { IpAddress } from "../../../wire/address.ts";
import { type Micros, seconds } from "../../../wire/units.ts";
import { vrrpGroupIpv4, vrrpGroupIpv6 } from "../../../wire/vrrp/groups.ts";
import type { Announcements, ExtraAnnouncements } from "../../model/vrrp-instance.ts";
import type { GlobalDraft } from "../drafts.ts";
import { type ExtraReading, readExtraAnnouncements } from "../instance/extra-announcements.ts";
import { type BufferPolicy, bufferPolicyOf } from "./buffer-policy.ts";

export interface InstanceDefaults {
  readonly version: 2 | 3;
  readonly strict: boolean;
  readonly downTimerAdverts: number;
  readonly skipCheckAdvertAddresses: boolean;
  readonly checkUnicastSource: boolean;
  readonly lowerPriorityNoAdvert: boolean;
  readonly higherPrioritySendAdvert: boolean;
  readonly ownerIgnoreAdverts: boolean;
  readonly checksumAsV2: boolean;
  readonly multicastGroup4: IpAddress;
  readonly multicastGroup6: IpAddress;
  readonly announcements: DefaultAnnouncements;
  readonly bufferPolicy: BufferPolicy;
  readonly smtpAlert: boolean;
  readonly notifiesPriorityChanges: boolean;
  readonly extraAnnouncements: ExtraAnnouncements | null;
}

/**
 * The two for lower priority adverts follow the instance's own where no global default is given.
 */
export interface DefaultAnnouncements
  extends Omit<Announcements, "lowerPriorityDelayMicros" | "lowerPriorityRepeat"> {
  readonly lowerPriorityDelayMicros: Micros | null;
  readonly lowerPriorityRepeat: number | null;
}

export function instanceDefaultsOf(draft: GlobalDraft): InstanceDefaults {
  return {
    version: draft.vrrp_version?.value === 3 ? 3 : 2,
    strict: draft.vrrp_strict?.value ?? false,
    downTimerAdverts: draft.vrrp_down_timer_adverts?.value ?? 3,
    skipCheckAdvertAddresses: draft.vrrp_skip_check_adv_addr?.value ?? false,
    checkUnicastSource: draft.vrrp_check_unicast_src?.value ?? false,
    lowerPriorityNoAdvert: draft.vrrp_lower_prio_no_advert?.value ?? false,
    higherPrioritySendAdvert: draft.vrrp_higher_prio_send_advert?.value ?? false,
    ownerIgnoreAdverts: draft.vrrp_owner_ignore_adverts?.value ?? false,
    checksumAsV2: draft.v3_checksum_as_v2?.value ?? false,
    multicastGroup4: draft.vrrp_mcast_group4?.value ?? vrrpGroupIpv4,
    multicastGroup6: draft.vrrp_mcast_group6?.value ?? vrrpGroupIpv6,
    announcements: announcementsOf(draft),
    bufferPolicy: bufferPolicyOf(draft),
    smtpAlert: draft.smtp_alert_vrrp?.value ?? draft.smtp_alert?.value ?? false,
    notifiesPriorityChanges: draft.vrrp_notify_priority_changes?.value ?? false,
    extraAnnouncements: extraAnnouncementsOf(draft).value ?? null,
  };
}

export function extraAnnouncementsOf(draft: GlobalDraft): ExtraReading {
  const isNew = draft.vrrp_garp_extra_if !== undefined;
  const name = isNew ? "vrrp_garp_extra_if" : "vrrp_vmac_garp_intvl";
  return readExtraAnnouncements(name, draft[name], 1);
}

/** keepalived's defaults, or the smallest ones with `vrrp_min_garp` (keepalived.md §12). */
function announcementsOf(draft: GlobalDraft): DefaultAnnouncements {
  const least = draft.vrrp_min_garp?.value === true;
  const lowerDelay = draft.vrrp_garp_lower_prio_delay;
  return {
    masterDelayMicros: seconds(draft.vrrp_garp_master_delay?.value ?? (least ? 0 : 5)),
    masterRepeat: draft.vrrp_garp_master_repeat?.value ?? (least ? 1 : 5),
    refreshMicros: seconds(draft.vrrp_garp_master_refresh?.value ?? 0),
    refreshRepeat: draft.vrrp_garp_master_refresh_repeat?.value ?? 1,
    lowerPriorityDelayMicros: lowerDelay === undefined ? null : seconds(lowerDelay.value),
    lowerPriorityRepeat: draft.vrrp_garp_lower_prio_repeat?.value ?? null,
  };
}
