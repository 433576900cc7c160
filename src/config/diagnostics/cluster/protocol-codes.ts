/** What routers must have alike to hear each other. */
import type { Code } from "../code.ts";
import { instanceExample, instanceExamples, ofCluster } from "./example.ts";

export const protocolCodes = {
  virtualRouterIdsDiffer: {
    ...ofCluster,
    code: "HF0901",
    severity: "error",
    title: "unequal virtual_router_id",
    explanation:
      "Routers back each other up only under one virtual_router_id: adverts with any other " +
      "number are ignored. With unequal ones both routers become master and hold the same " +
      "addresses.",
    example: {
      peer: instanceExample("priority 150"),
      wrong: instanceExample("priority 100").replace("51", "52"),
      right: instanceExample("priority 100"),
    },
  },
  versionsDiffer: {
    ...ofCluster,
    code: "HF0902",
    severity: "error",
    title: "unequal protocol version",
    explanation:
      "A router drops adverts of the other version of VRRP, so each takes the other for dead and " +
      "both become master. Give all routers the same version, or vrrp_version in global_defs.",
    example: instanceExamples("priority 150\nversion 3", "priority 100", "priority 100\nversion 3"),
  },
  intervalsDiffer: {
    ...ofCluster,
    code: "HF0903",
    severity: "error",
    title: "unequal advert interval",
    explanation:
      "VRRPv2 carries the interval in each advert, and a router drops those with another one " +
      "than its own (RFC 3768 §7.1). Both routers become master. Give all of them the same " +
      "advert_int.",
    example: instanceExamples(
      "priority 150\nadvert_int 1",
      "priority 100\nadvert_int 2",
      "priority 100\nadvert_int 1",
    ),
  },
  intervalAdopted: {
    ...ofCluster,
    code: "HF0904",
    severity: "notice",
    title: "intervals that change with the master",
    explanation:
      "A VRRPv3 backup waits by the interval of the master's adverts (RFC 9568 §6.1), so unequal " +
      "ones work. But how soon a failure is noticed then depends on who is master.",
    example: instanceExamples(
      "priority 150\nversion 3\nadvert_int 1",
      "priority 100\nversion 3\nadvert_int 0.5",
      "priority 100\nversion 3\nadvert_int 1",
    ),
  },
  authenticationDiffers: {
    ...ofCluster,
    code: "HF0905",
    severity: "error",
    title: "unequal authentication",
    explanation:
      "A router drops adverts without the authentication that it expects, so both become master. " +
      "Give all routers of the group the same kind and the same password or key. They are " +
      "compared as they travel: of auth_pass the first eight characters.",
    example: instanceExamples(
      "priority 150\nauthentication {\n  auth_type PASS\n  auth_pass secret-1\n}",
      "priority 100\nauthentication {\n  auth_type PASS\n  auth_pass secret-2\n}",
      "priority 100\nauthentication {\n  auth_type PASS\n  auth_pass secret-1\n}",
    ),
  },
  strictnessDiffers: {
    ...ofCluster,
    code: "HF0906",
    severity: "notice",
    title: "strict mode on some nodes only",
    explanation:
      "Strict mode overrides what the RFC does not know: how lower priorities are answered, " +
      "whether the addresses accept connections, and more. The routers then behave " +
      "differently as master.",
    example: instanceExamples(
      "priority 150\nstrict_mode on",
      "priority 100",
      "priority 100\nstrict_mode on",
    ),
  },
  downTimersDiffer: {
    ...ofCluster,
    code: "HF0907",
    severity: "notice",
    title: "unequal patience",
    explanation:
      "down_timer_adverts is how many adverts a backup misses before it takes over. With unequal " +
      "numbers the backup of lower priority may be faster than the one that should win.",
    example: instanceExamples(
      "priority 150\ndown_timer_adverts 5",
      "priority 100",
      "priority 100\ndown_timer_adverts 5",
    ),
  },
  deliveryDiffers: {
    ...ofCluster,
    code: "HF0910",
    severity: "error",
    title: "unicast and multicast mixed",
    explanation:
      "A router that sends to its peers does not listen to the multicast group, and the other " +
      "way round. Give unicast_peer to all routers of the group or to none.",
    example: instanceExamples(
      "priority 150\nunicast_src_ip 198.51.100.1\nunicast_peer {\n  198.51.100.2\n}",
      "priority 100",
      "priority 100\nunicast_src_ip 198.51.100.2\nunicast_peer {\n  198.51.100.1\n}",
    ),
  },
  multicastGroupsDiffer: {
    ...ofCluster,
    code: "HF0911",
    severity: "error",
    title: "unequal multicast group",
    explanation:
      "Adverts go to the group of mcast_dst_ip, or of vrrp_mcast_group4 and vrrp_mcast_group6 in " +
      "global_defs, and only who has the same one hears them.",
    example: instanceExamples(
      "priority 150\nmcast_dst_ip 224.0.0.100",
      "priority 100",
      "priority 100\nmcast_dst_ip 224.0.0.100",
    ),
  },
  checksumsDiffer: {
    ...ofCluster,
    code: "HF0912",
    severity: "error",
    title: "unequal checksum",
    explanation:
      "The VRRPv3 checksum over IPv4 exists in three forms: that of the RFC, " +
      "v3_checksum_as_v2, and old_unicast_checksum. Adverts with another one than expected " +
      "are dropped.",
    example: instanceExamples(
      "priority 150\nversion 3\nv3_checksum_as_v2",
      "priority 100\nversion 3",
      "priority 100\nversion 3\nv3_checksum_as_v2",
    ),
  },
  sourceShared: {
    ...ofCluster,
    code: "HF0913",
    severity: "error",
    title: "two nodes with one source address",
    explanation:
      "unicast_src_ip and mcast_src_ip are the node's own address, so no two nodes have the same " +
      "one. It happens when a file is copied. Write the address of the node that the file is for.",
    example: instanceExamples(
      "priority 150\nmcast_src_ip 198.51.100.1",
      "priority 100\nmcast_src_ip 198.51.100.1",
      "priority 100\nmcast_src_ip 198.51.100.2",
    ),
  },
  peerMissing: {
    ...ofCluster,
    code: "HF0914",
    severity: "error",
    title: "a router that is not among the peers",
    explanation:
      "Unicast adverts go to the addresses in unicast_peer and nowhere else. Each router has to " +
      "list the address that every other one sends from, its unicast_src_ip.",
    example: instanceExamples(
      "priority 150\nunicast_src_ip 198.51.100.1\nunicast_peer {\n  198.51.100.2\n}",
      "priority 100\nunicast_src_ip 198.51.100.2\nunicast_peer {\n  198.51.100.9\n}",
      "priority 100\nunicast_src_ip 198.51.100.2\nunicast_peer {\n  198.51.100.1\n}",
    ),
  },
  peerUnknown: {
    ...ofCluster,
    code: "HF0915",
    severity: "notice",
    title: "a peer without a file",
    explanation:
      "None of the files that were given is of the node with this address. It is another node " +
      "of the cluster, whose file should be checked with these, or one that is no more.",
    example: instanceExamples(
      "priority 150\nunicast_src_ip 198.51.100.1\nunicast_peer {\n  198.51.100.2\n}",
      "priority 100\nunicast_src_ip 198.51.100.2\nunicast_peer {\n  198.51.100.1\n  " +
        "198.51.100.3\n}",
      "priority 100\nunicast_src_ip 198.51.100.2\nunicast_peer {\n  198.51.100.1\n}",
    ),
  },
  peersDoNotMeet: {
    ...ofCluster,
    code: "HF0916",
    severity: "error",
    title: "peers that cannot point at each other",
    explanation:
      "Without unicast_src_ip a router sends from its interface's address, which no file " +
      "says. But each must be listed by all others, and these lists have no address left for " +
      "one of them: two nodes with the same single peer, for instance, of which one would be " +
      "its own.",
    example: instanceExamples(
      "priority 150\nunicast_peer {\n  198.51.100.2\n}",
      "priority 100\nunicast_peer {\n  198.51.100.2\n}",
      "priority 100\nunicast_peer {\n  198.51.100.1\n}",
    ),
  },
  ttlTooSmall: {
    ...ofCluster,
    code: "HF0917",
    severity: "error",
    title: "TTL that a peer does not accept",
    explanation:
      "min_ttl of a peer asks for adverts with at least this TTL, and that router sends with a " +
      "smaller one (unicast_ttl), so all its adverts are dropped.",
    example: instanceExamples(
      "priority 150\nunicast_src_ip 198.51.100.1\nunicast_ttl 64\nunicast_peer {\n  " +
        "198.51.100.2\n}",
      "priority 100\nunicast_src_ip 198.51.100.2\nunicast_peer {\n  198.51.100.1 min_ttl 255\n}",
      "priority 100\nunicast_src_ip 198.51.100.2\nunicast_peer {\n  198.51.100.1 min_ttl 60\n}",
    ),
  },
} as const satisfies Readonly<Record<string, Code>>;
