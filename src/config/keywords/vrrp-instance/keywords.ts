/** `vrrp_instance`: one virtual router. */
import type { KeywordSection } from "../keyword.ts";
import { addressesKeywords } from "./addresses.ts";
import { announcementsKeywords } from "./announcements.ts";
import { deliveryKeywords } from "./delivery.ts";
import { linkKeywords } from "./link.ts";
import { notifyKeywords } from "./notify.ts";
import { roleKeywords } from "./role.ts";

export const vrrpInstanceKeywords = {
  ...notifyKeywords,
  ...announcementsKeywords,
  ...addressesKeywords,
  ...deliveryKeywords,
  ...linkKeywords,
  ...roleKeywords,
} as const satisfies KeywordSection;
