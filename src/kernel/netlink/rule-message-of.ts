/** A rule's line as the kernel is asked for it. */
import type { Rule, RuleAction } from "../../config/model/rule.ts";
import { type RuleMessage, ruleActionNumber } from "../../wire/netlink/rule-message.ts";

/** Interfaces are named and not numbered: one that is missing may come. */
export function ruleMessageOf(rule: Rule): RuleMessage {
  const { action, realms, tunnelId } = rule;
  const table = action.kind === "table" ? action : null;
  return {
    family: rule.family,
    preference: rule.preference,
    inverted: rule.inverted,
    source: rule.source,
    destination: rule.destination,
    typeOfService: rule.typeOfService,
    mark: rule.mark,
    inputInterface: rule.inputInterface?.name ?? null,
    outputInterface: rule.outputInterface?.name ?? null,
    tunnelId: tunnelId === null ? null : BigInt(tunnelId),
    userIds: rule.userIds,
    transport: rule.transport,
    sourcePorts: rule.sourcePorts,
    destinationPorts: rule.destinationPorts,
    protocol: rule.protocol,
    flow: realms === null ? null : realms.source * 0x10000 + realms.destination,
    action: actionNumber(action),
    table: table?.table ?? 0,
    goto: action.kind === "goto" ? action.preference : null,
    ofVrf: action.kind === "l3mdev",
    suppressPrefixLength: table?.suppressPrefixLength ?? null,
    suppressInterfaceGroup: table?.suppressInterfaceGroup ?? null,
  };
}

const actionNumber = ({ kind }: RuleAction): number =>
  kind === "l3mdev" ? ruleActionNumber.table : ruleActionNumber[kind];
