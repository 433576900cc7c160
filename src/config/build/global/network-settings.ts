import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { RootDraft } from "../drafts.ts";
import { Judgement } from "../judgement.ts";
import { announcementGroupsOf } from "./announcement-groups.ts";
import { linksOf } from "./links.ts";

export interface NetworkSettings {
  readonly settings: Pick<Configuration, "links" | "announcementGroups">;
  readonly diagnostics: readonly Diagnostic[];
}

/** What stands outside blocks about links and announcements. */
export function networkSettingsOf(draft: RootDraft): NetworkSettings {
  const judgement = new Judgement("The daemon");
  const settings = {
    links: linksOf(draft, judgement),
    announcementGroups: announcementGroupsOf(draft.garp_group?.value ?? [], judgement),
  };
  return { settings, diagnostics: judgement.diagnostics };
}
