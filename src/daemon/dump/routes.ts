/** Routes as the dumps list them: the words of a line, in an order of their own. */
import type { Encapsulation, NextHop, Realms, Route } from "../../config/model/route.ts";
import { familyOf, type IpAddress } from "../../wire/address.ts";
import { prefixText } from "./addresses.ts";

const mainTable = 254;

/** `prepend 10.1.0.0/24 via inet 10.0.0.2 dev eth0 proto 18 no_track`. */
export function routeText(route: Route): string {
  return joined([
    route.insertion,
    route.type === "unicast" ? null : route.type,
    prefixText(route.destination),
    route.source === null ? null : `from ${prefixText(route.source)}`,
    given("src", route.preferredSource),
    route.typeOfService === 0 ? null : `tos ${route.typeOfService}`,
    encapsulationText(route.encapsulation),
    viaText(route.gateway),
    given("dev", route.interface),
    tableText(route),
    `proto ${route.protocol}`,
    given("scope", route.scope),
    given("metric", route.metric),
    route.onLink ? "onlink" : null,
    realmsText(route.realms),
    ...metricWords(route),
    route.expiresSeconds === null ? null : `expires ${route.expiresSeconds}sec`,
    given("pref", route.routerPreference),
    route.ttlPropagation === null
      ? null
      : `ttl-propagate ${route.ttlPropagation ? "enabled" : "disabled"}`,
    ...route.nextHops.map(hopText),
    route.tracked ? null : "no_track",
  ]);
}

export const realmsText = (realms: Realms | null): string | null =>
  realms === null
    ? null
    : `realms ${realms.source === 0 ? "" : `${realms.source}/`}${realms.destination}`;

export const joined = (words: readonly (string | null)[]): string =>
  words.filter((word) => word !== null).join(" ");

export const given = (name: string, value: string | number | null): string | null =>
  value === null ? null : `${name} ${value}`;

function tableText({ table, vrf }: Route): string | null {
  if (vrf !== null) return `vrf ${vrf}`;
  return table === null || table === mainTable ? null : `table ${table}`;
}

const viaText = (gateway: IpAddress | null): string | null =>
  gateway === null ? null : `via ${familyOf(gateway) === "ipv4" ? "inet" : "inet6"} ${gateway}`;

function metricWords({ metrics, features, congestionControl }: Route): readonly (string | null)[] {
  const lock = (locked: boolean) => (locked ? "lock " : "");
  return [
    congestionControl === null
      ? null
      : `congctl ${lock(congestionControl.locked)}${congestionControl.name}`,
    ...metrics.map(({ name, value, locked }) => {
      const unit = name === "rtt" || name === "rttvar" || name === "rto_min" ? "ms" : "";
      return `${name} ${lock(locked)}${value}${unit}`;
    }),
    features.length === 0 ? null : `features ${features.join(" ")}`,
  ];
}

const hopText = (hop: NextHop): string =>
  joined([
    "nexthop",
    viaText(hop.gateway),
    given("dev", hop.interface),
    hop.weight === 1 ? null : `weight ${hop.weight}`,
    hop.onLink ? "onlink" : null,
    realmsText(hop.realms),
    encapsulationText(hop.encapsulation),
  ]);

function encapsulationText(encapsulation: Encapsulation | null): string | null {
  if (encapsulation === null) return null;
  const { kind } = encapsulation;
  if (kind === "mpls") return `encap mpls ${encapsulation.labels.join("/")}`;
  if (kind === "ila") return `encap ila ${encapsulation.locator}`;
  const { id, destination, source, typeOfService, hopLimit, flags } = encapsulation;
  return joined([
    `encap ${kind}`,
    given("id", id),
    given("dst", destination),
    given("src", source),
    given(kind === "ip" ? "tos" : "tc", typeOfService),
    given(kind === "ip" ? "ttl" : "hoplimit", hopLimit),
    given("flags", flags),
  ]);
}
