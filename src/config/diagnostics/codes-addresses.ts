/** Address lines: `virtual_ipaddress` and its kin. */
import type { Code } from "./code.ts";
import { addresses, bareInstance, block, holding } from "./example-texts.ts";

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
    example: {
      wrong: holding("192.0.2.10/24", "192.0.2.300/24"),
      right: holding("192.0.2.10/24", "192.0.2.30/24"),
    },
  },
  badPrefixLength: {
    code: "HF0502",
    severity: "warning",
    title: "bad prefix length",
    explanation: "The prefix length is 0 to 32 for IPv4 and 0 to 128 for IPv6.",
    exit: 5,
    refusesReload: false,
    example: { wrong: holding("192.0.2.10/33"), right: holding("192.0.2.10/24") },
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
    example: {
      wrong: holding("192.0.2.10/24 192.0.2.11/24"),
      right: holding("192.0.2.10/24", "192.0.2.11/24"),
    },
  },
  optionIncomplete: {
    code: "HF0504",
    severity: "error",
    title: "option lacks its value",
    explanation: "The option needs a value and the line ends, so the line is skipped.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: holding("192.0.2.10/24", "192.0.2.11/24 label"),
      right: holding("192.0.2.10/24", "192.0.2.11/24 label eth0:web"),
    },
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
    example: {
      wrong: holding("192.0.2.10/24", "192.0.2.11/24 brd 300"),
      right: holding("192.0.2.10/24", "192.0.2.11/24 brd +"),
    },
  },
  broadcastImpossible: {
    code: "HF0506",
    severity: "warning",
    title: "no room for a broadcast address",
    explanation: "A prefix of 31 or 32 bits has no broadcast address.",
    exit: 5,
    refusesReload: false,
    example: { wrong: holding("192.0.2.10 brd +"), right: holding("192.0.2.10/24 brd +") },
  },
  badScope: {
    code: "HF0507",
    severity: "error",
    title: "bad scope",
    explanation: "The scope is site, link, host, nowhere, global, or a number from 0 to 255.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: holding("192.0.2.10/24 scope lan"),
      right: holding("192.0.2.10/24 scope link"),
    },
  },
  labelIgnored: {
    code: "HF0508",
    severity: "warning",
    title: "label ignored",
    explanation: "Linux labels IPv4 addresses only.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: holding("2001:db8::10/64 label eth0:web"),
      right: holding("192.0.2.10/24 label eth0:web"),
    },
  },
  labelTooLong: {
    code: "HF0509",
    severity: "error",
    title: "label too long",
    explanation: "A label has at most 15 characters, so the line is skipped.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: holding("192.0.2.10/24", "192.0.2.11/24 label eth0:mail-server"),
      right: holding("192.0.2.10/24", "192.0.2.11/24 label eth0:mail"),
    },
  },
  badPeer: {
    code: "HF0510",
    severity: "error",
    title: "bad peer address",
    explanation: "The peer is an address of the same family with an optional prefix length.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: holding("192.0.2.10 peer 2001:db8::1"),
      right: holding("192.0.2.10 peer 192.0.2.1"),
    },
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
    example: {
      wrong: holding("192.0.2.10/24", "2001:db8::10/64"),
      right: bareInstance(
        addresses("192.0.2.10/24"),
        block("virtual_ipaddress_excluded", "2001:db8::10/64"),
      ),
    },
  },
  repeatedAddress: {
    code: "HF0512",
    severity: "notice",
    title: "address given twice",
    explanation: "The address is in this list before.",
    exit: 0,
    refusesReload: false,
    example: { wrong: holding("192.0.2.10/24", "192.0.2.10/24"), right: holding("192.0.2.10/24") },
  },
  badLifetime: {
    code: "HF0513",
    severity: "error",
    title: "bad lifetime",
    explanation: "preferred_lft takes seconds, 0 or forever.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: holding("2001:db8::10/64 preferred_lft never"),
      right: holding("2001:db8::10/64 preferred_lft forever"),
    },
  },
  ipv6Only: {
    code: "HF0514",
    severity: "notice",
    title: "IPv6 only",
    explanation: "The option concerns IPv6 addresses only.",
    exit: 0,
    refusesReload: false,
    example: { wrong: holding("192.0.2.10/24 -nodad"), right: holding("2001:db8::10/64 -nodad") },
  },
  prefixBesidePeer: {
    code: "HF0515",
    severity: "warning",
    title: "prefix length beside a peer",
    explanation:
      "A point-to-point address has one prefix, which stands behind the address of the peer.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: holding("192.0.2.10/24 peer 192.0.2.11"),
      right: holding("192.0.2.10 peer 192.0.2.11/24"),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
