/** `nexthop`: one path of several (ip-route(8)). */
import { type Family, familyOf } from "../../../wire/address.ts";
import { routingCodes } from "../../diagnostics/codes-routing.ts";
import { integer } from "../../keywords/arguments.ts";
import type { Word } from "../../language/tree.ts";
import type { NextHop, Realms } from "../../model/route.ts";
import type { OptionWords } from "../reading/option-words.ts";
import { readEncapsulation } from "./encapsulation.ts";
import { type Hop, readGateway } from "./gateway.ts";
import { readRealms } from "./realms.ts";

interface NextHopDraft extends Hop {
  interface: Word | null;
  weight: number;
  onLink: boolean;
  realms: Realms | null;
  encapsulation: NextHop["encapsulation"];
}

type Reader = (hop: NextHopDraft, option: Word, words: OptionWords) => void;

const readDevice: Reader = (hop, option, words) => {
  hop.interface = words.interface(option) ?? null;
};

const readers: Readonly<Record<string, Reader | undefined>> = {
  via: readGateway,
  dev: readDevice,
  oif: readDevice,
  weight: (hop, option, words) => {
    hop.weight = words.integer(option, integer(1, 256)) ?? 1;
  },
  onlink: (hop) => {
    hop.onLink = true;
  },
  encap: (hop, option, words) => {
    hop.encapsulation = readEncapsulation(option, words) ?? null;
  },
  realms: (hop, option, words) => {
    hop.realms = readRealms(option, words) ?? null;
  },
  as: (_hop, option, words) => {
    words.takeIf("to");
    words.value(option);
    words.line.refuse(routingCodes.notForThisRoute, option.span, {
      message: '"as" has no meaning for a nexthop',
    });
  },
};

export interface NextHops {
  readonly hops: readonly NextHop[];
  /** Of the gateways, but for those that are of IPv6 by name. */
  readonly families: readonly Family[];
}

/** All that follow, up to the end of the line; the first `nexthop` is taken already. */
export function readNextHops(words: OptionWords): NextHops {
  const hops: NextHop[] = [];
  const families: Family[] = [];
  do hops.push(readNextHop(words, families));
  while (words.takeIf("nexthop"));
  const stray = words.peek();
  if (stray !== undefined) {
    words.line.refuse(routingCodes.unknownRouteOption, stray.span, {
      message: `"${stray.text}" is no option of a nexthop`,
      help: "options of the route itself stand before its first nexthop",
    });
  }
  return { hops, families };
}

function readNextHop(words: OptionWords, families: Family[]): NextHop {
  const hop: NextHopDraft = {
    gateway: null,
    gatewayWord: null,
    gatewayIsNamedIpv6: false,
    interface: null,
    weight: 1,
    onLink: false,
    realms: null,
    encapsulation: null,
  };
  for (let option = words.peek(); option !== undefined; option = words.peek()) {
    const read = Object.hasOwn(readers, option.text) ? readers[option.text] : undefined;
    if (read === undefined) break;
    words.take();
    read(hop, option, words);
  }
  if (hop.gateway !== null && !hop.gatewayIsNamedIpv6) families.push(familyOf(hop.gateway));
  const { gateway, interface: device, weight, onLink, realms, encapsulation } = hop;
  return {
    gateway,
    interface: device?.text ?? null,
    ...(device === null ? {} : { interfacePlace: device.span }),
    weight,
    onLink,
    realms,
    encapsulation,
  };
}
