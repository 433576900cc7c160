/** `global_defs`: settings of the whole daemon. */
import type { KeywordSection } from "../keyword.ts";
import { announcementsKeywords } from "./announcements.ts";
import { buffersKeywords } from "./buffers.ts";
import { filesKeywords } from "./files.ts";
import { firewallKeywords } from "./firewall.ts";
import { lvsKeywords } from "./lvs.ts";
import { mailKeywords } from "./mail.ts";
import { monitoringKeywords } from "./monitoring.ts";
import { processesKeywords } from "./processes.ts";
import { scriptsKeywords } from "./scripts.ts";
import { vrrpKeywords } from "./vrrp.ts";

export const globalDefinitionKeywords = {
  ...mailKeywords,
  ...scriptsKeywords,
  ...buffersKeywords,
  ...processesKeywords,
  ...announcementsKeywords,
  ...firewallKeywords,
  ...lvsKeywords,
  ...monitoringKeywords,
  ...vrrpKeywords,
  ...filesKeywords,
} as const satisfies KeywordSection;
