/**
 * Defaults of an instance's keywords in words, where they depend on more than the keyword table.
 */
import { inSeconds } from "../../keywords/describe.ts";
import type { InstanceDraft } from "../drafts.ts";
import type { InstanceDefaults } from "../global/instance-defaults.ts";
import { Judgement } from "../judgement.ts";
import { announcementsOf } from "./announcements.ts";
import { familyOfInstance } from "./protocol.ts";
import { priorityOf } from "./role.ts";

/**
 * The value that holds where `name` is not given, or undefined when the table's default is right.
 */
export function defaultInWords(
  name: string,
  draft: InstanceDraft,
  defaults: InstanceDefaults,
): string | undefined {
  switch (name) {
    case "priority":
      return String(priorityOf(draft));
    case "version":
      return familyOfInstance(draft) === "ipv6" ? "3" : String(defaults.version);
    case "down_timer_adverts":
      return String(defaults.downTimerAdverts);
    case "strict_mode":
      return onOrAbsent(defaults.strict);
    case "skip_check_adv_addr":
      return onOrAbsent(defaults.skipCheckAdvertAddresses);
    case "lower_prio_no_advert":
      return onOrAbsent(defaults.lowerPriorityNoAdvert);
    case "higher_prio_send_advert":
      return onOrAbsent(defaults.higherPrioritySendAdvert);
    case "owner_ignore_adverts":
      return onOrAbsent(defaults.ownerIgnoreAdverts);
    case "v3_checksum_as_v2":
      return onOrAbsent(defaults.checksumAsV2);
    default:
      return announcementInWords(name, draft, defaults);
  }
}

const onOrAbsent = (value: boolean): string | undefined => (value ? "true" : undefined);

function announcementInWords(
  name: string,
  draft: InstanceDraft,
  defaults: InstanceDefaults,
): string | undefined {
  const values = announcementsOf(draft, false, defaults, new Judgement(""));
  switch (name) {
    case "garp_master_delay":
      return `${inSeconds(values.masterDelayMicros)} s`;
    case "garp_master_repeat":
      return String(values.masterRepeat);
    case "garp_master_refresh":
      return values.refreshMicros === 0 ? undefined : `${inSeconds(values.refreshMicros)} s`;
    case "garp_master_refresh_repeat":
      return String(values.refreshRepeat);
    case "garp_lower_prio_delay":
      return `${inSeconds(values.lowerPriorityDelayMicros)} s`;
    case "garp_lower_prio_repeat":
      return String(values.lowerPriorityRepeat);
    default:
      return undefined;
  }
}
