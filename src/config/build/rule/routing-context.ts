import type { GlobalDraft } from "../drafts.ts";
import type { HostFacts } from "../facts.ts";
import { numbersOf } from "../routing-names.ts";
import type { RuleContext } from "./rule-line.ts";
import { RulePreferences } from "./rule-preferences.ts";

/** What all routes and rules of one configuration are completed with. */
export function routingContextOf(draft: GlobalDraft, facts: HostFacts): RuleContext {
  const directories = {
    vendor: draft.iproute_usr_dir?.value ?? null,
    administrator: draft.iproute_etc_dir?.value ?? null,
  };
  return {
    numberOf: numbersOf(facts, directories),
    preferences: new RulePreferences(),
    isStatic: false,
  };
}
