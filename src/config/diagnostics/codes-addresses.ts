/** Address lines: `virtual_ipaddress` and its kin. */
import type { Code } from "./code.ts";

export const addressCodes = {
  badAddress: {
    code: "HF0501",
    severity: "error",
    title: "malformed address",
    explanation:
      "The line starts with an address and an optional prefix length. This one cannot be " +
      "read, so the line is skipped.",
    exit: 5,
    refusesReload: true,
  },
  badPrefixLength: {
    code: "HF0502",
    severity: "warning",
    title: "bad prefix length",
    explanation: "The prefix length is 0 to 32 for IPv4 and 0 to 128 for IPv6.",
    exit: 5,
    refusesReload: false,
  },
  unknownOption: {
    code: "HF0503",
    severity: "error",
    title: "unknown word on an address line",
    explanation:
      "The word is none of the options of an address line, so it is skipped. One address " +
      "stands on a line.",
    exit: 5,
    refusesReload: false,
  },
  optionIncomplete: {
    code: "HF0504",
    severity: "error",
    title: "option lacks its value",
    explanation: "The option needs a value and the line ends, so the line is skipped.",
    exit: 5,
    refusesReload: true,
  },
  badBroadcast: {
    code: "HF0505",
    severity: "error",
    title: "bad broadcast address",
    explanation:
      "brd takes an IPv4 address, + for all host bits set, or - for all clear, and only " +
      "IPv4 has broadcasts.",
    exit: 5,
    refusesReload: true,
  },
  broadcastImpossible: {
    code: "HF0506",
    severity: "warning",
    title: "no room for a broadcast address",
    explanation: "A prefix of 31 or 32 bits has no broadcast address.",
    exit: 5,
    refusesReload: false,
  },
  badScope: {
    code: "HF0507",
    severity: "error",
    title: "bad scope",
    explanation: "The scope is site, link, host, nowhere, global, or a number from 0 to 255.",
    exit: 5,
    refusesReload: true,
  },
  labelIgnored: {
    code: "HF0508",
    severity: "warning",
    title: "label ignored",
    explanation: "Linux labels IPv4 addresses only.",
    exit: 5,
    refusesReload: false,
  },
  labelTooLong: {
    code: "HF0509",
    severity: "error",
    title: "label too long",
    explanation: "A label has at most 15 characters, so the line is skipped.",
    exit: 5,
    refusesReload: true,
  },
  badPeer: {
    code: "HF0510",
    severity: "error",
    title: "bad peer address",
    explanation: "The peer is an address of the same family with an optional prefix length.",
    exit: 5,
    refusesReload: true,
  },
  familyMismatch: {
    code: "HF0511",
    severity: "error",
    title: "address of another family",
    explanation:
      "All addresses of an advert are of one family, that of the first. Put the others into" +
      " virtual_ipaddress_excluded.",
    exit: 5,
    refusesReload: true,
  },
  repeatedAddress: {
    code: "HF0512",
    severity: "notice",
    title: "address given twice",
    explanation: "The address is in this list before.",
    exit: 0,
    refusesReload: false,
  },
  badLifetime: {
    code: "HF0513",
    severity: "error",
    title: "bad lifetime",
    explanation: "preferred_lft takes seconds, 0 or forever.",
    exit: 5,
    refusesReload: true,
  },
  ipv6Only: {
    code: "HF0514",
    severity: "notice",
    title: "IPv6 only",
    explanation: "The option concerns IPv6 addresses only.",
    exit: 0,
    refusesReload: false,
  },
} as const satisfies Readonly<Record<string, Code>>;
