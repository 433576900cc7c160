/** Interfaces that instances make for themselves: virtual MACs and ipvlans. */
import type { Code } from "./code.ts";
import { instance, peers } from "./example-texts.ts";

export const linkCodes = {
  linkWord: {
    code: "HF0440",
    severity: "warning",
    title: "unusable word of a virtual link",
    explanation:
      "Behind use_vmac stand a name, a MAC address of five or six octets, netlink_notify_msg and " +
      "group GROUP; behind use_ipvlan a name, an address, bridge, private or vepa, and group " +
      "GROUP. What does not fit is skipped.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance("use_vmac 01:00:5e:00:00:05"),
      right: instance("use_vmac 02:00:5e:00:00:05"),
    },
  },
  needsVirtualMac: {
    code: "HF0441",
    severity: "warning",
    title: "vmac_xmit_base without use_vmac",
    explanation:
      "Adverts are sent from the instance's interface anyway where there is no virtual MAC.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance("vmac_xmit_base"),
      right: instance("use_vmac", "vmac_xmit_base"),
    },
  },
  promotedAlready: {
    code: "HF0442",
    severity: "warning",
    title: "promote_secondaries on a virtual MAC",
    explanation: "The interface of a virtual MAC always keeps its other addresses.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance("use_vmac", "promote_secondaries"),
      right: instance("use_vmac"),
    },
  },
  sendsFromBase: {
    code: "HF0443",
    severity: "warning",
    title: "unicast from a virtual MAC",
    explanation:
      "Unicast adverts need the address of the interface below the virtual MAC, so they are sent " +
      "from there. Say vmac_xmit_base if that is meant.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance("use_vmac", peers),
      right: instance("use_vmac", "vmac_xmit_base", peers),
    },
  },
  ipvlanAddressMissing: {
    code: "HF0444",
    severity: "error",
    title: "ipvlan without an address",
    explanation: "An ipvlan has no address by itself, and adverts of IPv4 need one to come from.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: instance("use_ipvlan"),
      right: instance("use_ipvlan 192.0.2.11/24"),
    },
  },
  vrfIgnored: {
    code: "HF0445",
    severity: "warning",
    title: "vrf beside an interface",
    explanation: "The interface says which VRF the instance is in. vrf is for unicast without one.",
    exit: 5,
    refusesReload: false,
    example: { wrong: instance("vrf blue"), right: instance() },
  },
  lateTimerUnused: {
    code: "HF0446",
    severity: "warning",
    title: "timer_expired_backup without nopreempt",
    explanation:
      "A router that preempts takes the address back anyway, so that yielding after a late timer " +
      "would only move it twice.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance("timer_expired_backup"),
      right: instance("nopreempt", "timer_expired_backup"),
    },
  },
  badKey: {
    code: "HF0447",
    severity: "error",
    title: "unusable signing key",
    explanation:
      "A key has a number from 1 to 255 and 32 to 64 bytes: as text, as hexadecimal digits behind " +
      "hex:, or in the file behind file:. Another one with the same number, or a number that no " +
      "key has, leaves nothing to sign with.",
    exit: 5,
    refusesReload: true,
    example: {
      unshown: "auth_hmac is not supported yet, so that no configuration with it is sound",
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
