/** The drafts of the blocks that are acted on, by their tables. */
import type { globalDefinitionKeywords } from "../keywords/global-defs/keywords.ts";
import type { syncGroupKeywords } from "../keywords/groups/sync-group.ts";
import type { realServerKeywords } from "../keywords/lvs/real-server.ts";
import type { virtualServerKeywords } from "../keywords/lvs/virtual-server.ts";
import type { rootKeywords } from "../keywords/root.ts";
import type { bfdInstanceKeywords } from "../keywords/tracking/bfd-instance.ts";
import type { trackProcessKeywords } from "../keywords/tracking/processes.ts";
import type { vrrpInstanceKeywords } from "../keywords/vrrp-instance/keywords.ts";
import type { Draft } from "./reading/values.ts";

export type RootDraft = Draft<typeof rootKeywords>;
export type GlobalDraft = Draft<typeof globalDefinitionKeywords>;
export type InstanceDraft = Draft<typeof vrrpInstanceKeywords>;
export type VirtualServerDraft = Draft<typeof virtualServerKeywords>;
export type RealServerDraft = Draft<typeof realServerKeywords>;
export type SyncGroupDraft = Draft<typeof syncGroupKeywords>;
export type ProcessDraft = Draft<typeof trackProcessKeywords>;
export type BfdDraft = Draft<typeof bfdInstanceKeywords>;
