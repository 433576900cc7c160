/** `static_ipaddress`, `static_routes`, `static_rules`: what is kept whatever instances do. */
import { routingCodes } from "../../diagnostics/codes-routing.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Span, Statement } from "../../language/tree.ts";
import type { Statics } from "../../model/statics.ts";
import { readAddressLine } from "../address/address-line.ts";
import type { GlobalDraft, RootDraft } from "../drafts.ts";
import { defaultInterfaceOf } from "../global/global-definitions.ts";
import { Judgement } from "../judgement.ts";
import { readRouteLine } from "../route/route-line.ts";
import { type RuleContext, readRuleLine } from "../rule/rule-line.ts";

export interface StaticsReading {
  readonly statics: Statics;
  readonly diagnostics: readonly Diagnostic[];
}

export function staticsOf(
  root: RootDraft,
  global: GlobalDraft,
  routing: RuleContext,
): StaticsReading {
  const judgement = new Judgement("The daemon");
  const context = { ...routing, isStatic: true };
  const groups = groupNames(root.track_group?.value ?? []);
  const link = { interface: defaultInterfaceOf(global), isStatic: true };
  const addresses = root.static_ipaddress?.value ?? [];
  const routes = root.static_routes?.value ?? [];
  const rules = root.static_rules?.value ?? [];
  const statics = {
    addresses: addresses.flatMap((line) => readAddressLine(line, link, judgement) ?? []),
    routes: routes.flatMap((line) => readRouteLine(line, context, judgement) ?? []),
    rules: rules.flatMap((line) => readRuleLine(line, context, judgement) ?? []),
  };
  for (const line of [...statics.addresses, ...statics.routes, ...statics.rules]) {
    judgeGroup(line, groups, judgement);
  }
  return { statics, diagnostics: judgement.diagnostics };
}

const groupNames = (blocks: readonly Statement[]): ReadonlySet<string> =>
  new Set(blocks.flatMap(({ words }) => words[1]?.text ?? []));

function judgeGroup(
  { trackGroup, place }: { readonly trackGroup?: string | null; readonly place: Span },
  groups: ReadonlySet<string>,
  judgement: Judgement,
): void {
  if (trackGroup === undefined || trackGroup === null || groups.has(trackGroup)) return;
  judgement.report(routingCodes.trackGroupUnknown, place, {
    message: `there is no track_group "${trackGroup}"`,
    help: `write track_group ${trackGroup} { group { ... } } at the top of the file`,
    consequence: "No instance follows it.",
  });
}
