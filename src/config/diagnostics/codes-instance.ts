/** Instances: what is completed, corrected or refused once a whole `vrrp_instance` is known. */
import type { Code } from "./code.ts";
import { deliveryCodes } from "./codes-delivery.ts";
import {
  addresses,
  bareInstance,
  block,
  holding,
  instance,
  ipv6,
  password,
  secondInstance,
} from "./example-texts.ts";

export const instanceCodes = {
  ...deliveryCodes,
  nameMissing: {
    code: "HF0401",
    severity: "error",
    title: "instance without a name",
    explanation:
      "A vrrp_instance is known to scripts, logs and groups by its name, so it must have one.",
    exit: 5,
    refusesReload: true,
    example: { wrong: instance().replace(" VI_1", ""), right: instance() },
  },
  duplicateName: {
    code: "HF0402",
    severity: "error",
    title: "duplicate instance name",
    explanation: "Two instances have the same name. The first one runs.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: `${instance()}${instance().replace("51", "52")}`,
      right: `${instance()}${secondInstance("192.0.2.20/24")}`,
    },
  },
  requiredMissing: {
    code: "HF0403",
    severity: "error",
    title: "required keyword missing",
    explanation:
      "An instance cannot run without an interface to send on and a virtual_router_id to be" +
      " known by.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: block("vrrp_instance VI_1", "interface eth0", addresses("192.0.2.10/24")),
      right: instance(),
    },
  },
  loopback: {
    code: "HF0404",
    severity: "error",
    title: "loopback interface",
    explanation: "Adverts on the loopback reach nobody, so an instance cannot use it.",
    exit: 5,
    refusesReload: true,
    example: { wrong: instance().replace("eth0", "lo"), right: instance() },
  },
  duplicateVirtualRouter: {
    code: "HF0405",
    severity: "error",
    title: "duplicate virtual router",
    explanation:
      "Two instances of one family with the same virtual_router_id on the same link would " +
      "take each other for the other router.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: `${instance()}${secondInstance("192.0.2.20/24").replace("52", "51")}`,
      right: `${instance()}${secondInstance("192.0.2.20/24")}`,
    },
  },
  noAddresses: {
    code: "HF0406",
    severity: "warning",
    title: "no virtual address",
    explanation:
      "Without a virtual address nothing moves when the instance changes state. Say " +
      "no_virtual_ipaddress if that is meant. A reload that takes the last one away is refused.",
    exit: 5,
    refusesReload: true,
    example: { wrong: bareInstance(), right: bareInstance("no_virtual_ipaddress") },
  },
  addressesRequired: {
    code: "HF0407",
    severity: "error",
    title: "virtual address required",
    explanation:
      "VRRPv3 adverts carry at least one address (RFC 9568 §5.2.5), and strict mode asks for one.",
    exit: 5,
    refusesReload: true,
    example: { wrong: bareInstance("version 3"), right: instance("version 3") },
  },
  authenticationIgnored: {
    code: "HF0408",
    severity: "warning",
    title: "authentication ignored",
    explanation:
      "Authentication exists in VRRPv2 only, needs a password, and does not go with strict " +
      "mode (RFC 9568 §9).",
    exit: 5,
    refusesReload: false,
    example: { wrong: instance("version 3", password), right: instance("version 2", password) },
  },
  authenticationUnsupported: {
    code: "HF0409",
    severity: "error",
    title: "authentication not supported yet",
    explanation:
      "Without the signature the peers expect, they would not hear this router, and both " +
      "would hold the address. So the instance does not run.",
    exit: 0,
    refusesReload: true,
    example: {
      wrong: instance(block("authentication", "auth_type AH", "auth_pass secret")),
      right: instance(password),
    },
  },
  preemptionSettingCleared: {
    code: "HF0411",
    severity: "warning",
    title: "nopreempt or preempt_delay cleared",
    explanation:
      "Both ask an instance to hold back, which an address owner, state MASTER, and for the" +
      " delay strict mode or nopreempt, contradict.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance("state MASTER", "nopreempt"),
      right: instance("state BACKUP", "nopreempt"),
    },
  },
  intervalRounded: {
    code: "HF0413",
    severity: "warning",
    title: "advert interval adjusted",
    explanation:
      "VRRPv2 carries whole seconds up to 255, VRRPv3 hundredths of a second up to 40.95 s." +
      " All routers of a group need the same interval.",
    exit: 5,
    refusesReload: false,
    example: { wrong: instance("advert_int 0.5"), right: instance("version 3", "advert_int 0.5") },
  },
  stateCorrected: {
    code: "HF0415",
    severity: "warning",
    title: "state corrected",
    explanation:
      "In strict mode, and with auth_type AH, only the address owner, priority 255, starts as" +
      " MASTER.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance("strict_mode", "state MASTER", "priority 150"),
      right: instance("strict_mode", "state BACKUP", "priority 150"),
    },
  },
  strictOverrides: {
    code: "HF0422",
    severity: "warning",
    title: "overridden by strict mode",
    explanation: "Strict mode keeps to the RFC, and this setting does not.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance("strict_mode", "down_timer_adverts 5"),
      right: instance("down_timer_adverts 5"),
    },
  },
  versionRaised: {
    code: "HF0424",
    severity: "notice",
    title: "version 3 for IPv6",
    explanation: "VRRPv2 has no IPv6 (RFC 3768), so the instance speaks VRRPv3.",
    exit: 0,
    refusesReload: false,
    example: { wrong: bareInstance("version 2", ipv6), right: bareInstance("version 3", ipv6) },
  },
  firstNotLinkLocal: {
    code: "HF0425",
    severity: "notice",
    title: "first address not link-local",
    explanation:
      "The first IPv6 address of an advert should be the link-local one (RFC 9568 §5.2.9).",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: holding("2001:db8::10/64", "fe80::10/64"),
      right: holding("fe80::10/64", "2001:db8::10/64"),
    },
  },
  tooManyAddresses: {
    code: "HF0426",
    severity: "warning",
    title: "too many virtual addresses",
    explanation:
      "An advert carries at most 255 addresses, and no more than fit the link's MTU. The " +
      "others move with the state but are not advertised.",
    exit: 5,
    refusesReload: false,
    example: { unshown: "it takes more than 255 addresses" },
  },
  ownerIgnoreCleared: {
    code: "HF0429",
    severity: "warning",
    title: "not the address owner",
    explanation: "owner_ignore_adverts concerns the address owner, priority 255, only.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance("owner_ignore_adverts"),
      right: instance("owner_ignore_adverts", "priority 255"),
    },
  },
  passwordWithoutType: {
    code: "HF0430",
    severity: "notice",
    title: "password without auth_type",
    explanation:
      "auth_pass has no effect without auth_type PASS. A reload that loses the auth_type is " +
      "refused: routers that still ask for the password would no longer hear this one.",
    exit: 0,
    refusesReload: true,
    example: {
      wrong: instance(block("authentication", "auth_pass secret")),
      right: instance(password),
    },
  },
  passwordMissing: {
    code: "HF0433",
    severity: "warning",
    title: "auth_type without a password",
    explanation:
      "Without auth_pass the instance runs without authentication. A reload that loses the " +
      "password is refused: routers that still ask for it would no longer hear this one.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: instance(block("authentication", "auth_type PASS")),
      right: instance(password),
    },
  },
  addressShared: {
    code: "HF0434",
    severity: "warning",
    title: "one address in two instances",
    explanation:
      "Each instance holds its addresses when it is master, whatever the other one does: with " +
      "their masters on two machines, both machines answer for the address, and connections " +
      "break at random. Put it into one instance, and both instances into a sync group if they " +
      "have to move together.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: `${instance()}${secondInstance("192.0.2.10/24")}`,
      right: `${instance()}${secondInstance("192.0.2.20/24")}`,
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
