/** Policy rules as the dumps list them. */
import type { NumberRange, Rule } from "../../config/model/rule.ts";
import { prefixText } from "./addresses.ts";
import { given, joined, realmsText } from "./routes.ts";

/** `from 10.1.0.0/24 priority 500 tos 0x0 protocol 18 lookup 100`. */
export function ruleText(rule: Rule): string {
  const { source, destination, mark, action } = rule;
  const table = action.kind === "table" ? action : null;
  return joined([
    rule.inverted ? "not" : null,
    `from ${source === null ? "all" : prefixText(source)}`,
    destination === null ? null : `to ${prefixText(destination)}`,
    `priority ${rule.preference}`,
    `tos ${hexadecimal(rule.typeOfService)}`,
    mark === null ? null : `fwmark ${hexadecimal(mark.value)}/${hexadecimal(mark.mask)}`,
    given("iif", rule.inputInterface?.name ?? null),
    given("oif", rule.outputInterface?.name ?? null),
    given("suppress_prefixlen", table?.suppressPrefixLength ?? null),
    given("suppress_ifgroup", table?.suppressInterfaceGroup ?? null),
    realmsText(rule.realms),
    given("tunnel-id", rule.tunnelId),
    rangeText("uidrange", rule.userIds),
    action.kind === "l3mdev" ? "l3mdev" : null,
    `protocol ${rule.protocol}`,
    given("ipproto", rule.transport),
    rangeText("sport", rule.sourcePorts),
    rangeText("dport", rule.destinationPorts),
    actionText(action),
    rule.tracked ? null : "no_track",
  ]);
}

function actionText(action: Rule["action"]): string {
  switch (action.kind) {
    case "table":
      return `lookup ${action.table}`;
    case "l3mdev":
      return "lookup 0";
    case "goto":
      return `goto ${action.preference}`;
    case "nop":
      return "nop";
    default:
      return `type ${action.kind}`;
  }
}

const hexadecimal = (value: number): string => `0x${value.toString(16)}`;

const rangeText = (name: string, range: NumberRange | null): string | null =>
  range === null ? null : `${name} ${range.first}-${range.last}`;
