/** Arguments: words behind a keyword that are missing, malformed or out of range. */
import type { Code } from "./code.ts";

export const argumentCodes = {
  argumentMissing: {
    code: "HF0201",
    severity: "fatal",
    title: "argument missing",
    explanation:
      "The keyword needs a value and the line ends. keepalived stops reading the whole file" +
      " here; Holdfast goes on as if the line were not there.",
    exit: 2,
    refusesReload: true,
  },
  valueMissing: {
    code: "HF0216",
    severity: "error",
    title: "value missing",
    explanation:
      "The keyword needs a value and the line ends. The line is ignored; everything else is read.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: "SSL {\n  certificate\n}\n",
      right: "SSL {\n  certificate /etc/keepalived/client.pem\n}\n",
    },
  },
  notANumber: {
    code: "HF0202",
    severity: "error",
    title: "not a number",
    explanation:
      "A decimal number is expected, with nothing behind it: no unit, no hexadecimal, no " +
      "exponent.",
    exit: 5,
    refusesReload: true,
  },
  outOfRange: {
    code: "HF0203",
    severity: "error",
    title: "out of range",
    explanation:
      "The number lies outside what the protocol or the kernel permits, so the line is ignored.",
    exit: 5,
    refusesReload: true,
  },
  clamped: {
    code: "HF0204",
    severity: "warning",
    title: "moved into range",
    explanation:
      "The number lies outside the permitted range, and the nearest bound is used instead.",
    exit: 5,
    refusesReload: false,
  },
  tooManyDecimals: {
    code: "HF0205",
    severity: "warning",
    title: "too many decimals",
    explanation: "Times are kept in microseconds: digits behind the sixth decimal are rounded.",
    exit: 5,
    refusesReload: false,
  },
  notABoolean: {
    code: "HF0206",
    severity: "error",
    title: "not a boolean",
    explanation: "Write true, on or yes, or false, off or no; the keyword alone means true.",
    exit: 5,
    refusesReload: true,
  },
  notOneOf: {
    code: "HF0207",
    severity: "error",
    title: "not one of the choices",
    explanation: "The keyword takes one of a few words, in exactly that spelling.",
    exit: 5,
    refusesReload: true,
  },
  tooLong: {
    code: "HF0208",
    severity: "warning",
    title: "cut to its longest",
    explanation:
      "The text is longer than the protocol or the kernel can carry, so only its beginning " +
      "counts. For a password, both routers must be cut the same way.",
    exit: 5,
    refusesReload: false,
  },
  notAnAddress: {
    code: "HF0209",
    severity: "error",
    title: "not an address",
    explanation:
      "An IPv4 address is four numbers from 0 to 255 without leading zeros, an IPv6 address" +
      " is colon-separated hexadecimal without a zone. Names are not looked up.",
    exit: 5,
    refusesReload: true,
  },
  wrongFamily: {
    code: "HF0210",
    severity: "error",
    title: "address of the wrong family",
    explanation: "IPv4 and IPv6 addresses cannot stand in for each other here.",
    exit: 5,
    refusesReload: true,
  },
  notMulticast: {
    code: "HF0211",
    severity: "error",
    title: "not a multicast address",
    explanation:
      "Adverts go to a multicast group: 224.0.0.0/4, or ff02::/16 for IPv6, which must not " +
      "leave the link.",
    exit: 5,
    refusesReload: true,
  },
  badCommand: {
    code: "HF0212",
    severity: "error",
    title: "unreadable command",
    explanation:
      "The command line cannot be split into words: a quote is not closed, or nothing is " +
      "left between the quotes.",
    exit: 5,
    refusesReload: true,
  },
  prefixIgnored: {
    code: "HF0214",
    severity: "notice",
    title: "prefix length ignored",
    explanation: "A single address is meant here, and the prefix length behind it has no effect.",
    exit: 0,
    refusesReload: false,
  },
  zeroIsOff: {
    code: "HF0215",
    severity: "warning",
    title: "zero for off",
    explanation:
      "Zero lies outside the range that keepalived documents. It can only mean that the " +
      "setting is off, which it is without the line too.",
    exit: 5,
    refusesReload: false,
  },
  badInterfaceName: {
    code: "HF0213",
    severity: "error",
    title: "not an interface name",
    explanation: "Linux keeps interface names of 1 to 15 characters without a slash.",
    exit: 5,
    refusesReload: true,
  },
} as const satisfies Readonly<Record<string, Code>>;
