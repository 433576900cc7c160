/** Arguments: words behind a keyword that are missing, malformed or out of range. */
import type { Code } from "./code.ts";
import {
  addresses,
  bareInstance,
  block,
  globals,
  holding,
  instance,
  scriptSecurity,
} from "./example-texts.ts";

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
    example: { wrong: instance("priority"), right: instance("priority 150") },
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
    example: { wrong: instance("priority high"), right: instance("priority 150") },
  },
  outOfRange: {
    code: "HF0203",
    severity: "error",
    title: "out of range",
    explanation:
      "The number lies outside what the protocol or the kernel permits, so the line is ignored.",
    exit: 5,
    refusesReload: true,
    example: { wrong: instance("priority 300"), right: instance("priority 150") },
  },
  clamped: {
    code: "HF0204",
    severity: "warning",
    title: "moved into range",
    explanation:
      "The number lies outside the permitted range, and the nearest bound is used instead.",
    exit: 5,
    refusesReload: false,
    example: { wrong: globals("vrrp_rt_priority 200"), right: globals("vrrp_rt_priority 99") },
  },
  tooManyDecimals: {
    code: "HF0205",
    severity: "warning",
    title: "too many decimals",
    explanation: "Times are kept in microseconds: digits behind the sixth decimal are rounded.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance("advert_int 1.12345678", "version 3"),
      right: instance("advert_int 1.12", "version 3"),
    },
  },
  notABoolean: {
    code: "HF0206",
    severity: "error",
    title: "not a boolean",
    explanation: "Write true, on or yes, or false, off or no; the keyword alone means true.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: instance("skip_check_adv_addr maybe"),
      right: instance("skip_check_adv_addr on"),
    },
  },
  notOneOf: {
    code: "HF0207",
    severity: "error",
    title: "not one of the choices",
    explanation: "The keyword takes one of a few words, in exactly that spelling.",
    exit: 5,
    refusesReload: true,
    example: { wrong: instance("state SLAVE"), right: instance("state BACKUP") },
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
    example: {
      wrong: instance(block("authentication", "auth_type PASS", "auth_pass longer-than-eight")),
      right: instance(block("authentication", "auth_type PASS", "auth_pass eightchr")),
    },
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
    example: { wrong: instance("mcast_src_ip node-a"), right: instance("mcast_src_ip 192.0.2.1") },
  },
  wrongFamily: {
    code: "HF0210",
    severity: "error",
    title: "address of the wrong family",
    explanation: "IPv4 and IPv6 addresses cannot stand in for each other here.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: globals("vrrp_mcast_group4 ff02::12"),
      right: globals("vrrp_mcast_group6 ff02::12"),
    },
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
    example: {
      wrong: globals("vrrp_mcast_group4 192.0.2.18"),
      right: globals("vrrp_mcast_group4 224.0.0.18"),
    },
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
    example: {
      wrong: instance('notify_master "" root'),
      right: `${scriptSecurity}${instance('notify_master "/usr/local/bin/promote" root')}`,
    },
  },
  prefixIgnored: {
    code: "HF0214",
    severity: "notice",
    title: "prefix length ignored",
    explanation: "A single address is meant here, and the prefix length behind it has no effect.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: instance("mcast_src_ip 192.0.2.1/24"),
      right: instance("mcast_src_ip 192.0.2.1"),
    },
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
    example: { wrong: globals("vrrp_garp_interval 0"), right: globals("vrrp_garp_interval 0.001") },
  },
  badInterfaceName: {
    code: "HF0213",
    severity: "error",
    title: "not an interface name",
    explanation: "Linux keeps interface names of 1 to 15 characters without a slash.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: bareInstance(addresses("192.0.2.10/24 dev lan/servers")),
      right: holding("192.0.2.10/24 dev eth1"),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
