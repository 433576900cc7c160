/** What tells routes from one another for the kernel, and rules. */
import { addressBytes, addressFromBytes, type Prefix } from "../../wire/address.ts";
import type { ReceivedRoute } from "../../wire/netlink/received-route.ts";
import type { RouteMessage } from "../../wire/netlink/route-message.ts";
import type { RuleMessage } from "../../wire/netlink/rule-message.ts";

/** IP6_RT_PRIO_USER: the metric of an IPv6 route that has none. */
const defaultMetricIpv6 = 1024;

/** Destination, source, type of service, table and metric; not where it leads. */
export function routeKey(
  route: Pick<
    RouteMessage | ReceivedRoute,
    "family" | "table" | "destination" | "source" | "typeOfService" | "priority"
  >,
): string {
  const { family, table, destination, source, typeOfService, priority } = route;
  const metric = family === "ipv6" ? priority || defaultMetricIpv6 : (priority ?? 0);
  const from = source === null || source.prefixLength === 0 ? "" : networkText(source);
  return `${family} ${table} ${networkText(destination)} ${from} ${typeOfService} ${metric}`;
}

/** The kernel clears the bits behind the prefix of an IPv6 destination. */
function networkText({ address, prefixLength }: Prefix): string {
  const bytes = addressBytes(address);
  for (const [index, byte] of bytes.entries()) {
    const bits = Math.min(8, Math.max(0, prefixLength - 8 * index));
    bytes[index] = byte & (0xff << (8 - bits));
  }
  return `${addressFromBytes(bytes)}/${prefixLength}`;
}

/** All that a rule says: the kernel has nothing less to tell two apart. */
export function ruleKey(rule: RuleMessage): string {
  const { mark, userIds, sourcePorts, destinationPorts } = rule;
  const prefix = (each: Prefix | null) => (each === null ? null : networkText(each));
  const range = (each: RuleMessage["userIds"]) =>
    each === null ? null : `${each.first}-${each.last}`;
  return JSON.stringify([
    rule.family,
    rule.preference,
    rule.inverted,
    prefix(rule.source),
    prefix(rule.destination),
    rule.typeOfService,
    mark === null || (mark.value === 0 && mark.mask === 0) ? null : [mark.value, mark.mask],
    rule.inputInterface,
    rule.outputInterface,
    rule.tunnelId === null ? null : `${rule.tunnelId}`,
    range(userIds),
    rule.transport,
    range(sourcePorts),
    range(destinationPorts),
    rule.flow,
    rule.action,
    rule.table,
    rule.goto,
    rule.ofVrf,
    rule.suppressPrefixLength,
    rule.suppressInterfaceGroup,
  ]);
}
