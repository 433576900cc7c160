/** One line of `virtual_routes` or `static_routes`, as in ip-route(8) (keepalived.md §10.4). */
import { type Family, familyOf, type Prefix } from "../../../wire/address.ts";
import { routingCodes } from "../../diagnostics/codes-routing.ts";
import { nearestKeyword } from "../../keywords/table.ts";
import type { Statement, Word } from "../../language/tree.ts";
import { type NextHop, type Route, type RouteType, routeTypes } from "../../model/route.ts";
import type { Judgement } from "../judgement.ts";
import { OptionWords } from "../reading/option-words.ts";
import { fixOfSlip } from "../reading/slip.ts";
import { keepalivedProtocol, localTable, mainTable, type NumberOf } from "../routing-names.ts";
import { readMetric } from "./metrics.ts";
import { readNextHops } from "./next-hops.ts";
import { emptyRoute, optionReaders, type RouteDraft } from "./route-options.ts";

export interface RoutingContext {
  readonly numberOf: NumberOf;
  /** Lines that stand outside instances may name a `track_group`. */
  readonly isStatic: boolean;
}

/** The completed line, or null when it is to be skipped. */
export function readRouteLine(
  statement: Statement,
  context: RoutingContext,
  judgement: Judgement,
): Route | null {
  const words = new OptionWords(statement, context.numberOf);
  const draft = emptyRoute();
  readOptions(draft, words, context);
  const family = words.refused ? null : familyOfRoute(draft, words);
  const route = family === null ? null : complete(draft, family, words);
  judgement.adopt(words.line.issues, `${judgement.name} therefore runs without this route.`);
  return words.refused ? null : route;
}

function readOptions(draft: RouteDraft, words: OptionWords, context: RoutingContext): void {
  for (let option = words.take(); option !== undefined; option = words.take()) {
    if (option.text === "nexthop") {
      readHops(draft, option, words);
    } else if (option.text === "track_group" && context.isStatic) {
      draft.trackGroup = words.value(option) ?? null;
    } else if (Object.hasOwn(optionReaders, option.text)) {
      optionReaders[option.text]?.(draft, option, words);
    } else {
      const metric = readMetric(option, words);
      if (metric === null) readDestination(draft, option, words);
      else if (metric !== undefined) draft.metrics.set(metric.name, metric);
    }
    // What follows a mistake would only be misread.
    if (words.refused) return;
  }
}

function readHops(draft: RouteDraft, option: Word, words: OptionWords): void {
  if (draft.secondGateway === null) {
    const { hops, families } = readNextHops(words);
    draft.nextHops = hops;
    draft.hopFamilies = families;
    return;
  }
  words.line.refuse(routingCodes.notForThisRoute, option.span, {
    message: '"nexthop" does not go with "or"',
    help: "write each gateway as a nexthop",
  });
}

const isType = (text: string): text is RouteType =>
  routeTypes.some((candidate) => candidate === text);

const anyDestinations: ReadonlySet<string> = new Set(["default", "any", "all", "default6"]);

/** `[to] [TYPE] ADDR[/LEN]|default|any|all`; `default6` is the old `inet6 default`. */
function readDestination(draft: RouteDraft, first: Word, words: OptionWords): void {
  let word: Word | undefined = first;
  if (word.text === "to") word = words.value(word);
  if (word !== undefined && isType(word.text)) {
    draft.type = word.text;
    word = words.value(word);
  }
  if (word === undefined) return;
  if (anyDestinations.has(word.text)) {
    draft.destination = "default";
    if (word.text === "default6") draft.family = { family: "ipv6", word };
  } else if (word !== first || /^[\d.]+|:/.test(word.text)) {
    draft.destination = words.prefix(word) ?? null;
  } else {
    reportUnknown(word, words);
  }
  draft.destinationWord = word;
}

function reportUnknown(word: Word, words: OptionWords): void {
  const meant = nearestKeyword("route line", word.text);
  words.line.refuse(routingCodes.unknownRouteOption, word.span, {
    message: `unknown word "${word.text}" on a route's line`,
    help: meant === null ? undefined : `did you mean "${meant}"?`,
    fix: fixOfSlip(word, meant, "route line"),
  });
}

/** That of its addresses, which must agree; null when they do not. */
function familyOfRoute(draft: RouteDraft, words: OptionWords): Family | null {
  const { destination, destinationWord, gateway, gatewayWord, family: forced } = draft;
  const found: { family: Family; word: Word }[] = [];
  if (forced !== null) found.push(forced);
  const add = (text: Prefix["address"], word: Word | null): void => {
    if (word !== null) found.push({ family: familyOf(text), word });
  };
  if (destination !== null && destination !== "default") add(destination.address, destinationWord);
  const leadsToOther = draft.gatewayIsNamedIpv6 && found[0]?.family === "ipv4";
  if (gateway !== null && !leadsToOther) add(gateway, gatewayWord);
  if (draft.secondGateway !== null) add(draft.secondGateway.address, draft.secondGateway.word);
  if (draft.preferredSource !== null)
    add(draft.preferredSource.address, draft.preferredSource.word);
  const { hopFamilies } = draft;
  const family = found[0]?.family ?? hopFamilies[0] ?? draft.onlyFor?.family ?? "ipv4";
  const stranger = found.find((each) => each.family !== family);
  const strangeHop = hopFamilies.some((each) => each !== family) ? destinationWord : null;
  const wrong = stranger?.word ?? strangeHop;
  if (wrong !== null) {
    words.line.refuse(routingCodes.mixedFamilies, wrong.span, {
      message: "this route mixes IPv4 and IPv6",
      help: "all its addresses are of one family",
    });
    return null;
  }
  if (draft.onlyFor !== null && draft.onlyFor.family !== family) {
    const name = draft.onlyFor.family === "ipv4" ? "IPv4" : "IPv6";
    words.line.refuse(routingCodes.notForThisRoute, draft.onlyFor.word.span, {
      message: `"${draft.onlyFor.word.text}" is for ${name} routes only`,
    });
    return null;
  }
  return family;
}

function complete(draft: RouteDraft, family: Family, words: OptionWords): Route | null {
  const { destination } = draft;
  const { span: place } = words.line.statement.words[0];
  if (destination === null) {
    words.line.refuse(routingCodes.destinationMissing, place, {
      message: "this route leads nowhere: it has no destination",
      help: "write an address with its prefix length, or default",
    });
    return null;
  }
  const everywhere = (family === "ipv4" ? "0.0.0.0" : "::") as Prefix["address"];
  return {
    place,
    family,
    type: draft.type,
    destination: destination === "default" ? { address: everywhere, prefixLength: 0 } : destination,
    source: draft.source,
    preferredSource: draft.preferredSource?.address ?? null,
    gateway: draft.secondGateway === null ? draft.gateway : null,
    interface: draft.interface?.text ?? null,
    ...(draft.interface === null ? {} : { interfacePlace: draft.interface.span }),
    table: draft.table ?? (draft.vrf === null ? tableOf(draft.type) : null),
    vrf: draft.vrf?.text ?? null,
    metric: draft.metric,
    typeOfService: draft.typeOfService,
    protocol: protocolOf(draft, words),
    scope: draft.scope,
    onLink: draft.onLink,
    insertion: draft.insertion,
    metrics: [...draft.metrics.values()],
    realms: draft.realms,
    features: draft.features,
    congestionControl: draft.congestionControl,
    expiresSeconds: draft.expiresSeconds,
    routerPreference: draft.routerPreference,
    ttlPropagation: draft.ttlPropagation,
    encapsulation: draft.encapsulation,
    nextHops: hopsOf(draft),
    tracked: draft.tracked,
    trackGroup: draft.trackGroup?.text ?? null,
  };
}

const tableOf = (type: RouteType): number =>
  type === "local" || type === "broadcast" || type === "anycast" || type === "nat"
    ? localTable
    : mainTable;

/** Only what is marked as ours is recognised when somebody else removes it. */
function protocolOf({ protocol, tracked }: RouteDraft, words: OptionWords): number {
  if (protocol === null || protocol.number === keepalivedProtocol) return keepalivedProtocol;
  if (!tracked) return protocol.number;
  words.line.remark(routingCodes.protocolReset, protocol.word.span, {
    message: `a tracked route cannot be of protocol ${protocol.word.text}`,
    help: "add no_track, or remove the protocol",
    consequence: "The route is of protocol keepalived, 18.",
  });
  return keepalivedProtocol;
}

/** `or` is the old way to write two nexthops. */
function hopsOf(draft: RouteDraft): readonly NextHop[] {
  const { secondGateway } = draft;
  if (secondGateway === null) return draft.nextHops;
  const gateways = draft.gateway === null ? [] : [draft.gateway];
  return [...gateways, secondGateway.address].map((gateway) => ({
    gateway,
    interface: draft.interface?.text ?? null,
    weight: 1,
    onLink: draft.onLink,
    realms: null,
    encapsulation: null,
  }));
}
