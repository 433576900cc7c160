/** `virtual_routes` and `virtual_rules`: what moves with the MASTER state beside addresses. */
import type { VrrpInstance } from "../../model/vrrp-instance.ts";
import type { InstanceDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import { readRouteLine } from "../route/route-line.ts";
import { type RuleContext, readRuleLine } from "../rule/rule-line.ts";

export function routingOf(
  draft: InstanceDraft,
  context: RuleContext,
  judgement: Judgement,
): Pick<VrrpInstance, "virtualRoutes" | "virtualRules"> {
  const routes = draft.virtual_routes?.value ?? [];
  const rules = draft.virtual_rules?.value ?? [];
  return {
    virtualRoutes: routes.flatMap((line) => readRouteLine(line, context, judgement) ?? []),
    virtualRules: rules.flatMap((line) => readRuleLine(line, context, judgement) ?? []),
  };
}
