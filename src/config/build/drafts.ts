/** The drafts of the blocks that are acted on, by their tables. */
import type { globalDefinitionKeywords } from "../keywords/global-defs/keywords.ts";
import type { realServerKeywords } from "../keywords/lvs/real-server.ts";
import type { virtualServerKeywords } from "../keywords/lvs/virtual-server.ts";
import type { rootKeywords } from "../keywords/root.ts";
import type { vrrpInstanceKeywords } from "../keywords/vrrp-instance/keywords.ts";
import type { Draft } from "./reading/values.ts";

export type RootDraft = Draft<typeof rootKeywords>;
export type GlobalDraft = Draft<typeof globalDefinitionKeywords>;
export type InstanceDraft = Draft<typeof vrrpInstanceKeywords>;
export type VirtualServerDraft = Draft<typeof virtualServerKeywords>;
export type RealServerDraft = Draft<typeof realServerKeywords>;
