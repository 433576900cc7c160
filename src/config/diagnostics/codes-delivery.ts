/** How adverts travel: unicast peers, sources and groups. Part of the codes of instances. */
import type { Code } from "./code.ts";
import { addresses, block, instance, peers } from "./example-texts.ts";

export const deliveryCodes = {
  strictUnicast: {
    code: "HF0410",
    severity: "error",
    title: "unicast in strict mode",
    explanation: "The RFC knows multicast only: strict mode and unicast_peer exclude each other.",
    exit: 5,
    refusesReload: true,
    example: { wrong: instance("strict_mode", peers), right: instance(peers) },
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
    example: {
      wrong: instance("unicast_src_ip 192.0.2.1"),
      right: instance("unicast_src_ip 192.0.2.1", peers),
    },
  },
  unicastKeywordIgnored: {
    code: "HF0417",
    severity: "warning",
    title: "unicast setting without peers",
    explanation: "The setting concerns unicast only, and there is no unicast_peer.",
    exit: 5,
    refusesReload: false,
    example: { wrong: instance("unicast_ttl 64"), right: instance("unicast_ttl 64", peers) },
  },
  peerIgnored: {
    code: "HF0418",
    severity: "error",
    title: "peer of another family",
    explanation: "Peers must be of the family of the virtual addresses.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: instance(block("unicast_peer", "192.0.2.2", "2001:db8::2")),
      right: instance(peers),
    },
  },
  peerRepeated: {
    code: "HF0419",
    severity: "notice",
    title: "peer given twice",
    explanation: "The peer is listed before. It gets each advert once.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: instance(block("unicast_peer", "192.0.2.2", "192.0.2.2")),
      right: instance(peers),
    },
  },
  ttlRangeEmpty: {
    code: "HF0420",
    severity: "warning",
    title: "empty range of TTLs",
    explanation: "min_ttl lies above max_ttl, so every advert of this peer will be dropped.",
    exit: 5,
    refusesReload: false,
    example: {
      wrong: instance(block("unicast_peer", "192.0.2.2 min_ttl 255 max_ttl 64")),
      right: instance(block("unicast_peer", "192.0.2.2 min_ttl 64 max_ttl 255")),
    },
  },
  multicastGroupIgnored: {
    code: "HF0421",
    severity: "warning",
    title: "multicast group ignored",
    explanation: "Unicast adverts go to the peers, so the multicast group has no effect.",
    exit: 5,
    refusesReload: false,
    example: { wrong: instance("mcast_dst_ip 224.0.0.18", peers), right: instance(peers) },
  },
  sourceFamily: {
    code: "HF0423",
    severity: "error",
    title: "source of another family",
    explanation: "The source address must be of the family of the virtual addresses.",
    exit: 5,
    refusesReload: true,
    example: {
      wrong: instance("mcast_src_ip 2001:db8::1"),
      right: instance("mcast_src_ip 192.0.2.1"),
    },
  },
  interfaceNeeded: {
    code: "HF0427",
    severity: "error",
    title: "unicast without an interface",
    explanation: "keepalived can send unicast adverts without an interface. Holdfast cannot yet.",
    exit: 0,
    refusesReload: true,
    example: {
      wrong: block("vrrp_instance VI_1", "virtual_router_id 51", peers, addresses("192.0.2.10/24")),
      right: instance(peers),
    },
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
    example: {
      wrong: instance("unicast_fault_no_peer", "unicast_src_ip 192.0.2.1"),
      right: instance("unicast_fault_no_peer", "unicast_src_ip 192.0.2.1", peers),
    },
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
    example: {
      wrong: instance(block("unicast_peer", "192.0.2.2 192.0.2.3")),
      right: instance(block("unicast_peer", "192.0.2.2", "192.0.2.3")),
    },
  },
  noSourceToTrack: {
    code: "HF0431",
    severity: "notice",
    title: "nothing to track",
    explanation: "track_src_ip follows mcast_src_ip or unicast_src_ip, and neither is given.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: instance("track_src_ip"),
      right: instance("track_src_ip", "mcast_src_ip 192.0.2.1"),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
