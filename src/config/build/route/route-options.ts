/** The options of a route's line, each a small function that fills the draft. */
import { type Family, familyOf, type IpAddress, type Prefix } from "../../../wire/address.ts";
import { keywordCodes } from "../../diagnostics/codes-keywords.ts";
import { routingCodes } from "../../diagnostics/codes-routing.ts";
import { routeLineKeywords } from "../../keywords/route-line.ts";
import type { Word } from "../../language/tree.ts";
import type { NextHop, Realms, Route, RouteMetric, RouteMetricName } from "../../model/route.ts";
import type { OptionWords } from "../reading/option-words.ts";
import { readEncapsulation } from "./encapsulation.ts";
import { type Hop, readGateway } from "./gateway.ts";
import { readRealms } from "./realms.ts";

interface Placed {
  readonly address: IpAddress;
  readonly word: Word;
}

/** A line while it is read; what stays null takes its default. */
export interface RouteDraft extends Hop {
  type: Route["type"];
  destination: Prefix | "default" | null;
  destinationWord: Word | null;
  /** `inet` or `inet6`. */
  family: { readonly family: Family; readonly word: Word } | null;
  /** An option that only one family has. */
  onlyFor: { readonly family: Family; readonly word: Word } | null;
  source: Prefix | null;
  preferredSource: Placed | null;
  secondGateway: Placed | null;
  interface: Word | null;
  table: number | null;
  vrf: Word | null;
  metric: number | null;
  typeOfService: number;
  protocol: { readonly number: number; readonly word: Word } | null;
  scope: number | null;
  onLink: boolean;
  insertion: Route["insertion"];
  readonly metrics: Map<RouteMetricName, RouteMetric>;
  realms: Realms | null;
  features: readonly "ecn"[];
  congestionControl: Route["congestionControl"];
  expiresSeconds: number | null;
  routerPreference: Route["routerPreference"];
  ttlPropagation: boolean | null;
  encapsulation: Route["encapsulation"];
  nextHops: readonly NextHop[];
  /** Of their gateways that the route is to be of, too. */
  hopFamilies: readonly Family[];
  tracked: boolean;
  trackGroup: Word | null;
}

export const emptyRoute = (): RouteDraft => ({
  type: "unicast",
  destination: null,
  destinationWord: null,
  family: null,
  onlyFor: null,
  source: null,
  preferredSource: null,
  gateway: null,
  gatewayWord: null,
  gatewayIsNamedIpv6: false,
  secondGateway: null,
  interface: null,
  table: null,
  vrf: null,
  metric: null,
  typeOfService: 0,
  protocol: null,
  scope: null,
  onLink: false,
  insertion: "prepend",
  metrics: new Map(),
  realms: null,
  features: [],
  congestionControl: null,
  expiresSeconds: null,
  routerPreference: null,
  ttlPropagation: null,
  encapsulation: null,
  nextHops: [],
  hopFamilies: [],
  tracked: true,
  trackGroup: null,
});

type Reader = (draft: RouteDraft, option: Word, words: OptionWords) => void;

const readDevice: Reader = (draft, option, words) => {
  draft.interface = words.interface(option) ?? null;
};
const readMetricNumber: Reader = (draft, option, words) => {
  draft.metric = words.integer(option, routeLineKeywords.metric.argument) ?? null;
};
const readService: Reader = (draft, option, words) => {
  draft.typeOfService = words.named(option, "serviceField") ?? 0;
};
const insertion =
  (place: Route["insertion"]): Reader =>
  (draft) => {
    draft.insertion = place;
  };
const family =
  (named: Family): Reader =>
  (draft, word) => {
    draft.family = { family: named, word };
  };

export const optionReaders: Readonly<Record<string, Reader | undefined>> = {
  inet: family("ipv4"),
  inet6: family("ipv6"),
  via: readGateway,
  gw: (draft, option, words) => {
    reportOld(option, '"gw" is an old name of "via"', "write via", words);
    readGateway(draft, option, words);
  },
  or: readSecondGateway,
  src: (draft, option, words) => {
    const word = words.peek();
    const address = words.address(option);
    if (address !== undefined && word !== undefined) draft.preferredSource = { address, word };
  },
  from: readSource,
  as: readNewDestination,
  dev: readDevice,
  oif: readDevice,
  table: (draft, option, words) => {
    draft.table = words.named(option, "table") ?? null;
  },
  vrf: (draft, option, words) => {
    draft.vrf = words.interface(option) ?? null;
  },
  metric: readMetricNumber,
  priority: readMetricNumber,
  preference: readMetricNumber,
  tos: readService,
  dsfield: readService,
  protocol: (draft, option, words) => {
    const word = words.peek() ?? option;
    const number = words.named(option, "protocol");
    if (number !== undefined) draft.protocol = { number, word };
  },
  scope: (draft, option, words) => {
    draft.scope = words.named(option, "scope") ?? null;
  },
  onlink: (draft) => {
    draft.onLink = true;
  },
  add: insertion("add"),
  prepend: insertion("prepend"),
  append: insertion("append"),
  realms: (draft, option, words) => {
    draft.realms = readRealms(option, words) ?? null;
    draft.onlyFor = { family: "ipv4", word: option };
  },
  features: readFeatures,
  congctl: (draft, option, words) => {
    const locked = words.takeIf("lock");
    const name = words.value(option);
    if (name !== undefined) draft.congestionControl = { name: name.text, locked };
  },
  expires: (draft, option, words) => {
    draft.expiresSeconds = words.integer(option, routeLineKeywords.expires.argument) ?? null;
    draft.onlyFor = { family: "ipv6", word: option };
  },
  pref: readRouterPreference,
  "ttl-propagate": readTtlPropagation,
  encap: (draft, option, words) => {
    draft.encapsulation = readEncapsulation(option, words) ?? null;
  },
  no_track: (draft) => {
    draft.tracked = false;
  },
};

function reportOld(option: Word, message: string, help: string, words: OptionWords): void {
  words.line.remark(routingCodes.oldRouteWord, option.span, { message, help });
}

function readSecondGateway(draft: RouteDraft, option: Word, words: OptionWords): void {
  reportOld(option, '"or" is the old way to write two gateways', "write two nexthops", words);
  const word = words.peek();
  const address = words.address(option);
  if (address === undefined || word === undefined) return;
  if (draft.secondGateway === null) {
    draft.secondGateway = { address, word };
    return;
  }
  words.line.remark(keywordCodes.repeated, word.span, {
    message: '"or" was given before on this line',
    help: "write each gateway as a nexthop",
    consequence: "The first one holds.",
  });
}

function readSource(draft: RouteDraft, option: Word, words: OptionWords): void {
  const word = words.value(option);
  const prefix = word === undefined ? undefined : words.prefix(word);
  if (word === undefined || prefix === undefined) return;
  if (familyOf(prefix.address) === "ipv4") {
    words.refuse(word, "a route from some source only is for IPv6", "write a rule for IPv4");
    return;
  }
  draft.source = prefix;
  draft.onlyFor = { family: "ipv6", word: option };
}

/** A new destination is for MPLS labels, which a route here cannot have. */
function readNewDestination(_draft: RouteDraft, option: Word, words: OptionWords): void {
  words.takeIf("to");
  words.take();
  words.line.remark(routingCodes.newDestinationIgnored, option.span, {
    message: '"as" is for routes of MPLS labels only',
    help: "remove it with the address behind it",
    consequence: "The route is added without it.",
  });
}

function readFeatures(draft: RouteDraft, option: Word, words: OptionWords): void {
  const word = words.value(option);
  if (word === undefined) return;
  if (word.text === "ecn") draft.features = ["ecn"];
  else words.refuse(word, `there is no feature "${word.text}" of routes`, "expected ecn");
}

function readRouterPreference(draft: RouteDraft, option: Word, words: OptionWords): void {
  const word = words.value(option);
  draft.onlyFor = { family: "ipv6", word: option };
  if (word === undefined) return;
  const { values } = routeLineKeywords.pref.argument;
  draft.routerPreference = values.find((value) => value === word.text) ?? null;
  if (draft.routerPreference !== null) return;
  words.refuse(word, `"${word.text}" is no preference`, "expected low, medium or high");
}

function readTtlPropagation(draft: RouteDraft, option: Word, words: OptionWords): void {
  const word = words.value(option);
  if (word === undefined) return;
  if (word.text === "enabled" || word.text === "disabled") {
    draft.ttlPropagation = word.text === "enabled";
    return;
  }
  words.refuse(word, `"${word.text}" is neither enabled nor disabled`);
}
