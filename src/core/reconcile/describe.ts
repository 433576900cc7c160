/** Operations on the kernel in the words of ip(8): for logs, refusals and `holdfast plan`. */
import type { AddressLine } from "../../config/model/address-line.ts";
import type { Encapsulation, NextHop, Realms, Route } from "../../config/model/route.ts";
import type { NumberRange, Rule } from "../../config/model/rule.ts";
import { type Family, familyOf, type IpAddress, type Prefix } from "../../wire/address.ts";
import type { AddressChange } from "./addresses.ts";
import type { RoutingChange, RoutingLine } from "./routing.ts";

/** `ip route add 192.0.2.0/24 via 10.0.0.1 ...` or `ip rule del from ...`. */
export function describeOperation(change: RoutingChange): string {
  if ("rule" in change) {
    const verb = change.kind === "add" ? "add" : "del";
    return joined(ip(change.rule.family), "rule", verb, ...ruleWords(change.rule));
  }
  const verb = change.kind === "add" ? change.route.insertion : "del";
  return joined(ip(change.route.family), "route", verb, ...routeWords(change.route));
}

/** The line itself: `route 192.0.2.0/24 via 10.0.0.1 ...`. */
export const describeRoutingLine = (line: RoutingLine): string =>
  "rule" in line
    ? joined("rule", ...ruleWords(line.rule))
    : joined("route", ...routeWords(line.route));

/** Of many lines the first ones, and how many more they are: for one line of a log. */
export function describeRoutingLines(lines: readonly RoutingLine[]): readonly string[] {
  const described = lines.slice(0, mostDescribed).map(describeRoutingLine);
  const rest = lines.length - described.length;
  return rest === 0 ? described : [...described, `${rest} more like them`];
}

/** `ip address add 192.0.2.1/24 dev eth0`. */
export function describeAddressOperation({
  kind,
  line,
}: Pick<AddressChange, "kind" | "line">): string {
  return joined("ip address", kind === "add" ? "add" : "del", ...addressWords(line, kind));
}

const mostDescribed = 4;

const ip = (family: Family): string => (family === "ipv4" ? "ip" : "ip -6");

const joined = (...words: readonly string[]): string =>
  words.filter((word) => word !== "").join(" ");

const given = (name: string, value: string | number | null): string =>
  value === null ? "" : `${name} ${value}`;

function addressWords(line: AddressLine, kind: AddressChange["kind"]): readonly string[] {
  const { peer, broadcast, label, scope } = line;
  const place = [
    peer === null
      ? `${line.address}/${line.prefixLength}`
      : `${line.address} peer ${peer.address}/${peer.prefixLength}`,
    `dev ${line.interface}`,
  ];
  if (kind === "remove") return place;
  return [
    ...place,
    given("broadcast", broadcast),
    given("label", label),
    scope === 0 ? "" : `scope ${scope}`,
  ];
}

function routeWords(route: Route): readonly string[] {
  const { type, destination, source, vrf, table, congestionControl, ttlPropagation } = route;
  return [
    type === "unicast" ? "" : type,
    prefixText(destination),
    source === null ? "" : `from ${prefixText(source)}`,
    // Its own options end where the next of the route begins.
    encapsulationText(route.encapsulation),
    viaText(route.gateway, route.family),
    given("dev", route.interface),
    vrf === null ? given("table", table) : `vrf ${vrf}`,
    given("metric", route.metric),
    route.typeOfService === 0 ? "" : `tos ${hexadecimal(route.typeOfService)}`,
    `proto ${route.protocol}`,
    given("scope", route.scope),
    given("src", route.preferredSource),
    route.onLink ? "onlink" : "",
    ...route.metrics.map(
      ({ name, value, locked }) => `${name} ${locked ? "lock " : ""}${value}${unitOf(name)}`,
    ),
    route.features.length === 0 ? "" : `features ${route.features.join(" ")}`,
    congestionControl === null
      ? ""
      : `congctl ${congestionControl.locked ? "lock " : ""}${congestionControl.name}`,
    realmsText(route.realms),
    given("expires", route.expiresSeconds),
    given("pref", route.routerPreference),
    ttlPropagation === null ? "" : `ttl-propagate ${ttlPropagation ? "enabled" : "disabled"}`,
    ...route.nextHops.map((hop) => hopText(hop, route.family)),
  ];
}

const unitOf = (name: string): string =>
  name === "rtt" || name === "rttvar" || name === "rto_min" ? "ms" : "";

const prefixText = ({ address, prefixLength }: Prefix): string =>
  prefixLength === 0 ? "default" : `${address}/${prefixLength}`;

const viaText = (gateway: IpAddress | null, family: Family): string =>
  gateway === null
    ? ""
    : familyOf(gateway) === family
      ? `via ${gateway}`
      : `via ${family === "ipv4" ? "inet6" : "inet"} ${gateway}`;

const realmsText = (realms: Realms | null): string =>
  realms === null
    ? ""
    : `realms ${realms.source === 0 ? "" : `${realms.source}/`}${realms.destination}`;

const hopText = (hop: NextHop, family: Family): string =>
  joined(
    "nexthop",
    encapsulationText(hop.encapsulation),
    viaText(hop.gateway, family),
    given("dev", hop.interface),
    `weight ${hop.weight}`,
    hop.onLink ? "onlink" : "",
    realmsText(hop.realms),
  );

function encapsulationText(encapsulation: Encapsulation | null): string {
  if (encapsulation === null) return "";
  const { kind } = encapsulation;
  if (kind === "mpls") return `encap mpls ${encapsulation.labels.join("/")}`;
  if (kind === "ila") return `encap ila ${encapsulation.locator}`;
  const { id, source, destination, typeOfService, hopLimit, flags } = encapsulation;
  return joined(
    `encap ${kind}`,
    given("id", id),
    given("src", source),
    given("dst", destination),
    given(kind === "ip" ? "tos" : "tc", typeOfService === null ? null : hexadecimal(typeOfService)),
    given(kind === "ip" ? "ttl" : "hoplimit", hopLimit),
    given("flags", flags),
  );
}

function ruleWords(rule: Rule): readonly string[] {
  const { mark, action } = rule;
  return [
    rule.inverted ? "not" : "",
    rule.source === null ? "" : `from ${prefixText(rule.source)}`,
    rule.destination === null ? "" : `to ${prefixText(rule.destination)}`,
    rule.typeOfService === 0 ? "" : `tos ${hexadecimal(rule.typeOfService)}`,
    mark === null ? "" : `fwmark ${hexadecimal(mark.value)}/${hexadecimal(mark.mask)}`,
    given("iif", rule.inputInterface?.name ?? null),
    given("oif", rule.outputInterface?.name ?? null),
    given("tun_id", rule.tunnelId),
    rangeText("uidrange", rule.userIds),
    given("ipproto", rule.transport),
    rangeText("sport", rule.sourcePorts),
    rangeText("dport", rule.destinationPorts),
    `preference ${rule.preference}`,
    `protocol ${rule.protocol}`,
    realmsText(rule.realms),
    actionText(action),
  ];
}

function actionText(action: Rule["action"]): string {
  switch (action.kind) {
    case "table":
      return joined(
        `table ${action.table}`,
        given("suppress_prefixlength", action.suppressPrefixLength),
        given("suppress_ifgroup", action.suppressInterfaceGroup),
      );
    case "goto":
      return `goto ${action.preference}`;
    default:
      return action.kind;
  }
}

const hexadecimal = (value: number): string => `0x${value.toString(16)}`;

const rangeText = (name: string, range: NumberRange | null): string =>
  range === null ? "" : `${name} ${range.first}-${range.last}`;
