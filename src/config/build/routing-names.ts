/** Numbers that routes and rules may give by name: those of iproute2's files (ip-route(8)). */
import type { HostFacts, NameDirectories, NameTable } from "./facts.ts";

export const mainTable = 254;
export const localTable = 255;
/** RTPROT_KEEPALIVED of linux/rtnetlink.h. */
export const keepalivedProtocol = 18;

interface Naming {
  /** In words, for messages. */
  readonly noun: string;
  readonly maximum: number;
  /** Those of linux/rtnetlink.h and of RFC 2474 and RFC 2597: known without any file. */
  readonly reserved: Readonly<Record<string, number>>;
}

const assuredForwarding = Object.fromEntries(
  [1, 2, 3, 4].flatMap((klass) =>
    [1, 2, 3].map((drop) => [`AF${klass}${drop}`, (klass << 5) | (drop << 3)] as const),
  ),
);
const classSelectors = Object.fromEntries(
  [1, 2, 3, 4, 5, 6, 7].map((number) => [`CS${number}`, number << 5] as const),
);

const namings: Readonly<Record<NameTable, Naming>> = {
  table: {
    noun: "routing table",
    maximum: 0xffff_ffff,
    reserved: { unspec: 0, default: 253, main: 254, local: 255 },
  },
  protocol: {
    noun: "routing protocol",
    maximum: 255,
    reserved: {
      unspec: 0,
      redirect: 1,
      kernel: 2,
      boot: 3,
      static: 4,
      ra: 9,
      dhcp: 16,
      keepalived: 18,
    },
  },
  scope: {
    noun: "scope",
    maximum: 255,
    reserved: { global: 0, universe: 0, site: 200, link: 253, host: 254, nowhere: 255 },
  },
  realm: { noun: "realm", maximum: 255, reserved: { cosmos: 0 } },
  serviceField: {
    noun: "type of service",
    maximum: 255,
    reserved: { default: 0, EF: 0xb8, ...assuredForwarding, ...classSelectors },
  },
  interfaceGroup: { noun: "interface group", maximum: 0xffff_ffff, reserved: { default: 0 } },
  transport: {
    noun: "transport protocol",
    maximum: 255,
    reserved: { icmp: 1, tcp: 6, udp: 17, dccp: 33, "ipv6-icmp": 58, sctp: 132, udplite: 136 },
  },
};

export const nounOf = (table: NameTable): string => namings[table].noun;

/** The number that a text is or names; null when it is neither. */
export type NumberOf = (table: NameTable, text: string) => number | null;

/** `directories`: where `global_defs` says that the files are. */
export function numbersOf(facts: HostFacts, directories: NameDirectories): NumberOf {
  return (table, text) => {
    const { maximum, reserved } = namings[table];
    const number = unsignedOf(text);
    if (number !== null) return number <= maximum ? number : null;
    if (Object.hasOwn(reserved, text)) return reserved[text] ?? null;
    // Away from the machine its names are unknown, and nothing runs from such a check.
    if (facts.routingName === undefined) return /^[\w.+-]+$/.test(text) ? 0 : null;
    return facts.routingName(table, text, directories);
  };
}

/** Decimal, octal behind 0, hexadecimal behind 0x; null when it is no such number. */
export function unsignedOf(text: string): number | null {
  if (/^0x[\da-f]{1,8}$/i.test(text)) return Number.parseInt(text, 16);
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
