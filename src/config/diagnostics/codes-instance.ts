/** Instances: what is completed, corrected or refused once a whole `vrrp_instance` is known. */
import type { Code } from "./code.ts";

export const instanceCodes = {
  nameMissing: {
    code: "HF0401",
    severity: "error",
    title: "instance without a name",
    explanation:
      "A vrrp_instance is known to scripts, logs and groups by its name, so it must have one.",
    exit: 5,
    refusesReload: true,
  },
  duplicateName: {
    code: "HF0402",
    severity: "error",
    title: "duplicate instance name",
    explanation: "Two instances have the same name. The first one runs.",
    exit: 5,
    refusesReload: true,
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
  },
  loopback: {
    code: "HF0404",
    severity: "error",
    title: "loopback interface",
    explanation: "Adverts on the loopback reach nobody, so an instance cannot use it.",
    exit: 5,
    refusesReload: true,
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
  },
  addressesRequired: {
    code: "HF0407",
    severity: "error",
    title: "virtual address required",
    explanation:
      "VRRPv3 adverts carry at least one address (RFC 9568 §5.2.5), and strict mode asks for one.",
    exit: 5,
    refusesReload: true,
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
  },
  strictUnicast: {
    code: "HF0410",
    severity: "error",
    title: "unicast in strict mode",
    explanation: "The RFC knows multicast only: strict mode and unicast_peer exclude each other.",
    exit: 5,
    refusesReload: true,
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
  },
  stateCorrected: {
    code: "HF0415",
    severity: "warning",
    title: "state corrected",
    explanation: "In strict mode only the address owner, priority 255, starts as MASTER.",
    exit: 5,
    refusesReload: false,
  },
  unicastWithoutPeers: {
    code: "HF0416",
    severity: "warning",
    title: "unicast without peers",
    explanation:
      "A unicast keyword stands there, but no usable unicast_peer, so adverts go to the " +
      "multicast group.",
    exit: 5,
    refusesReload: false,
  },
  unicastKeywordIgnored: {
    code: "HF0417",
    severity: "warning",
    title: "unicast setting without peers",
    explanation: "The setting concerns unicast only, and there is no unicast_peer.",
    exit: 5,
    refusesReload: false,
  },
  peerIgnored: {
    code: "HF0418",
    severity: "error",
    title: "peer of another family",
    explanation: "Peers must be of the family of the virtual addresses.",
    exit: 5,
    refusesReload: true,
  },
  peerRepeated: {
    code: "HF0419",
    severity: "notice",
    title: "peer given twice",
    explanation: "The peer is listed before. It gets each advert once.",
    exit: 0,
    refusesReload: false,
  },
  ttlRangeEmpty: {
    code: "HF0420",
    severity: "warning",
    title: "empty range of TTLs",
    explanation: "min_ttl lies above max_ttl, so every advert of this peer will be dropped.",
    exit: 5,
    refusesReload: false,
  },
  multicastGroupIgnored: {
    code: "HF0421",
    severity: "warning",
    title: "multicast group ignored",
    explanation: "Unicast adverts go to the peers, so the multicast group has no effect.",
    exit: 5,
    refusesReload: false,
  },
  strictOverrides: {
    code: "HF0422",
    severity: "warning",
    title: "overridden by strict mode",
    explanation: "Strict mode keeps to the RFC, and this setting does not.",
    exit: 5,
    refusesReload: false,
  },
  sourceFamily: {
    code: "HF0423",
    severity: "error",
    title: "source of another family",
    explanation: "The source address must be of the family of the virtual addresses.",
    exit: 5,
    refusesReload: true,
  },
  versionRaised: {
    code: "HF0424",
    severity: "notice",
    title: "version 3 for IPv6",
    explanation: "VRRPv2 has no IPv6 (RFC 3768), so the instance speaks VRRPv3.",
    exit: 0,
    refusesReload: false,
  },
  firstNotLinkLocal: {
    code: "HF0425",
    severity: "notice",
    title: "first address not link-local",
    explanation:
      "The first IPv6 address of an advert should be the link-local one (RFC 9568 §5.2.9).",
    exit: 0,
    refusesReload: false,
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
  },
  interfaceNeeded: {
    code: "HF0427",
    severity: "error",
    title: "unicast without an interface",
    explanation: "keepalived can send unicast adverts without an interface. Holdfast cannot yet.",
    exit: 0,
    refusesReload: true,
  },
  noPeers: {
    code: "HF0428",
    severity: "error",
    title: "no unicast peers",
    explanation:
      "unicast_fault_no_peer asks that the instance does not fall back to multicast when no" +
      " usable peer is left.",
    exit: 5,
    refusesReload: true,
  },
  ownerIgnoreCleared: {
    code: "HF0429",
    severity: "warning",
    title: "not the address owner",
    explanation: "owner_ignore_adverts concerns the address owner, priority 255, only.",
    exit: 5,
    refusesReload: false,
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
  },
  peerOption: {
    code: "HF0432",
    severity: "error",
    title: "unknown word behind a peer",
    explanation:
      "Behind a peer's address only min_ttl and max_ttl may follow, each with a number. One" +
      " peer stands on a line.",
    exit: 5,
    refusesReload: false,
  },
  noSourceToTrack: {
    code: "HF0431",
    severity: "notice",
    title: "nothing to track",
    explanation: "track_src_ip follows mcast_src_ip or unicast_src_ip, and neither is given.",
    exit: 0,
    refusesReload: false,
  },
} as const satisfies Readonly<Record<string, Code>>;
