/** `encap`: what a route puts around its packets (ip-route(8), lightweight tunnels). */
import { type Family, familyOf, type IpAddress } from "../../../wire/address.ts";
import { routingCodes } from "../../diagnostics/codes-routing.ts";
import { integer } from "../../keywords/arguments.ts";
import type { Word } from "../../language/tree.ts";
import type { Encapsulation } from "../../model/route.ts";
import type { OptionWords } from "../reading/option-words.ts";
import { unsigned64Of } from "../reading/unsigned64.ts";

/** RFC 3032 §2.1. */
const largestLabel = 0xf_ffff;
const mostLabels = 2;

/** `words` stand behind `encap`; what follows its own options is left there. */
export function readEncapsulation(option: Word, words: OptionWords): Encapsulation | undefined {
  const kind = words.take();
  switch (kind?.text) {
    case "ip":
      return readTunnel(kind, "ip", words);
    case "ip6":
      return readTunnel(kind, "ip6", words);
    case "mpls":
      return readLabels(kind, words);
    case "ila":
      return readLocator(kind, words);
    default:
      return refuse(words, kind ?? option, "encap needs its kind", "expected ip, ip6, mpls or ila");
  }
}

/** Without an argument it is not said: keepalived reads on, so this is no missing argument. */
function refuse(words: OptionWords, word: Word, message: string, help: string): undefined {
  return words.line.refuse(routingCodes.badEncapsulation, word.span, { message, help });
}

interface Tunnel {
  id: string | null;
  destination: IpAddress | null;
  source: IpAddress | null;
  typeOfService: number | null;
  hopLimit: number | null;
  flags: number | null;
}

function readTunnel(kind: Word, name: "ip" | "ip6", words: OptionWords): Encapsulation | undefined {
  const tunnel: Tunnel = {
    id: null,
    destination: null,
    source: null,
    typeOfService: null,
    hopLimit: null,
    flags: null,
  };
  const family = name === "ip" ? "ipv4" : "ipv6";
  for (let option = words.peek(); option !== undefined; option = words.peek()) {
    const read = tunnelOptions[name][option.text];
    if (read === undefined) break;
    words.take();
    read(tunnel, option, words, family);
  }
  if (tunnel.id !== null || tunnel.destination !== null || tunnel.source !== null) {
    return { kind: name, ...tunnel };
  }
  if (words.refused) return undefined;
  const message = `encap ${name} has neither an address nor an id`;
  return refuse(words, kind, message, `write encap ${name} dst ADDRESS, or id NUMBER`);
}

type TunnelOption = (tunnel: Tunnel, option: Word, words: OptionWords, family: Family) => void;

const byte = integer(0, 255);

const readService: TunnelOption = (tunnel, option, words) => {
  tunnel.typeOfService = words.named(option, "serviceField") ?? null;
};
const readHopLimit: TunnelOption = (tunnel, option, words) => {
  tunnel.hopLimit = words.integer(option, byte) ?? null;
};

const commonOptions: Readonly<Record<string, TunnelOption>> = {
  id: (tunnel, option, words) => {
    tunnel.id = unsigned64Of(option, words) ?? null;
  },
  dst: (tunnel, option, words, family) => {
    tunnel.destination = readAddress(option, words, family) ?? null;
  },
  src: (tunnel, option, words, family) => {
    tunnel.source = readAddress(option, words, family) ?? null;
  },
  tos: readService,
  dsfield: readService,
  flags: (tunnel, option, words) => {
    tunnel.flags = words.integer(option, integer(0, 65535)) ?? null;
  },
};

const tunnelOptions: Readonly<
  Record<"ip" | "ip6", Readonly<Record<string, TunnelOption | undefined>>>
> = {
  ip: { ...commonOptions, ttl: readHopLimit },
  ip6: { ...commonOptions, tc: readService, hoplimit: readHopLimit },
};

function readAddress(option: Word, words: OptionWords, family: Family): IpAddress | undefined {
  const word = words.peek();
  const address = words.address(option);
  if (address === undefined || word === undefined || familyOf(address) === family) return address;
  const wanted = family === "ipv4" ? "encap ip takes IPv4" : "encap ip6 takes IPv6";
  return words.refuse(word, `${address} is of the other address family`, wanted);
}

function readLabels(kind: Word, words: OptionWords): Encapsulation | undefined {
  const help = "expected one or two labels from 0 to 1048575, as in 100/200";
  const word = words.take();
  if (word === undefined) return refuse(words, kind, "encap mpls has no label", help);
  const texts = word.text.split("/");
  const labels = texts.map((text) => (/^\d{1,7}$/.test(text) ? Number(text) : Number.NaN));
  if (labels.length <= mostLabels && labels.every((label) => label <= largestLabel)) {
    return { kind: "mpls", labels };
  }
  return refuse(words, word, `"${word.text}" is no stack of MPLS labels`, help);
}

function readLocator(kind: Word, words: OptionWords): Encapsulation | undefined {
  const help = "expected four groups of hexadecimal digits, as in 2001:db8:0:1";
  const word = words.take();
  if (word === undefined) return refuse(words, kind, "encap ila has no locator", help);
  if (/^[\da-f]{1,4}(?::[\da-f]{1,4}){3}$/i.test(word.text)) {
    return { kind: "ila", locator: word.text };
  }
  return refuse(words, word, `"${word.text}" is no locator`, help);
}
